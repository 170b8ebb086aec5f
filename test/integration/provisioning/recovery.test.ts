import { afterEach, describe, expect, it } from "vitest";
import { apiVersions } from "../../../src/azure/apiVersions";
import { environmentIds } from "../../../src/project/environments";
import { resolvedNames } from "../../../src/project/names";
import type { RunEvent } from "../../../src/runs/events";
import { plan, project, run, sentence, snapshot, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

describe("a run of three environments whose second fails", () => {
  it("keeps the first, does not start the third, and continues with what is left", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session, { environments: environmentIds });
    const action = {
      status: 403,
      code: "RequestDisallowedByPolicy",
      message: "Resource 'kv' was disallowed by policy.",
    };
    sandbox.faults.set([{ match: { method: "PUT", path: "/vaults/kv-p001-weu-test-" }, action }]);
    const events: RunEvent[] = [];
    const vault = resolvedNames(manifest, "stage")?.keyVault ?? "";
    expect(await sentence(run(session, manifest, events))).toBe(
      `Key vault ${vault} was refused by an Azure Policy. Resource 'kv' was disallowed by policy. Ask the platform team for an exemption, or change the setting that the policy names.`,
    );
    const steps = events.flatMap((event) => {
      if (event.kind === "environmentStarted") return [[event.environment, "started"]];
      return event.kind === "environmentFinished" ? [[event.environment, event.outcome]] : [];
    });
    expect(steps).toEqual([
      ["dev", "started"],
      ["dev", "succeeded"],
      ["stage", "started"],
      ["stage", "failed"],
    ]);
    const prod = manifest.environments.prod?.subscriptionId ?? "";
    expect(sandbox.store.list({ under: `/subscriptions/${prod}` })).toEqual([]);

    sandbox.faults.set([]);
    const again = await run(session, manifest);
    const sizes = again.plans.map(({ template }) => template.resources.length);
    expect(sizes[0]).toBe(0);
    expect(sizes[1]).toBeGreaterThan(0);
    expect(again.events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    for (const id of environmentIds) {
      expect((await plan(session, manifest, id)).template.resources).toEqual([]);
    }
  });
});

describe("a project of which something was deleted", () => {
  it("gets it back, with all that hangs on it", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session);
    const { plans } = await run(session, manifest);
    const workspace = plans[0]?.resources.find(({ kind }) => kind === "AML workspace")?.id ?? "";
    for (const { id } of sandbox.store.delete(workspace)) expect(sandbox.store.has(id)).toBe(false);
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
    expect(sandbox.store.has(workspace)).toBe(true);
    // The new cluster has another identity, and an assignment keeps its principal for ever.
    const cluster = `${workspace}/computes/${resolvedNames(manifest, "dev")?.computeCluster ?? ""}`;
    const principal = sandbox.store.get(cluster)?.identity?.["principalId"];
    const roles = sandbox.store
      .list({ type: "Microsoft.Authorization/roleAssignments" })
      .filter(({ properties }) => properties["principalId"] === principal);
    const scopes = roles.map(({ id }) => id.split("/providers/Microsoft.Authorization/")[0]);
    const storage = resolvedNames(manifest, "dev")?.storage1 ?? "";
    expect(scopes.map((scope) => scope?.split("/").at(-1))).toEqual([storage, storage]);
    const before = snapshot(sandbox);
    expect((await plan(session, manifest)).template.resources).toEqual([]);
    await run(session, manifest);
    expect(snapshot(sandbox)).toEqual(before);
  });

  it("says that a deleted key vault still keeps its name", async () => {
    factory = await startFactory();
    const { session } = factory;
    const manifest = await project(session);
    const { plans } = await run(session, manifest);
    const vault = plans[0]?.resources.find(({ kind }) => kind === "Key vault");
    const request = { path: vault?.id ?? "", apiVersion: apiVersions["microsoft.keyvault"] };
    await session.send({ method: "DELETE", ...request });
    expect(await sentence(run(session, manifest))).toContain(
      `Key vault ${vault?.name ?? ""} was not created: a deleted one of that name is still kept.`,
    );
  });
});
