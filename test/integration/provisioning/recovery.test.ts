import { afterEach, describe, expect, it } from "vitest";
import { environmentIds } from "../../../src/project/environments";
import { resolvedNames } from "../../../src/project/names";
import type { RunEvent } from "../../../src/runs/events";
import {
  alter,
  asSomebodyElse,
  plan,
  project,
  run,
  sentence,
  snapshot,
  startFactory,
  type Factory,
} from "./factory";

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
});

const deletedVaults = () =>
  factory.sandbox.store.list().filter(({ id }) => /\/deletedVaults\//i.test(id));

/** Deletes the project's vault; Azure keeps it and its name. */
async function withDeletedVault() {
  factory = await startFactory();
  const { session } = factory;
  const manifest = await project(session);
  const { plans } = await run(session, manifest);
  const vault = plans[0]?.resources.find(({ kind }) => kind === "Key vault");
  const path = vault?.id ?? "";
  await asSomebodyElse(factory.sandbox, "DELETE", `${path}?api-version=2025-05-01`);
  expect(deletedVaults()).toHaveLength(1);
  factory.sandbox.requests.clear();
  return { manifest, vault: path, name: vault?.name ?? "" };
}

describe("a project whose key vault was deleted", () => {
  it("gets it back with what is in it, and all that hung on it", async () => {
    const { manifest, vault, name } = await withDeletedVault();
    const { sandbox, session } = factory;
    const { before } = await plan(session, manifest);
    expect(before).toMatchObject([
      { kind: "recoverVault", title: "Recover key vault", name, resourceId: vault },
    ]);
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
    const [recovery] = sandbox.requests.all().filter(({ method }) => method === "PUT");
    expect(recovery).toMatchObject({
      path: vault,
      requestBody: { properties: { createMode: "recover" } },
    });
    expect(deletedVaults()).toEqual([]);
    expect((await plan(session, manifest)).template.resources).toEqual([]);
  });

  it("gets it back together with the resource group, where that is gone too", async () => {
    const { manifest, vault } = await withDeletedVault();
    const { sandbox, session } = factory;
    const group = vault.split("/providers/")[0] ?? "";
    const { aksNodeResourceGroup } = resolvedNames(manifest, "dev") ?? {};
    for (const id of [group, group.replace(/[^/]+$/, aksNodeResourceGroup ?? "")]) {
      expect(sandbox.store.delete(id).length).toBeGreaterThan(0);
    }
    const { before } = await plan(session, manifest);
    expect(before.flatMap(({ calls }) => calls.map(({ path }) => path))).toEqual([group, vault]);
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
    expect(sandbox.store.has(vault)).toBe(true);
  });

  it("does not take back the vault of another group: the plan says whose name it is", async () => {
    const { manifest, vault, name } = await withDeletedVault();
    const { sandbox, session } = factory;
    const [deleted] = deletedVaults();
    const other = vault.replace("project001", "project009");
    alter(sandbox, deleted?.id ?? "", { vaultId: other });
    const message = `The name ${name} belongs to a deleted key vault of another resource group, ${other}. Purge it there, or choose another project number on Factory.`;
    expect((await plan(session, manifest)).problems).toMatchObject([
      { severity: "error", code: "VAULT_NAME_DELETED", page: "factory", message },
    ]);
    expect(await sentence(run(session, manifest))).toBe(message);
  });
});

describe("a subscription in which a resource provider is not registered", () => {
  const providerType = "Microsoft.DataFactory";

  async function unregistered() {
    factory = await startFactory();
    const { session } = factory;
    const manifest = await project(session);
    const path = `/subscriptions/${manifest.environments.dev?.subscriptionId ?? ""}/providers/${providerType}`;
    await asSomebodyElse(factory.sandbox, "POST", `${path}/unregister?api-version=2025-04-01`);
    factory.sandbox.requests.clear();
    return { manifest, path };
  }

  it("gets it registered before anything is created, once", async () => {
    const { manifest, path } = await unregistered();
    const { sandbox, session } = factory;
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
    const [first] = sandbox.requests.all().filter(({ method }) => method !== "GET");
    expect(first?.path).toBe(`${path}/register`);
    sandbox.requests.clear();
    await run(session, manifest);
    expect(sandbox.requests.all().filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("says what was to be done when the right to register is missing, and creates nothing", async () => {
    const { manifest } = await unregistered();
    const { sandbox, session } = factory;
    const message = "You may not register providers.";
    const action = { status: 403, code: "AuthorizationFailed", message };
    sandbox.faults.set([{ match: { method: "POST", path: "/register" }, action }]);
    const before = snapshot(sandbox);
    expect(await sentence(run(session, manifest))).toBe(
      `Register resource provider ${providerType} did not succeed in Dev. ${message} Ask an Owner of the subscription for the role, then continue the run.`,
    );
    expect(snapshot(sandbox)).toEqual(before);
  });
});
