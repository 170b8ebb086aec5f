import https from "node:https";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import { azureLimits } from "../../../sandbox/throttle";
import { call, startTestSandbox } from "../../support/sandbox";

let sandbox: Sandbox;

afterEach(() => sandbox.close());

function hold(): Promise<{ close(): void }> {
  const { endpoint, ca, token } = sandbox;
  const headers = { Authorization: `Bearer ${token}` };
  return new Promise((resolve, reject) => {
    const request = https.get(
      `${endpoint}/_sandbox/hold`,
      { ca, headers, agent: false },
      (answer) => {
        answer.once("data", () => {
          resolve({ close: () => answer.destroy() });
        });
      },
    );
    request.once("error", reject);
  });
}

describe("control routes", () => {
  it("need the token, and no api-version", async () => {
    sandbox = await startTestSandbox();
    const path = "/_sandbox/about";
    expect((await call(sandbox, { method: "GET", path })).body).toMatchObject({ simulated: true });
    const headers = { Authorization: "Bearer x" };
    expect((await call(sandbox, { method: "GET", path, headers })).status).toBe(401);
  });

  it("tell when the last client has gone", async () => {
    const onIdle = vi.fn();
    sandbox = await startTestSandbox({ idleMs: 0, onIdle });
    const [first, second] = [await hold(), await hold()];
    const about = () => call(sandbox, { method: "GET", path: "/_sandbox/about" });
    expect((await about()).body).toMatchObject({ clients: 2 });
    first.close();
    await expect.poll(async () => (await about()).body).toMatchObject({ clients: 1 });
    expect(onIdle).not.toHaveBeenCalled();
    second.close();
    await expect.poll(() => onIdle.mock.calls.length).toBe(1);
  });

  it("change faults, settings and time", async () => {
    sandbox = await startTestSandbox({ timeScale: Infinity });
    const action = { status: 500, code: "InternalServerError", message: "No." };
    const faults = [{ match: { path: "/tenants" }, action }];
    await call(sandbox, { method: "PUT", path: "/_sandbox/faults", body: { faults } });
    const tenants = { method: "GET", path: "/tenants?api-version=2022-12-01" };
    expect((await call(sandbox, tenants)).status).toBe(500);
    await call(sandbox, { method: "DELETE", path: "/_sandbox/faults" });
    expect((await call(sandbox, tenants)).status).toBe(200);
    const permissions = [{ scope: "/", actions: ["*/read"], notActions: [], dataActions: [] }];
    const body = { graphLagMs: 7, pageSize: 3, timeScale: 0, network: "outside", permissions };
    const settings = await call(sandbox, { method: "PATCH", path: "/_sandbox/settings", body });
    expect(settings.body).toEqual({ ...body, emptyPages: false, throttle: azureLimits });
    const before = sandbox.clock.now();
    await call(sandbox, { method: "POST", path: "/_sandbox/clock", body: { advanceMs: 60_000 } });
    expect(sandbox.clock.now() - before).toBeGreaterThanOrEqual(60_000);
  });

  it.each([
    ["PUT", "faults", { faults: {} }],
    ["PUT", "faults", { faults: [{ match: { path: "(" }, action: { drop: true } }] }],
    ["PUT", "faults", { faults: [{ action: {} }] }],
    ["PATCH", "settings", { graphLagMs: -1 }],
    ["PATCH", "settings", { throttle: "fast" }],
    ["PATCH", "settings", { network: "moon" }],
    ["PATCH", "settings", { permissions: [{ scope: "/" }] }],
    ["POST", "token", { scope: "https://graph.microsoft.com/.default" }],
    ["POST", "clock", {}],
  ])("refuse %s %s %j", async (method, name, body) => {
    sandbox = await startTestSandbox();
    expect((await call(sandbox, { method, path: `/_sandbox/${name}`, body })).status).toBe(400);
  });

  it.each([
    ["faults", { faults: [], rules: [] }, "rules"],
    ["faults", { faults: [{ action: { drop: true }, time: 1 }] }, "time"],
    ["faults", { faults: [{ match: { url: "x" }, action: { drop: true } }] }, "url"],
    ["faults", { faults: [{ action: { drop: true, retryAfter: 1 } }] }, "retryAfter"],
    ["settings", { graphLag: 5 }, "graphLag"],
    ["settings", { throttle: { reads: { size: 1, perSecond: 1, perHour: 1 } } }, "perHour"],
  ])("name the field of %s %j that they do not have", async (name, body, field) => {
    sandbox = await startTestSandbox();
    const method = name === "faults" ? "PUT" : "PATCH";
    const { status, body: answer } = await call(sandbox, {
      method,
      path: `/_sandbox/${name}`,
      body,
    });
    expect(status).toBe(400);
    expect(JSON.stringify(answer)).toContain(String.raw`has no field \"${field}\"`);
  });

  it("are not part of the record that they give", async () => {
    sandbox = await startTestSandbox();
    const path = "/_sandbox/requests";
    await call(sandbox, { method: "GET", path: "/tenants?api-version=2022-12-01" });
    await call(sandbox, { method: "GET", path });
    const { body } = await call(sandbox, { method: "GET", path });
    expect(body).toMatchObject({ value: [{ path: "/tenants" }] });
    await call(sandbox, { method: "DELETE", path });
    expect((await call(sandbox, { method: "GET", path })).body).toEqual({ value: [] });
  });
});
