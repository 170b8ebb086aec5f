import type { ActionRequest, ActionResult, ResourceRecord } from "../../provider";
import { fieldsOf, isFields, lastSegment, without } from "../fields";
import { badRequest, part, requireType } from "./parts";
import { factoryOf } from "./references";

/** Only runtimes with SSIS have machines of their own to start; the others are there when needed. */
function firstState(properties: Record<string, unknown>): string {
  if (properties["type"] === "SelfHosted") {
    return "NeedRegistration";
  }
  return isFields(fieldsOf(properties["typeProperties"])["ssisProperties"]) ? "Initial" : "Online";
}

function stateOf({ internal, properties }: ResourceRecord): string {
  const state = internal?.["state"];
  return typeof state === "string" ? state : firstState(properties);
}

function statusOf(record: ResourceRecord, state = stateOf(record)): object {
  const { type } = record.properties;
  const typeProperties =
    type === "Managed"
      ? { createTime: record.internal?.["createTime"], nodes: [], otherErrors: [] }
      : {};
  const dataFactoryName = lastSegment(factoryOf(record.id));
  return { name: record.name, properties: { type, dataFactoryName, state, typeProperties } };
}

interface Change {
  readonly from: readonly string[];
  readonly during: string;
  readonly to: string;
  readonly durationMs: number;
}

const starting: Change = {
  from: ["Initial", "Stopped", "Online"],
  during: "Starting",
  to: "Started",
  durationMs: 180_000,
};
const stopping: Change = {
  from: ["Started", "Online"],
  during: "Stopping",
  to: "Stopped",
  durationMs: 60_000,
};

function change({ record }: ActionRequest, { from, during, to, durationMs }: Change): ActionResult {
  if (record.properties["type"] !== "Managed") {
    throw badRequest(`The integration runtime '${record.name}' is not managed.`, record.id);
  }
  const state = stateOf(record);
  if (!from.includes(state)) {
    const message = `The integration runtime '${record.name}' is in state '${state}', which does not allow this operation.`;
    throw badRequest(message, record.id);
  }
  record.internal = { ...record.internal, state: during };
  const finish = (done: ResourceRecord): void => {
    done.internal = { ...done.internal, state: to };
  };
  const body = to === "Started" ? { body: statusOf(record, to) } : {};
  return { status: 202, ...body, work: { durationMs, finish } };
}

export const integrationRuntimes = part("integrationRuntimes", {
  properties: ({ given, id }) => {
    const type = requireType(given, id);
    if (type !== "Managed" && type !== "SelfHosted") {
      throw badRequest(`The integration runtime type '${type}' is not supported.`, id);
    }
    return without(given, "state");
  },
  more: ({ existing }, { clock }) => ({
    internal: existing?.internal ?? { createTime: new Date(clock.now()).toISOString() },
  }),
  actions: {
    start: (request) => change(request, starting),
    stop: (request) => change(request, stopping),
    getstatus: ({ record }) => ({ status: 200, body: statusOf(record) }),
  },
});
