import { describe, expect, it } from "vitest";
import type { EnvironmentId } from "../../src/project/environments";
import { project, run } from "../integration/provisioning/factory";
import { elapsedMs, report } from "./figures";
import { useBenchSandbox } from "./useBenchSandbox";

const runs: readonly (readonly [number: string, environments: readonly EnvironmentId[]])[] = [
  ["901", ["dev"]],
  ["902", ["dev"]],
  ["903", ["dev", "stage", "prod"]],
];

describe.each(["none", "scale:250"])("Create Project over --seed %s", (seed) => {
  const started = useBenchSandbox(seed);

  it.each(runs)("project %s in %j", async (number, environments) => {
    const { session } = started();
    const manifest = await project(session, { number, environments });
    const time = await elapsedMs(async () => {
      const { events } = await run(session, manifest);
      expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    });
    const what = `project ${number} in ${environments.join(", ")}`;
    const area = `Create Project at time scale 0, --seed ${seed}`;
    report({ area, what, value: time, unit: "ms" });
  });
});
