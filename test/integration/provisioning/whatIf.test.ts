import type { WhatIfChange } from "@azure/arm-resourcesdeployments";
import { afterEach, describe, expect, it } from "vitest";
import type { ProjectManifest } from "../../../src/project/manifest";
import type { EnvironmentPlan } from "../../../src/provisioning/plan";
import { plan, project, run, snapshot, startFactory, withCompute, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

async function whatIf(of: EnvironmentPlan): Promise<readonly WhatIfChange[]> {
  const { deployments } = await factory.session.deployments(of.subscriptionId);
  const { location, template } = of;
  const properties = { mode: "Incremental" as const, template };
  const before = snapshot(factory.sandbox);
  const result = await deployments.whatIfAtSubscriptionScope(of.deploymentName, {
    location,
    properties,
  });
  expect(result.status).toBe("Succeeded");
  expect(snapshot(factory.sandbox)).toEqual(before);
  return result.changes ?? [];
}

/** A project that is deployed, with the plan that it was deployed by. */
async function deployed(): Promise<{ manifest: ProjectManifest; first: EnvironmentPlan }> {
  factory = await startFactory();
  const manifest = await project(factory.session);
  const first = await plan(factory.session, manifest);
  await run(factory.session, manifest);
  return { manifest, first };
}

const ofType = (changes: readonly WhatIfChange[], changeType: string) =>
  changes.filter((change) => change.changeType === changeType);

describe("what-if of a project's template", () => {
  it("says Create for every resource of a new project", async () => {
    factory = await startFactory();
    const first = await plan(factory.session, await project(factory.session));
    const changes = await whatIf(first);
    expect(new Set(changes.map(({ changeType }) => changeType))).toEqual(new Set(["Create"]));
    const created = changes.map(({ resourceId }) => resourceId?.toLowerCase()).sort();
    expect(created).toEqual(first.resources.map(({ id }) => id.toLowerCase()).sort());
  });

  it("says NoChange for every resource of a deployed project but what Azure cannot tell", async () => {
    const { first } = await deployed();
    const changes = await whatIf(first);
    // A principal that comes from `reference` is not known before the deployment runs.
    const modified = ofType(changes, "Modify");
    expect(modified.length).toBeGreaterThan(0);
    for (const { delta } of modified) {
      expect(delta).toEqual([
        {
          path: "properties.principalId",
          propertyChangeType: "Modify",
          before: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
          after: expect.stringMatching(/^\[reference\('.*'Full'\)\..*\]$/) as string,
        },
      ]);
    }
    const unchanged = ofType(changes, "NoChange");
    expect(unchanged.length + modified.length).toBe(first.resources.length);
    expect(unchanged.flatMap(({ delta }) => delta ?? [])).toEqual([]);
    // Private endpoints bring network interfaces that no template has.
    const ignored = ofType(changes, "Ignore").map(({ resourceId }) => resourceId);
    expect(ignored.every((id) => id?.includes("/networkInterfaces/"))).toBe(true);
    expect(changes.length).toBe(unchanged.length + modified.length + ignored.length);
  });

  it("says Modify for exactly what a changed setting changes", async () => {
    const { manifest } = await deployed();
    const changed = withCompute(manifest, "dev", { clusterMaxNodes: 7 });
    const changes = await whatIf(await plan(factory.session, changed));
    const others = changes.filter(({ changeType }) => changeType !== "Ignore");
    expect(others).toMatchObject([
      {
        resourceId: expect.stringMatching(/\/computes\/p001-m01weu-dev$/) as string,
        changeType: "Modify",
        before: { properties: { properties: { scaleSettings: { maxNodeCount: 3 } } } },
        after: { properties: { properties: { scaleSettings: { maxNodeCount: 7 } } } },
        delta: [
          {
            path: "properties.properties.scaleSettings.maxNodeCount",
            propertyChangeType: "Modify",
            before: 3,
            after: 7,
          },
        ],
      },
    ]);
  });
});
