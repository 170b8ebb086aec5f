import { t } from "@vscode/l10n";
import { parseArmId } from "../../azure/ids";
import { valueAt } from "../changes/differences";
import { isRecord, type ObservedResource } from "../observed";
import type { StepOf } from "./PlannedStep";
import { callOf, readAt, sendCall } from "./sendCall";
import type { StepContext, StepRunner } from "./StepRunner";
import { waitUntil } from "./waitUntil";

type Step = StepOf<"approvePrivateEndpoint">;

interface ApprovalParts {
  readonly environment: string;
  readonly group: string;
  /** Id of the service behind the endpoint. */
  readonly targetId: string;
  readonly endpointId: string;
}

const typeOf = (targetId: string) => parseArmId(targetId).type ?? "";
const connectionsOf = (targetId: string) => `${targetId}/privateEndpointConnections`;

/** Approves on its target what a Data Factory's managed endpoint asks for: it comes as pending, always. */
export function approvePrivateEndpointStep(parts: ApprovalParts): Step {
  const { environment, group, targetId, endpointId } = parts;
  const name = endpointId.split("/").at(-1) ?? "";
  const path = `${connectionsOf(targetId)}/{${name}}`;
  return {
    kind: "approvePrivateEndpoint",
    id: `${environment}/approve-private-endpoint/${name}`,
    phase: "after",
    resourceId: targetId,
    resourceGroup: group,
    change: "modify",
    name,
    title: t("Approve private endpoint"),
    detail: t("To {0}", targetId.split("/").at(-1) ?? ""),
    calls: [callOf("PUT", path, typeOf(targetId))],
    undo: t("Reject the connection on its target."),
    endpointId,
  };
}

/**
 * The connection of the endpoint. Its endpoint lies in a subscription of Microsoft and is named
 * `{factory}.{endpoint}` (unconfirmed: no page of Microsoft says so).
 */
function isOfEndpoint(connection: ObservedResource, endpointId: string): boolean {
  const { names } = parseArmId(endpointId);
  const wanted = `${names[0] ?? ""}.${names.at(-1) ?? ""}`.toLowerCase();
  const endpoint = valueAt(connection, "properties.privateEndpoint.id");
  const candidates = [connection.name, String(endpoint).split("/").at(-1)];
  return candidates
    .map((one) => String(one).toLowerCase())
    .some((one) => one === wanted || one.startsWith(`${wanted}.`));
}

async function findConnection(step: Step, context: StepContext) {
  const { resourceId, endpointId } = step;
  const answer = await readAt(context, connectionsOf(resourceId), typeOf(resourceId));
  const list: readonly unknown[] = Array.isArray(answer?.value) ? answer.value : [];
  return list.filter(isRecord).find((one) => isOfEndpoint(one, endpointId));
}

const statePath = "properties.privateLinkServiceConnectionState";
const isApproved = (connection: ObservedResource | undefined) =>
  valueAt(connection, `${statePath}.status`) === "Approved";

export const approvePrivateEndpoint: StepRunner<"approvePrivateEndpoint"> = {
  isDone: async (step, context) => isApproved(await findConnection(step, context)),
  run: async (step, context) => {
    // The connection shows up on its target some time after the endpoint was made.
    const connection = await waitUntil(context, () => findConnection(step, context));
    if (!isApproved(connection)) {
      const state = { status: "Approved", description: t("Approved for the ESML project.") };
      const properties = {
        privateEndpoint: valueAt(connection, "properties.privateEndpoint"),
        privateLinkServiceConnectionState: state,
      };
      const path = `${connectionsOf(step.resourceId)}/${String(connection.name)}`;
      await sendCall(context, callOf("PUT", path, typeOf(step.resourceId)), { properties });
    }
    await waitUntil(context, async () =>
      isApproved(await findConnection(step, context)) ? true : undefined,
    );
  },
};
