import { afterEach, describe, expect, it } from "vitest";
import type { ProjectManifest } from "../../../src/project/manifest";
import type { RunEvent } from "../../../src/runs/events";
import { expectSettled } from "./expectSettled";
import {
  plan,
  project,
  run,
  sentDirectly,
  sentence,
  sentOfType,
  startFactory,
  withCompute,
  type Factory,
} from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const computeType = "Microsoft.MachineLearningServices/workspaces/computes";

async function startProject(): Promise<ProjectManifest> {
  factory = await startFactory();
  const manifest = await project(factory.session);
  await run(factory.session, manifest);
  factory.sandbox.requests.clear();
  return manifest;
}

const idOf = async (manifest: ProjectManifest, kind: string) =>
  (await plan(factory.session, manifest)).resources.find((one) => one.kind === kind)?.id ?? "";

function inner(id: string): Record<string, unknown> {
  const properties = factory.sandbox.store.get(id)?.properties["properties"];
  return properties as Record<string, unknown>;
}

describe("a compute cluster whose settings change", () => {
  it("is scaled in place", async () => {
    const manifest = await startProject();
    const changed = withCompute(manifest, "dev", { clusterMaxNodes: 7 });
    const id = await idOf(manifest, "Compute cluster");
    const { plans } = await run(factory.session, changed);
    expect(plans[0]?.before).toEqual([]);
    expect(inner(id)["scaleSettings"]).toMatchObject({ minNodeCount: 0, maxNodeCount: 7 });
    expect(sentDirectly(factory.sandbox)).toEqual([]);
    await expectSettled(factory, changed);
  });

  it("is deleted, waited for and made anew with another size, which is never sent to the old one", async () => {
    const manifest = await startProject();
    const changed = withCompute(manifest, "dev", { clusterSku: "Standard_F8s_v2" });
    const id = await idOf(manifest, "Compute cluster");
    const principal = factory.sandbox.store.get(id)?.identity?.["principalId"];
    const events: RunEvent[] = [];
    await run(factory.session, changed, events, { confirmed: "all" });
    expect(sentDirectly(factory.sandbox)).toEqual([`DELETE ${id}?underlyingResourceAction=Delete`]);
    expect(inner(id)["vmSize"]).toBe("Standard_F8s_v2");
    const states = events.flatMap((event) =>
      event.kind === "resourceChanged" && /replace-compute|computes\//.test(event.resourceId)
        ? [[event.resourceId.split("/").slice(-2)[0], event.state]]
        : [],
    );
    expect(states).toContainEqual(["p001-m01weu-dev", "running"]);
    expect(states).toContainEqual(["p001-m01weu-dev", "created"]);
    // The new cluster has an identity of its own, which gets the rights of the old one.
    const now = factory.sandbox.store.get(id)?.identity?.["principalId"];
    expect(now).not.toBe(principal);
    const roles = factory.sandbox.store
      .list({ type: "Microsoft.Authorization/roleAssignments" })
      .filter(({ properties }) => properties["principalId"] === now);
    expect(roles).toHaveLength(2);
    await expectSettled(factory, changed);
  });

  it("is not touched while nobody has agreed to what is lost", async () => {
    const manifest = await startProject();
    const changed = withCompute(manifest, "dev", {
      clusterSku: "Standard_F8s_v2",
      clusterMaxNodes: 7,
    });
    const events: RunEvent[] = [];
    const said = await sentence(run(factory.session, changed, events));
    expect(said).toContain("Replace compute cluster p001-m01weu-dev: Jobs that run or wait on it");
    expect(events).toEqual([]);
    const writes = factory.sandbox.requests.all().filter(({ method }) => method !== "GET");
    expect(writes).toEqual([]);
    // An agreement to another size is none to this one.
    const other = ["dev/replace-compute-cluster/p001-m01weu-dev/standard_d4s_v3"];
    const refused = run(factory.session, changed, [], { confirmed: other });
    expect(await sentence(refused)).toContain("Nothing was changed.");
  });
});

describe("a compute instance whose size changes", () => {
  const changedOf = (manifest: ProjectManifest) =>
    withCompute(manifest, "dev", { instanceSku: "Standard_DS3_v2" });

  it("stays as it is without its owner's consent, and says whose it is", async () => {
    const manifest = await startProject();
    const id = await idOf(manifest, "Compute instance");
    const said = await sentence(run(factory.session, changedOf(manifest)));
    expect(said).toContain("outside the mounted file share");
    expect(said).toContain(`Ask ${factory.session.account.username} first.`);
    expect(inner(id)["vmSize"]).toBe("Standard_DS11_v2");
  });

  it("is deleted and made anew with it", async () => {
    const manifest = await startProject();
    const changed = changedOf(manifest);
    const id = await idOf(manifest, "Compute instance");
    const { before } = await plan(factory.session, changed);
    const confirmed = before.map((step) => step.id);
    expect(confirmed).toHaveLength(1);
    await run(factory.session, changed, [], { confirmed });
    expect(sentDirectly(factory.sandbox)).toEqual([`DELETE ${id}?underlyingResourceAction=Delete`]);
    const sent = sentOfType(factory.sandbox, computeType);
    expect(
      sent.map(
        ({ name }) => `${id.split("/").at(-3) ?? ""}/${id.split("/").at(-1) ?? ""}` === name,
      ),
    ).toEqual([true]);
    expect(inner(id)["vmSize"]).toBe("Standard_DS3_v2");
    await expectSettled(factory, changed);
  });
});
