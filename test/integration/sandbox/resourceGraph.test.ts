import { afterEach, describe, expect, it } from "vitest";
import { createCatalogue } from "../../../sandbox/catalogue/catalogue";
import type { Sandbox } from "../../../sandbox/serve";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";
import { slowKind } from "../../support/sandboxProvider";

const subscriptionId = firstSubscription();
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const thing = `${group}/providers/Microsoft.Test/things/one`;

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const path = "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01";
const ask = (body: unknown) => call(sandbox, { method: "POST", path, body });

interface Found {
  readonly totalRecords: number;
  readonly count: number;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly resultTruncated: string;
  readonly $skipToken?: string;
}

const graph = async (query: string, options: object = {}) =>
  (await ask({ query, options })).body as Found;

async function putThing(name = "one"): Promise<void> {
  await sandbox.context.put(group, { location: "westeurope" });
  const id = `${group}/providers/Microsoft.Test/things/${name}`;
  const body = { location: "westeurope" };
  await call(sandbox, { method: "PUT", path: `${id}?api-version=2024-01-01`, body });
}

/** Puts things without the cost of a request. */
function addThings(count: number): void {
  for (let index = 0; index < count; index += 1) {
    const name = `t${String(index).padStart(5, "0")}`;
    sandbox.store.put({
      id: `${group}/providers/Microsoft.Test/things/${name}`,
      type: "Microsoft.Test/things",
      name,
      location: "westeurope",
      tags: { even: String(index % 2 === 0) },
      properties: { index },
    });
  }
}

async function allPages(query: string, top: number): Promise<readonly Found[]> {
  const pages = [await graph(query, { $top: top })];
  for (let token = pages[0]?.$skipToken; token !== undefined;) {
    const page = await graph(query, { $skipToken: token });
    pages.push(page);
    token = page.$skipToken;
  }
  return pages;
}

describe("Resource Graph", () => {
  it("shows a change only after its lag, deletes too", async () => {
    sandbox = await startTestSandbox({ graphLagMs: 30_000 });
    await putThing();
    const query = "Resources | project id, type, resourceGroup";
    expect(await graph(query)).toMatchObject({ totalRecords: 0, resultTruncated: "false" });
    sandbox.clock.advance(31_000);
    expect(await graph(query)).toMatchObject({
      data: [{ id: thing, type: "microsoft.test/things", resourceGroup: "rg" }],
    });
    sandbox.store.delete(thing);
    expect(await graph(query)).toMatchObject({ count: 1 });
    sandbox.clock.advance(31_000);
    expect(await graph(query)).toMatchObject({ count: 0 });
  });

  it("has all columns of a resource, and groups and subscriptions as containers", async () => {
    sandbox = await startTestSandbox();
    await putThing();
    const { data } = await graph("Resources");
    expect(data).toEqual([
      {
        id: thing,
        name: "one",
        type: "microsoft.test/things",
        tenantId: sandbox.tenantId,
        kind: "",
        location: "westeurope",
        resourceGroup: "rg",
        subscriptionId,
        managedBy: "",
        sku: null,
        plan: null,
        properties: { endpoint: "https://one.example", provisioningState: "Succeeded" },
        tags: null,
        identity: null,
        zones: null,
        extendedLocation: null,
      },
    ]);
    const groups = await graph(
      "ResourceContainers | where type =~ 'Microsoft.Resources/subscriptions/resourceGroups'",
    );
    expect(groups.data).toMatchObject([{ id: group, tags: {} }]);
    const containers = await graph("ResourceContainers | distinct type").catch(() => undefined);
    expect(containers).toMatchObject({ error: { code: "SandboxNotImplemented" } });
  });

  it("shows what a child has changed of its parent", async () => {
    const parts = slowKind({ type: "Microsoft.Test/things/parts", tracked: false });
    const things = slowKind({
      view: ({ id }, { store }) => ({ properties: { parts: store.list({ parent: id }).length } }),
    });
    const providers = [{ namespace: "Microsoft.Test", kinds: [things, parts] }];
    sandbox = await startTestSandbox({ providers });
    await putThing();
    const query = "Resources | project parts = properties.parts";
    expect((await graph(query)).data).toEqual([{ parts: 0 }]);
    const part = { method: "PUT", path: `${thing}/parts/p?api-version=2024-01-01`, body: {} };
    expect((await call(sandbox, part)).status).toBe(201);
    expect((await graph(query)).data).toEqual([{ parts: 1 }]);
  });

  it("pages by $skipToken, every row once where the query is sorted", async () => {
    sandbox = await startTestSandbox();
    addThings(250);
    const pages = await allPages("Resources | project name | order by name asc", 100);
    expect(pages.map(({ count, totalRecords }) => [count, totalRecords])).toEqual([
      [100, 250],
      [100, 250],
      [50, 250],
    ]);
    expect(pages.map(({ resultTruncated }) => resultTruncated)).toEqual(Array(3).fill("false"));
    const names = pages.flatMap(({ data }) => data.map(({ name }) => name));
    expect(new Set(names).size).toBe(250);
    expect([...names].sort()).toEqual(names);
  });

  it("keeps no order from page to page where the query is not sorted", async () => {
    sandbox = await startTestSandbox();
    addThings(250);
    const pages = await allPages("Resources | project name", 100);
    const names = pages.flatMap(({ data }) => data.map(({ name }) => name));
    expect(names).toHaveLength(250);
    expect(new Set(names).size).toBeLessThan(250);
  });

  it("has 1000 rows on a page unless asked for fewer, and skips as told", async () => {
    sandbox = await startTestSandbox();
    addThings(1001);
    const query = "Resources | project name | order by name asc";
    expect(await graph(query)).toMatchObject({ count: 1000, totalRecords: 1001 });
    const skipped = await graph(query, { $skip: 999, $top: 1 });
    expect(skipped.data).toEqual([{ name: "t00999" }]);
    const { $skipToken } = await graph(query, { $top: 10 });
    const page = await graph(query, { $skipToken, $top: 3, $skip: 1 });
    expect(page.data.map(({ name }) => name)).toEqual(["t00001", "t00002", "t00003"]);
  });

  it("gives no token, and says that it has cut, where it cannot page", async () => {
    sandbox = await startTestSandbox();
    addThings(30);
    const limited = await graph("Resources | order by name asc | limit 20 | project name", {
      $top: 5,
      $skip: 5,
    });
    expect(limited).toMatchObject({ count: 5, totalRecords: 20, resultTruncated: "true" });
    expect(limited.data[0]).toEqual({ name: "t00000" });
    const dynamic = await graph("Resources | project tags, properties.index", { $top: 5 });
    expect(dynamic).toMatchObject({ count: 5, resultTruncated: "true" });
    for (const found of [limited, dynamic]) {
      expect(found).not.toHaveProperty("$skipToken");
    }
  });

  it("answers as a table when asked for one", async () => {
    sandbox = await startTestSandbox();
    addThings(2);
    const query =
      "Resources | project name, tags, i = toint(properties.index), e = isempty(name) | order by name asc";
    expect(await graph(query, { resultFormat: "table" })).toMatchObject({
      count: 2,
      data: {
        columns: [
          { name: "name", type: "string" },
          { name: "tags", type: "object" },
          { name: "i", type: "integer" },
          { name: "e", type: "boolean" },
        ],
        rows: [
          ["t00000", { even: "true" }, 0, false],
          ["t00001", { even: "false" }, 1, false],
        ],
      },
    });
    const none = "Resources | where name == 'none' | project name";
    expect(await graph(none, { resultFormat: "table" })).toMatchObject({
      data: { columns: [{ name: "name", type: "string" }], rows: [] },
    });
  });

  it("looks only into the subscriptions that it is given, and leaves unknown ones out", async () => {
    sandbox = await startTestSandbox();
    addThings(2);
    const other = createCatalogue().subscriptions.at(-1)?.subscriptionId ?? "";
    const unknown = "00000000-0000-4000-8000-000000000000";
    const count = async (subscriptions?: readonly unknown[]) =>
      ((await ask({ query: "Resources", subscriptions })).body as Found).count;
    expect(await count()).toBe(2);
    expect(await count([])).toBe(2);
    expect(await count([subscriptionId.toUpperCase(), unknown])).toBe(2);
    expect(await count([other])).toBe(0);
  });
});
