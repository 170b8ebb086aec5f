import type { LongRunning, ResourceRecord, Stage } from "../../../provider";
import { fieldsOf } from "../../fields";

/** Simulated milliseconds from the submission to the end. */
export const runMs = { command: 90_000, pipeline: 150_000 } as const;

const queuedAfterMs = 5_000;
const runningAfterMs = 20_000;
const ended = ["Completed", "Failed", "Canceled"];

export function hasEnded({ properties }: ResourceRecord): boolean {
  return ended.includes(String(properties["status"]));
}

/** A run that somebody cancels goes its own way from then on. */
function goesOn(record: ResourceRecord): boolean {
  return !hasEnded(record) && record.properties["status"] !== "CancelRequested";
}

const stage = (afterMs: number, status: string): Stage => ({
  afterMs,
  enter: (record) => {
    if (goesOn(record)) {
      record.properties["status"] = status;
    }
  },
});

/** What a job goes through; its end is `completeRun`. */
export const run: Omit<LongRunning, "durationMs" | "finish"> = {
  stages: [stage(queuedAfterMs, "Queued"), stage(runningAfterMs, "Running")],
  failed: (record) => {
    if (goesOn(record)) {
      record.properties["status"] = "Failed";
    }
  },
};

/** What it wrote lies in the artifact store, under its name. */
export function completeRun(record: ResourceRecord): void {
  if (!goesOn(record)) {
    return;
  }
  record.properties["status"] = "Completed";
  const uri = `azureml://datastores/workspaceartifactstore/ExperimentRun/dcid.${record.name}`;
  record.properties["outputs"] = {
    ...fieldsOf(record.properties["outputs"]),
    default: { jobOutputType: "uri_folder", uri },
  };
}
