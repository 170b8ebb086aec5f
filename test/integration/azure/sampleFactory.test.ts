import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { apiVersions } from "../../../src/azure/apiVersions";
import type { AzureSession } from "../../../src/azure/AzureSession";
import { queryInventory, queryResourceGroups } from "../../../src/azure/inventory";
import { listChildren, type ChildList } from "../../../src/azure/listChildren";
import { listPages } from "../../../src/azure/listPages";
import { openSession } from "../../../src/azure/openSession";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import { recogniseProjectGroup } from "../../../src/project/discovery";
import { silentLogger } from "../../../src/shared/Logger";

let sandbox: Sandbox;
let session: AzureSession;
let subscriptions: readonly string[];

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
  const { connection } = sandbox;
  const common = { logger: silentLogger, version: "0.1.0" };
  session = await openSession({ cloud: "sandbox", connection, ...common });
  subscriptions = (await loadSubscriptions(session)).map(({ id }) => id);
});
afterAll(async () => {
  session.close();
  await sandbox.close();
});

type Json = Readonly<Record<string, unknown>>;
const inner = (value: unknown) => (value as { properties: Json }).properties;

async function idOf(type: string, name: RegExp): Promise<string> {
  const all = await queryInventory(session, subscriptions);
  return all.find((one) => one.type === type && name.test(one.name))?.id ?? "";
}

async function children(parent: string, list: ChildList) {
  const found = await listChildren(session, parent, list);
  return Object.fromEntries(found.map(({ name, properties }) => [name, properties as Json]));
}

const workspaces = "microsoft.machinelearningservices/workspaces";
const clusters = "microsoft.containerservice/managedclusters";

describe("the sample factory", () => {
  it("shows project 001 in three environments and 002 in Dev, in one query", async () => {
    sandbox.requests.clear();
    const all = await queryInventory(session, subscriptions);
    expect(sandbox.requests.all()).toHaveLength(1);
    const places = all.map(({ type, tags, location }) => [
      type.split("/")[1],
      tags["esml-project"] ?? "common",
      tags["esml-environment"],
      location,
    ]);
    const expected = [
      ["001", "dev"],
      ["001", "test"],
      ["001", "prod"],
      ["002", "dev"],
    ].flatMap(([number, environment]) =>
      ["workspaces", "managedClusters", "factories"].map((kind) => [
        kind.toLowerCase(),
        number,
        environment,
        "westeurope",
      ]),
    );
    const registries = ["dev", "test", "prod"].map((environment) => [
      "registries",
      "common",
      environment,
      "westeurope",
    ]);
    expect([...places].sort()).toEqual([...expected, ...registries].sort());
  });

  it("is found without a manifest by its groups", async () => {
    const groups = await queryResourceGroups(session, subscriptions);
    const found = groups.flatMap(({ name, tags }) => {
      const project = recogniseProjectGroup(name, tags);
      return project ? [[project.prefix, project.number, project.environment]] : [];
    });
    expect(found.sort()).toEqual([
      ["acme-ai-", "001", "dev"],
      ["acme-ai-", "001", "prod"],
      ["acme-ai-", "001", "stage"],
      ["acme-ai-", "002", "dev"],
    ]);
  });

  it("has clusters, instances and Kubernetes computes in different states", async () => {
    const dev = await children(await idOf(workspaces, /^aml-001-weu-dev-/), "computes");
    const kinds = Object.values(dev).map(({ computeType }) => computeType);
    expect(kinds.sort()).toEqual([
      "AmlCompute",
      "ComputeInstance",
      "ComputeInstance",
      "Kubernetes",
    ]);
    expect(inner(dev["p001-m01weu-dev"])).toMatchObject({
      vmSize: "Standard_DS3_v2",
      allocationState: "Steady",
      currentNodeCount: 3,
    });
    const states = Object.entries(dev)
      .filter(([, { computeType }]) => computeType === "ComputeInstance")
      .map(([name, instance]) => [name.slice(0, 9), inner(instance)["state"]]);
    expect(states.sort()).toEqual([
      ["p001-ci01", "Running"],
      ["p001-ci02", "Stopped"],
    ]);
    const stage = await children(await idOf(workspaces, /^aml-001-weu-test-/), "computes");
    expect(inner(stage["p001-m01weu-test"])).toMatchObject({
      allocationState: "Resizing",
      currentNodeCount: 1,
      targetNodeCount: 4,
    });
  });

  it("has an online endpoint whose deployments share the traffic, one of them failed", async () => {
    const workspace = await idOf(workspaces, /^aml-001-weu-dev-/);
    const [endpoint] = await listChildren(session, workspace, "onlineEndpoints");
    expect(endpoint?.properties).toMatchObject({ traffic: { blue: 90, green: 10 } });
    const deployments = await children(endpoint?.id ?? "", "onlineDeployments");
    const states = Object.entries(deployments).map(([name, one]) => [
      name,
      one["provisioningState"],
    ]);
    expect(states.sort()).toEqual([
      ["blue", "Succeeded"],
      ["canary", "Failed"],
      ["green", "Succeeded"],
    ]);
    const none = await listChildren(
      session,
      await idOf(workspaces, /^aml-002-weu-dev-/),
      "onlineEndpoints",
    );
    expect(none).toEqual([]);
  });

  it("has AKS clusters that run, are stopped and have failed, with their pools", async () => {
    const all = await queryInventory(session, subscriptions);
    const states = all
      .filter(({ type }) => type === clusters)
      .map(({ name, properties }) => {
        const { provisioningState, powerState } = properties as Json;
        return [name, provisioningState, (powerState as Json)["code"]];
      });
    expect(states.sort()).toEqual([
      ["aks001-weu-dev", "Succeeded", "Running"],
      ["aks001-weu-prod", "Succeeded", "Running"],
      ["aks001-weu-test", "Succeeded", "Stopped"],
      ["aks002-weu-dev", "Failed", "Running"],
    ]);
    const pools = await children(await idOf(clusters, /^aks001-weu-prod$/), "nodePools");
    expect(pools).toMatchObject({
      agentpool: { vmSize: "Standard_DS13-2_v2", count: 3, mode: "System" },
    });
  });

  it("lists every page, past empty ones", async () => {
    const workspace = await idOf(workspaces, /^aml-001-weu-dev-/);
    const whole = await children(workspace, "computes");
    const groups = `/subscriptions/${subscriptions[0] ?? ""}/resourceGroups`;
    const first = { path: groups, apiVersion: apiVersions["microsoft.resources"] };
    const readGroups = () => listPages(session, first, z.object({ name: z.string() }));
    const allGroups = await readGroups();
    expect(allGroups.length).toBeGreaterThan(1);
    for (const emptyPages of [false, true]) {
      Object.assign(sandbox.settings, { pageSize: 1, emptyPages });
      sandbox.requests.clear();
      expect(await children(workspace, "computes")).toEqual(whole);
      const pages = Object.keys(whole).length;
      expect(sandbox.requests.all()).toHaveLength(emptyPages ? 2 * pages : pages);
      expect(await readGroups()).toEqual(allGroups);
    }
    Object.assign(sandbox.settings, { pageSize: 100, emptyPages: false });
  });
});
