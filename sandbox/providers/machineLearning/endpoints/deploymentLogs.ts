import type { ActionRequest, ActionResult } from "../../../provider";
import { numberOf } from "../../fields";
import { object, oneOf, readShape, whole } from "../../shape";
import { invalidItem } from "../refusals";

const logsShape = object({
  containerType: oneOf("StorageInitializer", "InferenceServer"),
  tail: whole(1),
});

/** The last lines of what a container wrote, if there were one. */
export function deploymentLogs({ record, body }: ActionRequest): ActionResult {
  const { containerType = "InferenceServer", tail } = readShape(logsShape, body, "", invalidItem);
  const lines = [
    `Instance status: ${String(record.properties["provisioningState"])}`,
    `Container: ${String(containerType)}`,
    `The sandbox runs no containers: ${record.name} writes nothing more.`,
  ];
  const content = `${lines.slice(-(numberOf(tail) ?? lines.length)).join("\n")}\n`;
  return { status: 200, body: { content } };
}
