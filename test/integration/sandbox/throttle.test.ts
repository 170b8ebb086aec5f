import { afterEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../../sandbox/server";
import { openSession } from "../../../src/azure/openSession";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import { silentLogger } from "../../../src/shared/Logger";
import { call, firstSubscription } from "../../support/sandbox";

const group = `/subscriptions/${firstSubscription()}/resourceGroups/rg?api-version=2025-04-01`;
const tenants = { method: "GET", path: "/tenants?api-version=2022-12-01" };
const remaining = (name: string) => `x-ms-ratelimit-remaining-${name}`;

let sandbox: Sandbox;
afterEach(() => sandbox.close());

/** Time stands still but for what is advanced, so that no bucket fills up by itself. */
async function start(options: SandboxOptions = {}): Promise<void> {
  const startedAt = Date.now();
  sandbox = await startSandbox({ seed: "none", realNow: () => startedAt, ...options });
}

const setThrottle = (throttle: unknown) =>
  call(sandbox, { method: "PATCH", path: "/_sandbox/settings", body: { throttle } });

describe("throttling", () => {
  it("is Azure's, unless everything is at once", async () => {
    const put = { method: "PUT", path: group, body: { location: "westeurope" } };
    await start();
    expect((await call(sandbox, put)).headers).toMatchObject({
      [remaining("subscription-writes")]: "199",
      [remaining("subscription-global-writes")]: "2999",
    });
    expect((await call(sandbox, put)).headers).toMatchObject({
      [remaining("subscription-global-writes")]: "2998",
    });
    await sandbox.close();
    await start({ timeScale: 0 });
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await call(sandbox, put)).headers).toMatchObject({
        [remaining("subscription-writes")]: "199",
      });
    }
  });

  it("refuses as ARM does when the bucket is empty, and lets through again in time", async () => {
    await start();
    await setThrottle({ reads: { size: 2, perSecond: 0.01 }, retryAfterSeconds: 100 });
    const get = { method: "GET", path: group };
    const statuses = [await call(sandbox, get), await call(sandbox, get)].map((a) => a.status);
    expect(statuses).toEqual([404, 404]);
    expect(await call(sandbox, get)).toMatchObject({
      status: 429,
      headers: { "retry-after": "100", [remaining("subscription-reads")]: "0" },
      body: { error: { code: "SubscriptionRequestsThrottled" } },
    });
    expect((await call(sandbox, tenants)).status).toBe(200);
    sandbox.clock.advance(100_000);
    expect((await call(sandbox, get)).status).toBe(404);
    await setThrottle("off");
    expect((await call(sandbox, get)).status).toBe(404);
  });

  it("does not count control requests or subscriptions that are not there", async () => {
    await start();
    await setThrottle({ reads: { size: 1, perSecond: 0 } });
    const unknown = group.replace(/[0-9a-f]{8}-/, "00000000-");
    for (const path of ["/_sandbox/about", "/_sandbox/about", unknown, unknown]) {
      const { status, headers } = await call(sandbox, { method: "GET", path });
      expect(status).not.toBe(429);
      expect(Object.keys(headers).join()).not.toContain("ratelimit");
    }
  });

  it("makes the product wait as long as it is told, and then go on", async () => {
    await start();
    await setThrottle({ reads: { size: 1, perSecond: 1 }, retryAfterSeconds: 1 });
    await call(sandbox, tenants);
    const { connection } = sandbox;
    const common = { logger: silentLogger, version: "0.1.0" };
    const session = await openSession({ cloud: "sandbox", connection, ...common });
    const loading = loadSubscriptions(session);
    await expect.poll(() => sandbox.requests.all().at(-1)?.status).toBe(429);
    sandbox.clock.advance(60_000);
    expect(await loading).not.toEqual([]);
    session.close();
  });
});
