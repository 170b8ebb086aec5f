import type { CloudId } from "../../project/manifest";
import { environmentIds } from "../../project/environments";
import type { RunSnapshot } from "../../runs/snapshot";
import type { RunRequest } from "./RunLog";

export interface RunChanges {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly resourceIds: readonly string[];
}

const touched = new Set(["created", "running", "failed"]);
/** Nobody shows what a subscription has: the registration of a provider is no resource. */
const inGroup = /^\/subscriptions\/[^/]+\/resourceGroups\/./i;

/** The resources that a run may have changed, by tenant: whoever shows them reads them anew. Pure. */
export function changesOf(snapshot: RunSnapshot, { manifest }: RunRequest): readonly RunChanges[] {
  return snapshot.environments.flatMap(({ environment, resources }) => {
    const id = environmentIds.find((one) => one === environment);
    const settings = id && manifest.environments[id];
    const resourceIds = resources
      .filter((one) => touched.has(one.state))
      .map((one) => one.resourceId ?? one.id)
      .filter((one) => inGroup.test(one));
    if (!settings || resourceIds.length === 0) return [];
    return [{ cloud: settings.cloud, tenantId: settings.tenantId, resourceIds }];
  });
}
