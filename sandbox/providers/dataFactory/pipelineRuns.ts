import { createHash } from "node:crypto";
import type { ProviderContext, ResourceRecord } from "../../provider";
import { defineKind } from "../defineKind";
import { fieldsOf, listOf, numberOf, textOf, textsOf, type Fields } from "../fields";
import { factoryType } from "./parts";

export const runType = `${factoryType}/pipelineruns`;

const activityMs = 30_000;

/** A wait takes as long as it says, everything else the same time. */
function durationOf(activities: readonly Fields[]): number {
  return activities.reduce((sum, { type, typeProperties }) => {
    const seconds = numberOf(fieldsOf(typeProperties)["waitTimeInSeconds"]);
    return sum + (type === "Wait" && seconds !== undefined ? seconds * 1000 : activityMs);
  }, 0);
}

/** What a `Fail` activity stops: the activities that wait for it, directly or through others. */
function stoppedBy(failed: string, activities: readonly Fields[]): ReadonlySet<string> {
  const stopped = new Set([failed]);
  for (let before = 0; before !== stopped.size;) {
    before = stopped.size;
    for (const { name, dependsOn } of activities) {
      const waits = listOf(dependsOn).filter(({ dependencyConditions }) =>
        textsOf(dependencyConditions).includes("Succeeded"),
      );
      if (waits.some(({ activity }) => stopped.has(String(activity)))) {
        stopped.add(String(name));
      }
    }
  }
  stopped.delete(failed);
  return stopped;
}

function end(record: ResourceRecord, status: string, now: number): void {
  const { properties } = record;
  const runStart = Date.parse(String(properties["runStart"]));
  properties["status"] = status;
  properties["runEnd"] = new Date(now).toISOString();
  properties["lastUpdated"] = properties["runEnd"];
  properties["durationInMs"] = now - runStart;
}

/**
 * Runs are kept as records below their factory, so that they end when their time has come, also after a
 * restart. Clients reach them only by the routes of runs: the kind has no api-version.
 */
export const pipelineRuns = defineKind({
  type: runType,
  apiVersions: [],
  createMs: ({ properties }) => Math.max(1, durationOf(listOf(properties["activities"]))),
  properties: ({ given, existing }, { clock }) => {
    const now = new Date(clock.now()).toISOString();
    return {
      status: "InProgress",
      message: "",
      runStart: now,
      lastUpdated: now,
      ...given,
      ...existing?.properties,
    };
  },
  finish: (record, { clock }) => {
    const { status, activities } = record.properties;
    if (status !== "InProgress") {
      return;
    }
    const failing = listOf(activities).find(({ type }) => type === "Fail");
    end(record, failing ? "Failed" : "Succeeded", clock.now());
    if (failing) {
      const reason = textOf(fieldsOf(failing["typeProperties"])["message"]) ?? "";
      record.properties["message"] =
        `Operation on target ${String(failing["name"])} failed: ${reason}`;
    }
  },
});

export function cancelRun(record: ResourceRecord, { store, clock }: ProviderContext): void {
  if (record.properties["status"] === "InProgress") {
    end(record, "Cancelled", clock.now());
    record.properties["message"] = "Pipeline was cancelled by user.";
    store.put(record);
  }
}

/** A run as the service answers it. */
export function viewRun(
  { name, properties }: ResourceRecord,
  isLatest: boolean,
  { caller }: Pick<ProviderContext, "caller">,
): Fields {
  const { pipelineName, parameters, status, message, runStart, runEnd, durationInMs } = properties;
  return {
    runId: name,
    runGroupId: properties["runGroupId"],
    isLatest,
    pipelineName,
    parameters: Object.fromEntries(
      Object.entries(fieldsOf(parameters)).map(([key, value]) => [key, textual(value)]),
    ),
    invokedBy: { id: caller.objectId, name: caller.username, invokedByType: "Manual" },
    lastUpdated: properties["lastUpdated"],
    runStart,
    ...(runEnd !== undefined && { runEnd, durationInMs }),
    status,
    message,
  };
}

function textual(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The activities of a run: all start with it and end with it, but for those that a failure stops. */
export function activityRuns({ name, properties }: ResourceRecord): Fields[] {
  const activities = listOf(properties["activities"]);
  const { status, runStart, runEnd, durationInMs, pipelineName } = properties;
  const failing = activities.find(({ type }) => type === "Fail");
  const isFailed = status === "Failed" && failing;
  const stopped = isFailed ? stoppedBy(String(failing["name"]), activities) : new Set<string>();
  return activities
    .filter((activity) => !stopped.has(String(activity["name"])))
    .map((activity) => {
      const own = isFailed && activity !== failing ? "Succeeded" : status;
      const failed = fieldsOf(activity["typeProperties"]);
      const target = activity["name"];
      const error =
        own === "Failed"
          ? {
              errorCode: failed["errorCode"],
              message: failed["message"],
              failureType: "UserError",
              target,
            }
          : { errorCode: "", message: "", failureType: "", target };
      return {
        activityName: target,
        activityType: activity["type"],
        activityRunId: guidOf(`${name}/${String(target)}`),
        pipelineName,
        pipelineRunId: name,
        status: own,
        activityRunStart: runStart,
        ...(runEnd !== undefined && { activityRunEnd: runEnd, durationInMs }),
        input: {},
        output: {},
        error,
      };
    });
}

/** The same activity of the same run has the same id. */
function guidOf(seed: string): string {
  const hex = createHash("sha256").update(seed).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
