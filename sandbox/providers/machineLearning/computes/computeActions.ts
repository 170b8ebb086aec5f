import {
  ArmFault,
  type ActionResult,
  type ProviderContext,
  type ResourceKind,
  type ResourceRecord,
} from "../../../provider";
import { fieldsOf, numberOf, type Fields } from "../../fields";
import { badCompute } from "../refusals";

interface Change {
  readonly name: "Start" | "Stop" | "Restart";
  readonly from: readonly string[];
  readonly meanwhile: string;
  readonly to: string;
  readonly durationMs: number;
}

const changes: readonly Change[] = [
  { name: "Start", from: ["Stopped"], meanwhile: "Starting", to: "Running", durationMs: 90_000 },
  { name: "Stop", from: ["Running"], meanwhile: "Stopping", to: "Stopped", durationMs: 60_000 },
  {
    name: "Restart",
    from: ["Running"],
    meanwhile: "Restarting",
    to: "Running",
    durationMs: 75_000,
  },
];

function change(
  record: ResourceRecord,
  { name, from, meanwhile, to, durationMs }: Change,
  { clock }: ProviderContext,
): ActionResult {
  const inner = fieldsOf(record.properties["properties"]);
  const state = String(inner["state"]);
  if (record.properties["computeType"] !== "ComputeInstance" || !from.includes(state)) {
    const message = `${name} is not possible for the compute '${record.name}': its state is ${state}.`;
    throw new ArmFault(409, "InvalidComputeState", message, { target: record.name });
  }
  const lastOperation = {
    operationName: name,
    operationTime: new Date(clock.now()).toISOString(),
    operationStatus: "InProgress",
    operationTrigger: "User",
  };
  record.properties["properties"] = { ...inner, state: meanwhile, lastOperation };
  const finish = (done: ResourceRecord): void => {
    done.properties["properties"] = {
      ...fieldsOf(done.properties["properties"]),
      state: to,
      lastOperation: { ...lastOperation, operationStatus: "Succeeded" },
    };
  };
  return { status: 202, work: { durationMs, finish } };
}

type Actions = NonNullable<ResourceKind["actions"]>;

export const computeActions: Actions = {
  ...Object.fromEntries(
    changes.map((each): [string, Actions[string]] => [
      each.name.toLowerCase(),
      ({ record }, context) => change(record, each, context),
    ]),
  ),
  listnodes: ({ record }) => {
    if (record.properties["computeType"] !== "AmlCompute") {
      throw badCompute(
        `Only compute clusters have nodes, and '${record.name}' is none.`,
        record.name,
      );
    }
    return { status: 200, body: { nodes: nodesOf(fieldsOf(record.properties["properties"])) } };
  },
  listkeys: ({ record: { name, properties } }) => {
    const message = `The compute '${name}' of type ${String(properties["computeType"])} has no keys.`;
    throw badCompute(message, name);
  },
};

const nodeStates = ["idle", "running", "preparing", "unusable", "leaving", "preempted"] as const;

function nodesOf(inner: Fields): readonly Fields[] {
  const counts = fieldsOf(inner["nodeStateCounts"]);
  const states = nodeStates.flatMap((state) =>
    Array.from({ length: numberOf(counts[`${state}NodeCount`]) ?? 0 }, () => state),
  );
  return states.map((nodeState, index) => ({
    nodeId: `tvmps_${String(index + 1).padStart(4, "0")}_d`,
    privateIpAddress: null,
    publicIpAddress: null,
    port: 50_000 + index,
    nodeState,
    runId: null,
  }));
}
