import type { AzureSession } from "../azure/AzureSession";
import type { CloudId } from "../project/manifest";
import { loadSubscriptions, loadTenantName } from "./azureReads";
import type { ConnectionInfo } from "./contracts/createProject";
import { loadRights } from "./loadRights";

export function describeNoConnection(cloud: CloudId, reason: string): ConnectionInfo {
  return { cloud, simulated: cloud === "sandbox", subscriptions: [], reason };
}

/** Who is connected, to what, with which rights; reads subscriptions, their permissions and the tenant's name. */
export async function describeConnection(
  session: AzureSession,
  cloud: CloudId,
  signal: AbortSignal,
): Promise<ConnectionInfo> {
  const { account, simulated } = session;
  const [found, tenantName] = await Promise.all([
    loadSubscriptions(session, signal),
    loadTenantName(session, signal).catch(() => undefined),
  ]);
  const subscriptions = await Promise.all(
    found.map(async ({ subscriptionId, displayName }) => ({
      id: subscriptionId,
      name: displayName,
      ...(await loadRights(session, subscriptionId, signal)),
    })),
  );
  return {
    cloud,
    simulated,
    account: { username: account.username, objectId: account.objectId },
    tenant: { id: account.tenantId, ...(tenantName === undefined ? {} : { name: tenantName }) },
    subscriptions,
  };
}
