import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { allProviders } from "../../../sandbox/providers/allProviders";
import type { Sandbox } from "../../../sandbox/serve";
import { armCalls, refusal } from "../../support/providerCalls";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/monitoring-rg`;
const workspaceId = (name: string, where = group) =>
  `${where}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
const componentId = (name: string) => `${group}/providers/Microsoft.Insights/components/${name}`;
const deletedWorkspaces = "providers/Microsoft.OperationalInsights/deletedWorkspaces";
const location = "westeurope";
const logs = { location, properties: { sku: { name: "PerGB2018" }, retentionInDays: 30 } };

let sandbox: Sandbox;
const groups = armCalls(() => sandbox, "2025-04-01");
const workspaces = armCalls(() => sandbox, "2025-02-01");
const components = armCalls(() => sandbox, "2020-02-02");
const settings = armCalls(() => sandbox, "2021-05-01-preview");

beforeAll(async () => {
  sandbox = await startTestSandbox({ providers: allProviders });
  await groups.put(group, { location });
  await workspaces.create(workspaceId("la-shared"), logs);
});

afterAll(() => sandbox.close());

describe("Log Analytics workspaces", () => {
  it("come up by an operation and keep their mark when nothing changes", async () => {
    const created = await workspaces.put(workspaceId("la-new"), logs);
    expect([created.status, created.headers["azure-asyncoperation"]]).toEqual([
      201,
      expect.any(String),
    ]);
    const first = await workspaces.create(workspaceId("la-new"), logs);
    sandbox.clock.advance(60_000);
    const again = await workspaces.put(workspaceId("la-new"), logs);
    expect(again).toMatchObject({ status: 200, body: { etag: first.etag } });
    const changed = await workspaces.patch(workspaceId("la-new"), {
      properties: { retentionInDays: 60 },
    });
    expect(changed).toMatchObject({ status: 200, body: { properties: { retentionInDays: 60 } } });
    const { modifiedDate } = (changed.body as typeof first).properties;
    expect(modifiedDate).not.toBe(first.properties["modifiedDate"]);
  });

  it.each([
    ["a sku that is none", { sku: { name: "Gold" } }],
    ["a retention below the limits of its sku", { retentionInDays: 7 }],
  ])("are refused with %s", async (_, properties) => {
    const wrong = await workspaces.put(workspaceId("la-wrong"), { location, properties });
    expect(refusal(wrong)).toBe("400 InvalidParameter");
  });

  it("come back with their data for fourteen days, unless deleted by force", async () => {
    const id = workspaceId("la-back");
    const customerOf = async () => (await workspaces.create(id, logs)).properties["customerId"];
    const remove = async (query = "") => {
      await workspaces.remove(id + query);
      await expect.poll(() => sandbox.store.has(id)).toBe(false);
    };
    const customer = await customerOf();
    await remove();
    expect(await workspaces.names(`${subscription}/${deletedWorkspaces}`)).toEqual(["la-back"]);
    expect(await workspaces.names(`${group}/${deletedWorkspaces}`)).toEqual(["la-back"]);
    expect(await customerOf()).toBe(customer);
    expect(await workspaces.names(`${subscription}/${deletedWorkspaces}`)).toEqual([]);
    await remove("?force=true");
    const second = await customerOf();
    expect(second).not.toBe(customer);
    await remove();
    sandbox.clock.advance(15 * 86_400_000);
    expect(await workspaces.names(`${subscription}/${deletedWorkspaces}`)).toEqual([]);
    expect(await customerOf()).not.toBe(second);
  });

  it("have keys, which can be made anew", async () => {
    const keys = async (action: string) =>
      (await workspaces.post(`${workspaceId("la-shared")}/${action}`)).body as {
        primarySharedKey: string;
      };
    const before = await keys("sharedKeys");
    const { primarySharedKey } = await keys("regenerateSharedKey");
    expect(primarySharedKey).not.toBe(before.primarySharedKey);
    expect(await keys("sharedKeys")).toMatchObject({ primarySharedKey });
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(primarySharedKey);
  });
});

describe("Application Insights components", () => {
  const body = {
    location,
    kind: "web",
    properties: { Application_Type: "web", WorkspaceResourceId: workspaceId("la-shared") },
  };

  it("stand on a workspace and report to the sandbox", async () => {
    const { properties } = await components.create(componentId("ain-one"), body);
    expect(properties).toMatchObject({ IngestionMode: "LogAnalytics", Name: "ain-one" });
    const connection = String(properties["ConnectionString"]);
    const ingestion = /IngestionEndpoint=([^;]+)/u.exec(connection)?.[1] ?? "";
    expect(new URL(ingestion).origin).toBe(sandbox.endpoint);
    const path = `${new URL(ingestion).pathname}v2.1/track`;
    expect((await call(sandbox, { method: "POST", path, body: [] })).status).toBe(501);
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(connection);
  });

  it("are refused without a workspace or a type", async () => {
    const nowhere = { Application_Type: "web", WorkspaceResourceId: workspaceId("la-none") };
    const lost = await components.put(componentId("ain-lost"), { ...body, properties: nowhere });
    expect(refusal(lost)).toBe("400 WorkspaceNotFound");
    const { kind: _, ...withoutKind } = body;
    expect(refusal(await components.put(componentId("ain-lost"), withoutKind))).toBe(
      "400 BadRequest",
    );
  });

  it("keep their key when their tags change", async () => {
    const first = await components.create(componentId("ain-kept"), body);
    const tagged = await components.patch(componentId("ain-kept"), { tags: { stage: "dev" } });
    expect(tagged).toMatchObject({
      status: 200,
      body: {
        tags: { stage: "dev" },
        properties: {
          RetentionInDays: 90,
          InstrumentationKey: first.properties["InstrumentationKey"],
        },
      },
    });
  });
});

describe("diagnostic settings", () => {
  const settingId = (name: string) =>
    `${workspaceId("la-shared")}/providers/Microsoft.Insights/diagnosticSettings/${name}`;
  const sends = (category: string, more: object = {}) => ({
    properties: {
      workspaceId: workspaceId("la-shared"),
      logs: [{ category, enabled: true }],
      ...more,
    },
  });

  it("hang on a resource, each category once for a sink", async () => {
    expect((await settings.put(settingId("audit"), sends("Audit"))).status).toBe(200);
    expect((await settings.put(settingId("audit"), sends("Audit"))).status).toBe(200);
    const twice = await settings.put(settingId("other"), sends("Audit"));
    expect(refusal(twice)).toBe("409 Conflict");
    expect((await settings.put(settingId("other"), sends("SummaryLogs"))).status).toBe(200);
    const list = settingId("audit").replace(/\/[^/]+$/u, "");
    expect(await settings.names(list)).toEqual(["audit", "other"]);
    expect((await settings.remove(settingId("other"))).status).toBe(200);
  });

  it("need a sink that is there, and a resource", async () => {
    const none = await settings.put(settingId("none"), { properties: { logs: [] } });
    expect(refusal(none)).toBe("400 BadRequest");
    const lost = sends("Audit", { workspaceId: workspaceId("la-none") });
    expect(refusal(await settings.put(settingId("lost"), lost))).toBe("404 ResourceNotFound");
    const nowhere = settingId("x").replace("la-shared", "la-none");
    expect(refusal(await settings.put(nowhere, sends("Audit")))).toBe("404 ParentResourceNotFound");
  });
});
