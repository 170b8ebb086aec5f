import { afterEach, describe, expect, it } from "vitest";
import { environmentIds } from "../../../src/project/environments";
import {
  plan,
  project,
  run,
  sentResources,
  snapshot,
  startFactory,
  withCompute,
  type Factory,
} from "./factory";

let factory: Factory;
afterEach(() => factory.close());

describe("running a manifest again", () => {
  it("changes nothing when the manifest is unchanged", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session, { environments: environmentIds });
    await run(session, manifest);
    const before = snapshot(sandbox);
    sandbox.requests.clear();
    const { plans, events } = await run(session, manifest);
    const changes = plans
      .flatMap(({ resources }) => resources)
      .filter(({ change }) => change === "create" || change === "modify");
    expect(changes.map(({ change, id }) => [change, id])).toEqual([]);
    const states = events.flatMap((event) =>
      event.kind === "resourceChanged" ? [event.state] : [],
    );
    expect(new Set(states)).toEqual(new Set(["unchanged"]));
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    expect(snapshot(sandbox)).toEqual(before);
    const writes = sandbox.requests.all().filter(({ method }) => method !== "GET");
    expect(writes.map(({ method, path }) => [method, path])).toEqual([]);
  });

  it("sends only what a changed setting changes", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session);
    await run(session, manifest);
    const before = snapshot(sandbox);
    sandbox.requests.clear();
    const changed = withCompute(manifest, "dev", { clusterMaxNodes: 7 });
    const { plans } = await run(session, changed);
    const modified = (plans[0]?.resources ?? []).filter(({ change }) => change === "modify");
    expect(modified.map(({ kind }) => kind)).toEqual(["Compute cluster"]);
    expect(sentResources(sandbox).map(({ type }) => type)).toEqual([
      "Microsoft.Resources/deployments",
      "Microsoft.MachineLearningServices/workspaces/computes",
    ]);
    const after = snapshot(sandbox);
    const touched = [...after].filter(([id, record]) => before.get(id) !== record);
    expect(touched.map(([id]) => id)).toEqual(modified.map(({ id }) => id));
    const again = await plan(session, changed);
    expect(again.template.resources).toEqual([]);
  });
});
