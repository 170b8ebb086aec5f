import type { AzureSession } from "../azure/AzureSession";
import { subscriptionRights } from "../azure/permissions";
import { loadSubscriptions, loadTenants, type Tenant } from "../azure/subscriptions";
import type { CloudId } from "../project/manifest";
import type { ConnectionInfo } from "./contracts/createProject";

export function describeNoConnection(cloud: CloudId, reason: string): ConnectionInfo {
  return { cloud, simulated: cloud === "sandbox", subscriptions: [], reason };
}

/** For example `Acme (acme.example)`; undefined where Azure shows the account neither. */
function nameOf(tenant: Tenant | undefined): string | undefined {
  if (tenant?.name === undefined || tenant.domain === undefined)
    return tenant?.name ?? tenant?.domain;
  return `${tenant.name} (${tenant.domain})`;
}

/** Who is connected, and to what; reads the subscriptions and the tenant's name. */
export async function describeConnection(
  session: AzureSession,
  cloud: CloudId,
  signal: AbortSignal,
): Promise<ConnectionInfo> {
  const { account, simulated } = session;
  const [subscriptions, tenants] = await Promise.all([
    loadSubscriptions(session, signal),
    // The name is a courtesy: an account that may not list tenants still works.
    loadTenants(session, signal).catch(() => []),
  ]);
  const tenantName = nameOf(tenants.find((one) => one.id === account.tenantId));
  const { rights, reason } = subscriptionRights();
  return {
    cloud,
    simulated,
    account: { username: account.username, objectId: account.objectId },
    tenant: { id: account.tenantId, ...(tenantName === undefined ? {} : { name: tenantName }) },
    subscriptions: subscriptions.map(({ id, name }) => ({
      id,
      name,
      rights,
      ...(reason === undefined ? {} : { rightsReason: reason }),
    })),
  };
}
