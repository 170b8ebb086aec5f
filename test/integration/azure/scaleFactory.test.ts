import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import type { AzureSession } from "../../../src/azure/AzureSession";
import { queryInventory } from "../../../src/azure/inventory";
import { listChildren } from "../../../src/azure/listChildren";
import { openSession } from "../../../src/azure/openSession";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import { systemClock } from "../../../src/shared/Clock";
import { silentLogger } from "../../../src/shared/Logger";
import { azureReader } from "../../../src/views/inventory/azureReader";
import { buildProjects } from "../../../src/views/inventory/buildProjects";
import { TenantInventories } from "../../../src/views/inventory/TenantInventories";

const projects = 250;
let sandbox: Sandbox;
let session: AzureSession;
let subscriptions: readonly string[];

beforeAll(async () => {
  sandbox = await startSandbox({ seed: `scale:${projects}`, timeScale: 0, graphLagMs: 0 });
  const { connection } = sandbox;
  const common = { logger: silentLogger, version: "0.1.0" };
  session = await openSession({ cloud: "sandbox", connection, ...common });
  subscriptions = (await loadSubscriptions(session)).map(({ id }) => id);
}, 120_000);
afterAll(async () => {
  session.close();
  await sandbox.close();
});

const numbers = Array.from({ length: projects }, (_, index) => String(index + 1).padStart(3, "0"));
const shortType = (type: string) => type.split("/").at(-1)?.toLowerCase();

interface Row {
  readonly id: string;
  readonly resourceGroup: string;
}

/** Every page of a Resource Graph query. */
async function queryAll(query: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let token: string | undefined;
  do {
    const options = { $top: 1000, ...(token !== undefined && { $skipToken: token }) };
    const page = await session.send<{ data: readonly Row[]; $skipToken?: string }>({
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      apiVersion: "2024-04-01",
      body: { query, subscriptions, options },
    });
    rows.push(...page.data);
    token = page.$skipToken;
  } while (token !== undefined);
  return rows;
}

/** The projects as the tree of the product builds them, without any manifest. */
async function projectsOfTree() {
  const inventories = new TenantInventories({
    reader: azureReader,
    clock: systemClock,
    logger: silentLogger,
    onDidChange: () => undefined,
  });
  const loadNames = () => Promise.resolve(new Map<string, string>());
  const loadIds = () => Promise.resolve(subscriptions);
  await inventories.refresh([{ session, loadSubscriptions: loadIds, loadNames }]);
  const tenants = inventories.getAll();
  return buildProjects({ manifests: [], tenants, getReason: () => "" });
}

describe("a factory of 250 projects", () => {
  it("has 12 resources of each project in each environment, about 9,000 in all", async () => {
    const rows = await queryAll("resources | project id, resourceGroup | order by id asc");
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const groups = Object.groupBy(rows, ({ resourceGroup }) => resourceGroup);
    for (const [env, number] of [
      ["dev", "001"],
      ["test", "117"],
      ["prod", "250"],
    ] as const) {
      const group = `acme-ai-esml-project${number}-weu-${env}-001-rg`;
      const kinds = groups[group]?.map(({ id }) => shortType(id.split("/").slice(0, -1).join("/")));
      expect(kinds?.sort()).toEqual([
        "components",
        "factories",
        "managedclusters",
        "storageaccounts",
        "storageaccounts",
        "userassignedidentities",
        "vaults",
        "workspaces",
      ]);
      expect(groups[`aks-${group}`]).toHaveLength(1);
    }
    // The security groups of all projects lie beside the network.
    const inCommon = groups["acme-ai-esml-common-weu-dev-001"]?.length ?? 0;
    const common = inCommon - 3 * projects;
    expect(common).toBeGreaterThan(0);
    expect(rows).toHaveLength(3 * (12 * projects + common));
  });

  it("is found whole by the product: every project in three environments, with its resources", async () => {
    const tree = await projectsOfTree();
    expect(tree.map(({ number }) => number)).toEqual(numbers);
    const shown = tree.flatMap(({ number, environments }) =>
      environments.map(({ scope, content }) => [
        number,
        scope.environment,
        content.state === "read" ? content.resources.map(({ type }) => shortType(type)) : content,
      ]),
    );
    const kinds = ["workspaces", "managedclusters", "registries", "factories"];
    expect(shown).toEqual(
      numbers.flatMap((number) => ["dev", "stage", "prod"].map((env) => [number, env, kinds])),
    );
  });

  it("lists the children of the last project as those of a small factory", async () => {
    const all = await queryInventory(session, subscriptions);
    const idOf = (name: RegExp) => all.find((one) => name.test(one.name))?.id ?? "";
    const computes = await listChildren(session, idOf(/^aml-250-weu-prod-/), "computes");
    expect(computes.map(({ name }) => name)).toEqual(["aks250-weu-prod", "p250-m01weu-prod"]);
    const pools = await listChildren(session, idOf(/^aks250-weu-prod$/), "nodePools");
    expect(pools.map(({ name }) => name)).toEqual(["agentpool"]);
  });

  it("leaves as much quota as one project leaves", async () => {
    const [dev = ""] = subscriptions;
    const path = `/subscriptions/${dev}/providers/Microsoft.Compute/locations/westeurope/usages`;
    const { value } = await session.send<{ value: readonly Usage[] }>({
      method: "GET",
      path,
      apiVersion: "2024-07-01",
    });
    const used = value.filter(({ currentValue }) => currentValue > 0);
    expect(used.map(({ name, currentValue }) => [name.value, currentValue])).toContainEqual([
      "standardBSFamily",
      4,
    ]);
  });
});

interface Usage {
  readonly name: { readonly value: string };
  readonly currentValue: number;
}
