import { z } from "zod";
import type { AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";
import { listPages } from "./listPages";

export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** `Enabled`, `Disabled`, `Warned`, `PastDue` or `Deleted`. */
  readonly state: string;
}

export interface Tenant {
  readonly id: string;
  readonly name?: string;
  readonly domain?: string;
}

export interface Region {
  /** Short name, for example `swedencentral`. */
  readonly name: string;
  readonly displayName: string;
}

const apiVersion = apiVersions["microsoft.resources/subscriptions"];

const subscription = z.object({
  subscriptionId: z.string(),
  displayName: z.string(),
  tenantId: z.string().nullish(),
  state: z.string().nullish(),
});
const tenant = z.object({
  tenantId: z.string(),
  displayName: z.string().nullish(),
  defaultDomain: z.string().nullish(),
});
const location = z.object({
  name: z.string(),
  displayName: z.string(),
  metadata: z.object({ regionType: z.string().nullish() }).nullish(),
});

/** Subscriptions that the account sees in the session's tenant, by name. */
export async function loadSubscriptions(
  session: AzureSession,
  signal?: AbortSignal,
): Promise<readonly Subscription[]> {
  const found = await listPages(
    session,
    { path: "/subscriptions", apiVersion },
    subscription,
    signal,
  );
  return found
    .map((item) => ({
      id: item.subscriptionId,
      name: item.displayName,
      tenantId: item.tenantId ?? session.account.tenantId,
      state: item.state ?? "Enabled",
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Tenants of the account; Azure gives names only where the account may see them. */
export async function loadTenants(
  session: AzureSession,
  signal?: AbortSignal,
): Promise<readonly Tenant[]> {
  const found = await listPages(session, { path: "/tenants", apiVersion }, tenant, signal);
  return found.map(({ tenantId, displayName, defaultDomain }) => ({
    id: tenantId,
    ...(displayName ? { name: displayName } : {}),
    ...(defaultDomain ? { domain: defaultDomain } : {}),
  }));
}

/** Physical regions that the subscription may use, by display name. */
export async function loadRegions(
  session: AzureSession,
  subscriptionId: string,
  signal?: AbortSignal,
): Promise<readonly Region[]> {
  const path = `/subscriptions/${subscriptionId}/locations`;
  const found = await listPages(session, { path, apiVersion }, location, signal);
  return found
    .filter(({ metadata }) => (metadata?.regionType ?? "Physical") === "Physical")
    .map(({ name, displayName }) => ({ name, displayName }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName));
}
