import { describe, expect, it } from "vitest";
import { queryInventory, queryResourceGroups } from "../../src/azure/inventory";
import { listChildren } from "../../src/azure/listChildren";
import { elapsedMs, medianMs, report } from "./figures";
import { useBenchSandbox } from "./useBenchSandbox";

const area = "inventory, --seed scale:250";
const started = useBenchSandbox("scale:250");

async function reportMs(what: string, time: Promise<number>): Promise<void> {
  report({ area, what, value: await time, unit: "ms" });
}

interface Page {
  readonly data: readonly unknown[];
  readonly $skipToken?: string;
}

/** Every page of everything that Resource Graph has. */
async function queryEverything(): Promise<number> {
  const { session, subscriptions } = started();
  let [rows, token]: [number, string | undefined] = [0, undefined];
  do {
    const options: Record<string, unknown> = { $top: 1000, ...(token && { $skipToken: token }) };
    const query = "resources | project id, name, type, tags, properties | order by id asc";
    const page: Page = await session.send<Page>({
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      apiVersion: "2024-04-01",
      body: { subscriptions, query, options },
    });
    rows += page.data.length;
    token = page.$skipToken;
  } while (token !== undefined);
  return rows;
}

describe("reads of a large factory", () => {
  it("Resource Graph: all rows with their properties, then what the tree asks for", async () => {
    const { session, subscriptions } = started();
    let rows = 0;
    const first = await elapsedMs(async () => (rows = await queryEverything()));
    expect(rows).toBeGreaterThan(9000);
    report({ area, what: "rows of Resource Graph", value: rows, unit: "rows" });
    report({ area, what: "all rows and pages, first time", value: first, unit: "ms" });
    await reportMs("all rows and pages", medianMs(5, queryEverything));
    const tree = () =>
      Promise.all([
        queryInventory(session, subscriptions),
        queryResourceGroups(session, subscriptions),
      ]);
    await reportMs("both queries of the tree", medianMs(5, tree));
  });

  it("lists: children of one parent, all of a large network, all of a subscription", async () => {
    const { session, subscriptions } = started();
    const all = await queryInventory(session, subscriptions);
    const idOf = (name: RegExp) => all.find((one) => name.test(one.name))?.id ?? "";
    const workspace = idOf(/^aml-125-weu-dev-/u);
    const cluster = idOf(/^aks125-weu-dev$/u);
    const computes = () => listChildren(session, workspace, "computes");
    await reportMs("computes of a workspace", medianMs(20, computes));
    const pools = () => listChildren(session, cluster, "nodePools");
    await reportMs("node pools of a cluster", medianMs(20, pools));
    const [dev = ""] = subscriptions;
    const network = `/subscriptions/${dev}/resourceGroups/acme-ai-esml-common-weu-dev-001/providers/Microsoft.Network/virtualNetworks/vnt-esmlcmn-weu-dev-001`;
    const read = (path: string, apiVersion: string) => () =>
      session.send({ method: "GET", path, apiVersion });
    const readNetwork = read(network, "2024-05-01");
    await reportMs("a network with its 754 subnets", medianMs(10, readNetwork));
    const groups = read(`/subscriptions/${dev}/resourcegroups`, "2025-04-01");
    await reportMs("a page of resource groups", medianMs(10, groups));
  });
});
