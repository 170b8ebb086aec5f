import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import { azureLimits } from "../../../sandbox/throttle";
import { queryInventory } from "../../../src/azure/inventory";
import { openSession } from "../../../src/azure/openSession";
import { silentLogger } from "../../../src/shared/Logger";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";
import { slowKind } from "../../support/sandboxProvider";

const subscriptionId = firstSubscription();
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const query = "Resources";

let sandbox: Sandbox;
afterEach(() => sandbox.close());

const path = "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01";
const ask = (body: unknown) => call(sandbox, { method: "POST", path, body });

describe("Resource Graph", () => {
  it.each([
    [{ query: " " }, ["InvalidQuery", "EmptyQuery"]],
    [{}, ["InvalidQuery", "EmptyQuery"]],
    [{ query: "Resources | fly" }, ["InvalidQuery", "ParserFailure"]],
    [{ query: `Resources | where ${"(".repeat(99_999)}` }, ["InvalidQuery", "QueryTooComplex"]],
    [
      { query: `Resources | where ${"true or ".repeat(99_999)} true` },
      ["InvalidQuery", "QueryTooComplex"],
    ],
    [
      { query, subscriptions: ["00000000-0000-4000-8000-000000000000"] },
      ["NoValidSubscriptionsInQueryRequest"],
    ],
    [{ query, subscriptions: ["one"] }, ["SubscriptionsContainInvalidGuids"]],
    [{ query, subscriptions: subscriptionId }, ["SubscriptionsContainInvalidGuids"]],
    [{ query, options: [] }, ["BadRequest"]],
    [{ query, options: { $top: 0 } }, ["BadRequest"]],
    [{ query, options: { $top: 1001 } }, ["BadRequest"]],
    [{ query, options: { $top: "5" } }, ["BadRequest"]],
    [{ query, options: { $skip: -1 } }, ["BadRequest"]],
    [{ query, options: { $skip: 1.5 } }, ["BadRequest"]],
    [{ query, options: { $skipToken: "abc" } }, ["BadRequest"]],
    [{ query, options: { resultFormat: "csv" } }, ["BadRequest"]],
    [{ query, options: { allowPartialScopes: "yes" } }, ["BadRequest"]],
    [{ query, options: { authorizationScopeFilter: "All" } }, ["BadRequest"]],
  ])("refuses %.80j", async (body, codes) => {
    sandbox = await startTestSandbox();
    const { status, body: answer } = await ask(body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({
      error: {
        code: "BadRequest",
        message: expect.stringMatching(
          /^Please provide below info when asking for support: timestamp = \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z, correlationId = [-0-9a-f]{36}\.$/,
        ) as unknown,
        details: codes.map((code) => expect.objectContaining({ code }) as unknown),
      },
    });
  });

  it.each([[{ facets: [{ expression: "type" }] }], [{ managementGroups: ["mg"] }]])(
    "says of %j that the sandbox does not have it",
    async (more) => {
      sandbox = await startTestSandbox();
      expect((await ask({ query, ...more })).status).toBe(501);
      expect((await ask({ query, facets: [], managementGroups: [] })).status).toBe(200);
    },
  );

  it("takes fifteen queries in five seconds, then refuses until the window is over", async () => {
    const startedAt = Date.now();
    sandbox = await startTestSandbox({ throttle: azureLimits, realNow: () => startedAt });
    const left: unknown[] = [];
    for (let turn = 0; turn < 15; turn += 1) {
      const { status, headers } = await ask({ query });
      expect(status).toBe(200);
      expect(headers["x-ms-user-quota-resets-after"]).toBe("00:00:05");
      left.push(headers["x-ms-user-quota-remaining"]);
    }
    expect(left).toEqual(Array.from({ length: 15 }, (_, turn) => String(14 - turn)));
    sandbox.clock.advance(2500);
    const refused = await ask({ query });
    expect(refused).toMatchObject({
      status: 429,
      headers: {
        "retry-after": "3",
        "x-ms-user-quota-remaining": "0",
        "x-ms-user-quota-resets-after": "00:00:03",
      },
      body: { error: { code: "RateLimiting", details: [{ code: "RateLimiting" }] } },
    });
    sandbox.clock.advance(2500);
    expect((await ask({ query })).headers["x-ms-user-quota-remaining"]).toBe("14");
  });

  it("gives the product every resource once, over pages and past a refusal", async () => {
    const startedAt = Date.now();
    const kinds = [slowKind({ type: "Microsoft.ContainerRegistry/registries" })];
    sandbox = await startTestSandbox({
      providers: [{ namespace: "Microsoft.ContainerRegistry", kinds }],
      realNow: () => startedAt,
      throttle: { ...azureLimits, graph: { queries: 2, windowMs: 1000 } },
    });
    for (let index = 0; index < 2100; index += 1) {
      const name = `reg${String(index)}`;
      const type = "Microsoft.ContainerRegistry/registries";
      const id = `${group}/providers/${type}/${name}`;
      sandbox.store.put({ id, type, name, location: "westeurope", properties: {} });
    }
    const { connection } = sandbox;
    const common = { logger: silentLogger, version: "0.1.0" };
    const session = await openSession({ cloud: "sandbox", connection, ...common });
    const querying = queryInventory(session, [subscriptionId]);
    await expect.poll(() => sandbox.requests.all().at(-1)?.status).toBe(429);
    sandbox.clock.advance(1000);
    const found = await querying;
    session.close();
    expect(new Set(found.map(({ id }) => id)).size).toBe(2100);
    expect(sandbox.requests.all().map(({ status }) => status)).toEqual([200, 200, 429, 200]);
  });
});
