import {
  ArmFault,
  type ActionRequest,
  type ActionResult,
  type ProviderContext,
  type ResourceRecord,
} from "../../provider";
import { plainView } from "../defineKind";
import { isFields, listOf, without } from "../fields";
import { badRequest, factoryType, part, requireType } from "./parts";

/** A started trigger is changed only after it was stopped. */
function refuseWhenStarted(record: ResourceRecord | undefined): void {
  if (record?.properties["runtimeState"] === "Started") {
    const message = "Cannot update enabled Trigger; the trigger needs to be disabled first.";
    throw new ArmFault(400, "TriggerEnabledCannotUpdate", message, { target: record.id });
  }
}

/** Answered at once: the specification of these operations has no other status than 200. */
function setState({ record }: ActionRequest, runtimeState: "Started" | "Stopped"): ActionResult {
  const { pipeline, pipelines } = record.properties;
  if (runtimeState === "Started" && !isFields(pipeline) && listOf(pipelines).length === 0) {
    const message = `The trigger '${record.name}' has no pipeline to run.`;
    throw badRequest(message, record.id);
  }
  record.properties["runtimeState"] = runtimeState;
  return { status: 200 };
}

/** Triggers do not fire by themselves: only their state is simulated. */
export const triggers = part("triggers", {
  properties: ({ given, id, existing }) => {
    refuseWhenStarted(existing);
    requireType(given, id);
    return { ...without(given, "runtimeState"), runtimeState: "Stopped" };
  },
  beforeDelete: refuseWhenStarted,
  actions: {
    start: (request) => setState(request, "Started"),
    stop: (request) => setState(request, "Stopped"),
  },
});

export function queryTriggers({ record }: ActionRequest, { store }: ProviderContext): ActionResult {
  const found = store.list({ type: `${factoryType}/triggers`, parent: record.id });
  return { status: 200, body: { value: found.map(plainView) } };
}
