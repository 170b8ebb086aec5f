import { describe, expect, it } from "vitest";
import { newProject } from "../../../../src/project/newProject";
import { silentLogger } from "../../../../src/shared/Logger";
import { buildProjects } from "../../../../src/views/inventory/buildProjects";
import { TenantInventories } from "../../../../src/views/inventory/TenantInventories";
import type { AzureReader } from "../../../../src/views/inventory/azureReader";
import type { TreeResource } from "../../../../src/views/nodes";
import {
  aksCluster,
  fakeReader,
  projectGroup,
  readAt,
  resource,
  resourceGroup,
  session,
  subscriptionId,
  tenantId,
  workspace,
} from "../builders";

const clock = { now: () => readAt, delay: () => Promise.resolve() };
const names = new Map([[subscriptionId, "acme-ai-dev"]]);

async function readTenants(change: Partial<AzureReader>, count = 1) {
  const { reader, calls } = fakeReader(change);
  const inventories = new TenantInventories({
    reader,
    clock,
    logger: silentLogger,
    onDidChange: () => undefined,
  });
  const sessions = Array.from({ length: count }, (_each, index) =>
    session({ account: { username: "you@acme.example", objectId: "o", tenantId: `t${index}` } }),
  );
  const request = (each: ReturnType<typeof session>) => ({
    session: each,
    loadSubscriptions: () => Promise.resolve([subscriptionId, subscriptionId.toUpperCase()]),
    loadNames: () => Promise.resolve(names),
  });
  await inventories.refresh(sessions.map(request));
  return { inventories, calls, sessions };
}

const rows = (groups: readonly TreeResource[], resources: readonly TreeResource[] = []) => ({
  queryResourceGroups: () => Promise.resolve(groups),
  queryInventory: () => Promise.resolve(resources),
});
const build = (inventories: TenantInventories) =>
  buildProjects({
    manifests: [],
    tenants: inventories.getAll(),
    getReason: () => "Not connected.",
  });

describe("projects of the tree", () => {
  it("costs one query for resources and one for groups per tenant", async () => {
    const { calls } = await readTenants({}, 2);
    expect(calls.toSorted()).toEqual([
      "queryInventory",
      "queryInventory",
      "queryResourceGroups",
      "queryResourceGroups",
    ]);
  });

  it("finds projects without manifest by their groups, and not by the clusters' node groups", async () => {
    const groups = [
      resourceGroup(projectGroup),
      resourceGroup(`aks-${projectGroup}`),
      resourceGroup("acme-ai-esml-project001-weu-test-001-rg"),
      resourceGroup("acme-ai-esml-project002-weu-dev-001-rg"),
      resourceGroup("acme-ai-esml-common-weu-dev-001"),
    ];
    const { inventories } = await readTenants(rows(groups, [workspace()]));
    const found = build(inventories).map(({ number, factory, environments }) => [
      number,
      factory,
      environments.map(({ scope }) => scope.environment),
    ]);
    expect(found).toEqual([
      ["001", "acme-ai", ["dev", "stage"]],
      ["002", "acme-ai", ["dev"]],
    ]);
  });

  it("gives an environment the resources of its group and the shared registry its workspace uses", async () => {
    const common = { resourceGroup: "acme-ai-esml-common-weu-dev-001" };
    const registry = resource(
      "Microsoft.ContainerRegistry/registries",
      "acrcommonabcdeweu001dev",
      common,
    );
    const other = resource("Microsoft.ContainerRegistry/registries", "acrother", common);
    const using = workspace({ properties: { containerRegistry: registry.id.toUpperCase() } });
    const { inventories } = await readTenants(
      rows([resourceGroup(projectGroup)], [registry, other, aksCluster(), using]),
    );
    const content = build(inventories)[0]?.environments[0]?.content;
    const shown = content?.state === "read" ? content.resources.map(({ name }) => name) : [];
    expect(shown).toEqual([using.name, aksCluster().name, registry.name]);
  });

  it("shows what a run has just made before Resource Graph does", async () => {
    const groups = rows([resourceGroup(projectGroup)]);
    const { inventories, sessions } = await readTenants({
      ...groups,
      readResource: () => Promise.resolve(workspace()),
    });
    const [connected] = sessions;
    if (connected !== undefined) await inventories.layOver(connected, [workspace().id]);
    expect(build(inventories)[0]?.environments[0]?.content).toMatchObject({
      resources: [{ name: workspace().name }],
    });
  });

  it("keeps a failing tenant from blanking the others", async () => {
    const { inventories } = await readTenants(
      {
        queryResourceGroups: (each) =>
          each.account.tenantId === "t0"
            ? Promise.reject(Object.assign(new Error("No."), { status: 403 }))
            : Promise.resolve([resourceGroup(projectGroup)]),
      },
      2,
    );
    expect(inventories.getAll().map(({ reading }) => reading.state)).toEqual(["failed", "read"]);
    expect(build(inventories)).toHaveLength(1);
  });
});

describe("projects with a manifest", () => {
  it("are there, with the reason, while their cloud is not connected", () => {
    const manifest = newProject({
      cloud: "sandbox",
      tenantId,
      subscriptions: { dev: subscriptionId, prod: subscriptionId },
      number: "001",
      region: "westeurope",
      shortCode: "weu",
      creator: { objectId: subscriptionId, tenantId },
    });
    const [project] = buildProjects({
      manifests: [
        {
          uri: "file:///demo/esml.project.json",
          path: "esml.project.json",
          content: { kind: "manifest", manifest },
        },
      ],
      tenants: [],
      getReason: () => "The sandbox is not running.",
    });
    expect(project?.environments.length).toBeGreaterThan(0);
    for (const { content } of project?.environments ?? []) {
      expect(content).toMatchObject({
        state: "disconnected",
        reason: "The sandbox is not running.",
      });
    }
  });

  it("say what is wrong with a manifest that cannot be read", () => {
    const [project] = buildProjects({
      manifests: [
        { uri: "file:///a", path: "a", content: { kind: "problem", reason: "Not JSON." } },
      ],
      tenants: [],
      getReason: () => "",
    });
    expect(project).toMatchObject({ problem: "Not JSON.", environments: [] });
  });
});
