import { invalidContent, notImplemented } from "../../../armErrors";
import {
  ArmFault,
  type ActionRequest,
  type ActionResult,
  type PollAddress,
  type ProviderContext,
} from "../../../provider";
import { fieldsOf, textOf } from "../../fields";
import { namespacesOf, setNamespaces } from "../namespaces";
import { runShell } from "./kubectl";
import { aksVersions } from "../versions/versions";

const durationMs = 8000;

/** Said before everything that a command seems to print. */
const notice = "# Simulated: no cluster has run this.";

/** Runs what `kubectl.ts` understands; everything else is refused as not simulated. */
export function runCommand(
  { record, body }: ActionRequest,
  { clock, newGuid }: ProviderContext,
): ActionResult {
  const command = textOf(body["command"]);
  if (command === undefined) {
    throw invalidContent("The field 'command' of a run command request is required.");
  }
  if (fieldsOf(record.properties["apiServerAccessProfile"])["disableRunCommand"] === true) {
    const message = `Run command is disabled on the managed cluster '${record.name}'.`;
    throw new ArmFault(400, "BadRequest", message);
  }
  if (fieldsOf(record.properties["powerState"])["code"] === "Stopped") {
    const message = `The managed cluster '${record.name}' is stopped, commands cannot be run.`;
    throw new ArmFault(409, "OperationNotAllowed", message);
  }
  const result = runShell(command, namespacesOf(record));
  if (!result) {
    throw notImplemented(`the command '${command}' on a managed cluster`);
  }
  setNamespaces(record, result.namespaces);
  const operationId = newGuid();
  const now = clock.now();
  return {
    status: 202,
    operationId,
    pollAt: "commandResults",
    body: {
      id: operationId,
      properties: {
        provisioningState: "Succeeded",
        exitCode: result.exitCode,
        startedAt: new Date(now).toISOString(),
        finishedAt: new Date(now + durationMs).toISOString(),
        logs: [notice, ...result.output, ""].join("\n"),
      },
    },
    work: { durationMs, finish: () => undefined },
  };
}

/** Where the result of a command is read, during and after its operation. */
export const commandResults: PollAddress = {
  path: "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/Microsoft.ContainerService/managedClusters/{name}/commandResults/{operationId}",
  apiVersions: aksVersions,
  answers: "result",
};
