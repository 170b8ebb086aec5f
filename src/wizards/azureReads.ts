import { z } from "zod";
import type { AzureSession } from "../azure/AzureSession";
import { apiVersions } from "../azure/apiVersions";

const page = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });

/** Every item of a list, page by page; items of another shape than `item` are an error of the reply. */
export async function listAll<T>(
  session: AzureSession,
  request: { readonly path: string; readonly apiVersion: string; readonly signal: AbortSignal },
  item: z.ZodType<T>,
): Promise<readonly T[]> {
  const items: T[] = [];
  const { signal, apiVersion } = request;
  let next: string | undefined = request.path;
  for (let isFirst = true; next !== undefined; isFirst = false) {
    const address = isFirst ? { path: next, apiVersion } : { path: next };
    const reply = page.parse(await session.send({ method: "GET", ...address, signal }));
    items.push(...z.array(item).parse(reply.value));
    next = reply.nextLink ?? undefined;
  }
  return items;
}

const subscription = z.object({ subscriptionId: z.string(), displayName: z.string() });
const tenant = z.object({ tenantId: z.string(), displayName: z.string().optional() });
const location = z.object({
  name: z.string(),
  displayName: z.string(),
  metadata: z.object({ regionType: z.string().optional() }).optional(),
});
const named = z.object({ id: z.string(), name: z.string() });

/** The subscriptions that the account sees. */
export function loadSubscriptions(session: AzureSession, signal: AbortSignal) {
  const apiVersion = apiVersions["microsoft.resources/subscriptions"];
  return listAll(session, { path: "/subscriptions", apiVersion, signal }, subscription);
}

/** Display name of the session's tenant, where the account may read it. */
export async function loadTenantName(
  session: AzureSession,
  signal: AbortSignal,
): Promise<string | undefined> {
  const apiVersion = apiVersions["microsoft.resources/subscriptions"];
  const tenants = await listAll(session, { path: "/tenants", apiVersion, signal }, tenant);
  return tenants.find((one) => one.tenantId === session.account.tenantId)?.displayName;
}

/** Physical regions that the subscription may use, by display name. */
export async function loadRegions(
  session: AzureSession,
  subscriptionId: string,
  signal: AbortSignal,
) {
  const apiVersion = apiVersions["microsoft.resources/subscriptions"];
  const path = `/subscriptions/${subscriptionId}/locations`;
  const locations = await listAll(session, { path, apiVersion, signal }, location);
  return locations
    .filter((one) => (one.metadata?.regionType ?? "Physical") === "Physical")
    .map(({ name, displayName }) => ({ name, displayName }))
    .sort((a, b) => a.displayName.localeCompare(b.displayName, "en"));
}

const group = named.extend({ tags: z.record(z.string(), z.string()).nullish() });

export function loadResourceGroups(
  session: AzureSession,
  subscriptionId: string,
  signal: AbortSignal,
) {
  const apiVersion = apiVersions["microsoft.resources"];
  const path = `/subscriptions/${subscriptionId}/resourcegroups`;
  return listAll(session, { path, apiVersion, signal }, group);
}

/** Names of all resources of a group; none when the group is not there. */
export async function loadResourceNames(
  session: AzureSession,
  groupId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const apiVersion = apiVersions["microsoft.resources"];
  const request = { path: `${groupId}/resources`, apiVersion, signal };
  return notFoundAsEmpty(async () =>
    (await listAll(session, request, named)).map((one) => one.name),
  );
}

const network = named.extend({
  properties: z.object({
    addressSpace: z.object({ addressPrefixes: z.array(z.string()).optional() }).optional(),
    subnets: z
      .array(
        z.object({
          name: z.string(),
          properties: z.object({
            addressPrefix: z.string().optional(),
            addressPrefixes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
  }),
});

/** Virtual networks of a group with their ranges; none when the group is not there. */
export async function loadNetworks(session: AzureSession, groupId: string, signal: AbortSignal) {
  const path = `${groupId}/providers/Microsoft.Network/virtualNetworks`;
  const request = { path, apiVersion: apiVersions["microsoft.network"], signal };
  const networks = await notFoundAsEmpty(() => listAll(session, request, network));
  return networks.map(({ id, name, properties }) => ({
    id,
    name,
    addressPrefixes: properties.addressSpace?.addressPrefixes ?? [],
    subnets: (properties.subnets ?? []).map((subnet) => ({
      name: subnet.name,
      prefix: subnet.properties.addressPrefix ?? subnet.properties.addressPrefixes?.[0] ?? "",
    })),
  }));
}

async function notFoundAsEmpty<T>(read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    const isMissing = error instanceof Error && "status" in error && error.status === 404;
    if (isMissing) return [];
    throw error;
  }
}
