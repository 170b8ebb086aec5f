import { ArmFault, type ResourceRecord } from "../provider";
import { parseResourceId } from "../resourceId";
import type { Store } from "../store";
import { isActive } from "./deploymentRecord";
import { deploymentType } from "./template/templateNode";

/** Microsoft Learn, automatic deletions from deployment history. */
const quota = 800;
const trimFrom = 775;
const trimTo = 750;

/** The deployments of exactly this scope, not of the groups below it. */
export function deploymentsAt(store: Store, scope: string): readonly ResourceRecord[] {
  const prefix = `${scope}/providers/${deploymentType}/`.toLowerCase();
  return store
    .list({ type: deploymentType, under: scope })
    .filter(({ id }) => id.toLowerCase().startsWith(prefix));
}

/** Makes room for one more deployment as Azure does: the oldest go. Throws when none of them may go. */
export function makeRoom(store: Store, id: string): void {
  const parsed = parseResourceId(id);
  if (store.has(id)) {
    return;
  }
  const kept = deploymentsAt(store, parsed?.scope ?? "");
  if (kept.length >= trimFrom) {
    const oldest = kept
      .filter((record) => !isActive(record))
      .sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
    for (const record of oldest.slice(0, kept.length - trimTo)) {
      store.delete(record.id);
    }
  }
  const left = deploymentsAt(store, parsed?.scope ?? "").length;
  if (left >= quota) {
    const message = `Creating the deployment '${parsed?.name ?? id}' would exceed the quota of '${String(quota)}'. The current deployment count is '${String(left)}', please delete some deployments before creating a new one. Please see https://aka.ms/arm-deploy for usage details.`;
    throw new ArmFault(409, "DeploymentQuotaExceeded", message);
  }
}

function timeOf({ properties }: ResourceRecord): string {
  return String(properties.timestamp);
}
