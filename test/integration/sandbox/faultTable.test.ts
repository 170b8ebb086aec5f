import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startFaultyRegistry, type FaultyRegistry } from "../../support/faultyRegistry";

let faulty: FaultyRegistry;

beforeEach(async () => {
  faulty = await startFaultyRegistry();
});
afterEach(() => faulty.close());

interface Row {
  readonly fault: string;
  /** Without a match: the PUT of the registry. */
  readonly rule: object;
  readonly raw: object;
  /** How many registries there are after the raw request. */
  readonly made: 0 | 1;
  /** What the product ends with; absent: it succeeds. */
  readonly thrown?: object;
  /** How often the product asked for the PUT. */
  readonly tries: number;
}

const refused = (status: number, code: string) => ({ status, body: { error: { code } } });
const armError = (status: number, code: string) => ({ name: "ArmError", status, code });
const lost = { name: "UserError", code: "ConnectionLost" };
const failure = { code: "QuotaExceeded", message: "No cores are left." };

const rows: readonly Row[] = [
  {
    fault: "a status",
    rule: { action: { status: 403, code: "AuthorizationFailed", message: "No." } },
    raw: refused(403, "AuthorizationFailed"),
    made: 0,
    thrown: armError(403, "AuthorizationFailed"),
    tries: 1,
  },
  {
    fault: "a status that is tried again",
    rule: { action: { status: 500 } },
    raw: refused(500, "DeclaredFault"),
    made: 0,
    thrown: armError(500, "DeclaredFault"),
    tries: 3,
  },
  {
    fault: "a status, twice and then fine",
    rule: { times: 2, action: { status: 503, code: "ServerBusy", message: "Busy." } },
    raw: refused(503, "ServerBusy"),
    made: 0,
    tries: 3,
  },
  {
    fault: "a status after two that are fine",
    rule: { after: 2, action: { status: 409, code: "Conflict", message: "No." } },
    raw: { status: 201 },
    made: 1,
    tries: 1,
  },
  {
    fault: "every second request",
    rule: { rate: { every: 2 }, action: { status: 500 } },
    raw: { status: 201 },
    made: 1,
    tries: 1,
  },
  {
    fault: "throttling",
    rule: {
      times: 1,
      action: { status: 429, code: "TooManyRequests", message: "Slow.", retryAfterSeconds: 0 },
    },
    raw: { ...refused(429, "TooManyRequests"), headers: { "retry-after": "0" } },
    made: 0,
    tries: 2,
  },
  {
    fault: "a delay",
    rule: { action: { delayMs: 20 } },
    raw: { status: 201 },
    made: 1,
    tries: 1,
  },
  {
    fault: "a token that has expired",
    rule: { action: { expiredToken: true } },
    raw: {
      ...refused(401, "ExpiredAuthenticationToken"),
      headers: {
        "www-authenticate": expect.stringMatching(
          /^Bearer authorization_uri="https:\/\/login\.windows\.net\/[-0-9a-f]{36}", error="invalid_token", error_description="The access token expiry UTC time '.*' is earlier than current UTC time '.*'\."$/,
        ) as unknown,
      },
    },
    made: 0,
    thrown: { name: "UserError", code: "TokenRefused" },
    tries: 1,
  },
  {
    fault: "a connection that drops before the work",
    rule: { action: { drop: true } },
    raw: { broken: "ECONNRESET" },
    made: 0,
    thrown: lost,
    tries: 3,
  },
  {
    fault: "a connection that drops before the work, once",
    rule: { times: 1, action: { drop: true } },
    raw: { broken: "ECONNRESET" },
    made: 0,
    tries: 2,
  },
  {
    fault: "an answer that is lost after the work",
    rule: { times: 1, action: { dropAfter: true } },
    raw: { broken: "ECONNRESET" },
    made: 1,
    tries: 2,
  },
  {
    fault: "an answer that always is lost",
    rule: { action: { dropAfter: true } },
    raw: { broken: "ECONNRESET" },
    made: 1,
    thrown: lost,
    tries: 3,
  },
  {
    fault: "an answer that is cut in its body",
    rule: { action: { truncate: true } },
    raw: { broken: "ECONNRESET" },
    made: 1,
    thrown: lost,
    tries: 1,
  },
  {
    fault: "failing at the end of the long operation",
    rule: { action: { failOperation: failure } },
    raw: { status: 201, body: { properties: { provisioningState: "Creating" } } },
    made: 1,
    thrown: { name: "ArmError", ...failure },
    tries: 1,
  },
  {
    fault: "a poll that fails once",
    rule: { match: { path: "/operationStatuses/" }, times: 1, action: { status: 502 } },
    raw: { status: 201 },
    made: 1,
    tries: 1,
  },
  {
    fault: "a type",
    rule: {
      match: { type: "microsoft.containerregistry/REGISTRIES" },
      action: { status: 400, code: "InvalidParameter", message: "No." },
    },
    raw: refused(400, "InvalidParameter"),
    made: 0,
    thrown: armError(400, "InvalidParameter"),
    tries: 1,
  },
  {
    fault: "another type",
    rule: { match: { type: "Microsoft.Network/virtualNetworks" }, action: { status: 400 } },
    raw: { status: 201 },
    made: 1,
    tries: 1,
  },
];

const onRegistry = { method: "PUT", path: "/registries/faulty1" };

describe("declared faults", () => {
  it.each(rows)("$fault: what a client sees and what the product makes of it", async (row) => {
    const rule = { match: onRegistry, ...row.rule };
    await faulty.declare(rule);
    expect(await faulty.rawPut()).toMatchObject(row.raw);
    expect(faulty.count()).toBe(row.made);
    faulty.remove();
    await faulty.declare(rule);
    const ended = faulty.create();
    await (row.thrown
      ? expect(ended).rejects.toMatchObject(row.thrown)
      : expect(ended).resolves.toMatchObject({ name: "faulty1" }));
    const puts = faulty.sandbox.requests.all().filter(({ method }) => method === "PUT");
    expect(puts).toHaveLength(row.tries);
    expect(faulty.count()).toBeLessThanOrEqual(1);
  });
});
