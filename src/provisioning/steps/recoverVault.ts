import { t } from "@vscode/l10n";
import { valueAt } from "../changes/differences";
import type { ResourceSpec } from "../context";
import { isRecord, type ObservedResource } from "../observed";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";
import { waitUntil } from "./waitUntil";

const vaultType = "Microsoft.KeyVault/vaults";
const groupType = "Microsoft.Resources/resourceGroups";

type Step = StepOf<"recoverVault">;

interface RecoveryParts {
  readonly environment: string;
  /** The vault as the deployment makes it when it is back. */
  readonly spec: ResourceSpec;
  readonly deleted: ObservedResource;
  /** Id and body of the resource group, where that is gone too. */
  readonly group?: { readonly id: string; readonly body: Readonly<Record<string, unknown>> };
}

/** Brings a soft-deleted vault of the project back, with its secrets: its name cannot be had otherwise. */
export function recoverVaultStep({ environment, spec, deleted, group }: RecoveryParts): Step {
  const { properties } = spec.body;
  const { tenantId, sku } = isRecord(properties) ? properties : {};
  const deletedAt = valueAt(deleted, "properties.deletionDate");
  const when = typeof deletedAt === "string" ? deletedAt.slice(0, 10) : "";
  return {
    kind: "recoverVault",
    id: `${environment}/recover-vault/${spec.name}`,
    phase: "before",
    resourceId: spec.id,
    resourceGroup: spec.group,
    change: "create",
    name: spec.name,
    title: t("Recover key vault"),
    detail: t("Deleted {0}; comes back with its secrets and keys", when),
    calls: [
      ...(group ? [callOf("PUT", group.id, groupType)] : []),
      callOf("PUT", spec.id, vaultType),
    ],
    undo: t("Delete the vault again; it is kept soft-deleted."),
    body: {
      location: spec.body["location"],
      properties: { createMode: "recover", tenantId, sku },
    },
    ...(group ? { group: group.body } : {}),
  };
}

async function isThere({ resourceId }: Step, context: StepContext): Promise<boolean> {
  const vault = await readAt(context, resourceId, vaultType);
  return valueAt(vault, "properties.provisioningState") === "Succeeded";
}

export const recoverVault: StepRunner<"recoverVault"> = {
  isDone: isThere,
  run: async (step, context) => {
    const { calls, group, body } = step;
    const [first, second] = calls;
    if (second && first && group) {
      const groupThere = await readAt(context, first.path, groupType);
      if (!groupThere) await sendCall(context, first, group);
    }
    const call = second ?? first;
    if (call) await sendCall(context, call, body);
    await waitUntil(context, async () => ((await isThere(step, context)) ? true : undefined));
  },
};
