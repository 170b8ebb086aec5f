import { describe, expect, it } from "vitest";
import { azureLimits, Throttle, type ThrottleLimits } from "../../../sandbox/throttle";

const caller = { objectId: "o1", tenantId: "t1", username: "you@acme.example" };
const other = { ...caller, objectId: "o2" };
const scope = "/subscriptions/s1";
const group = `${scope}/resourceGroups/rg`;
const graph = "/providers/Microsoft.ResourceGraph/resources";

function start(limits: ThrottleLimits | undefined) {
  const clock = { ms: 0, now: () => clock.ms };
  const settings: { throttle: ThrottleLimits | undefined } = { throttle: limits };
  return { clock, settings, throttle: new Throttle(clock, settings) };
}

const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, work);

describe("Throttle", () => {
  it.each([
    ["GET", group, { "subscription-reads": "249", "subscription-global-reads": "3749" }],
    ["HEAD", group, { "subscription-reads": "249", "subscription-global-reads": "3749" }],
    ["PUT", group, { "subscription-writes": "199", "subscription-global-writes": "2999" }],
    ["POST", `${group}/x`, { "subscription-writes": "199", "subscription-global-writes": "2999" }],
    ["DELETE", group, { "subscription-deletes": "199", "subscription-global-deletes": "2999" }],
    ["GET", "/tenants", { "tenant-reads": "249" }],
    ["GET", "/subscriptions", { "tenant-reads": "249" }],
    ["POST", graph, { "tenant-reads": "249" }],
  ])("takes the first %s of %s from Azure's bucket", (method, path, left) => {
    const headers = Object.fromEntries(
      Object.entries(left).map(([name, value]) => [`x-ms-ratelimit-remaining-${name}`, value]),
    );
    for (const limits of [azureLimits, undefined]) {
      expect(start(limits).throttle.count(method, path, caller)).toEqual({ headers });
    }
  });

  it("refuses when the bucket is empty, until it has filled up", () => {
    const { throttle, clock } = start(azureLimits);
    const write = () => throttle.count("PUT", group, caller);
    expect(times(200, write).some(({ fault }) => fault)).toBe(false);
    const { fault, headers } = write();
    expect(fault).toMatchObject({
      status: 429,
      code: "SubscriptionRequestsThrottled",
      message:
        "Number of 'write' requests for subscription 's1' actor 'o1' exceeded. Please try again after '10' seconds after additional tokens are available. Refer to https://aka.ms/arm-throttling for additional information.",
      options: { retryAfterSeconds: 10 },
    });
    expect(headers["x-ms-ratelimit-remaining-subscription-writes"]).toBe("0");
    expect(throttle.count("GET", group, caller).fault).toBeUndefined();
    expect(throttle.count("PUT", group, other).fault).toBeUndefined();
    clock.ms += 1000;
    expect(times(11, write).map(({ fault: refused }) => refused?.status)).toEqual([
      ...times(10, () => undefined),
      429,
    ]);
    clock.ms += 3_600_000;
    const full = write().headers;
    expect(full["x-ms-ratelimit-remaining-subscription-writes"]).toBe("199");
  });

  it("refuses all callers of a subscription when its own bucket is empty", () => {
    const reads = { size: 10, perSecond: 1 };
    const { throttle } = start({ ...azureLimits, reads, globalFactor: 1.2 });
    const read = (by: typeof caller) => throttle.count("GET", group, by).fault?.code;
    expect(times(10, () => read(caller))).toEqual(times(10, () => undefined));
    expect(times(3, () => read(other))).toEqual([
      undefined,
      undefined,
      "SubscriptionRequestsThrottled",
    ]);
  });

  it("starts with full buckets when the limits change", () => {
    const deletes = { size: 1, perSecond: 0 };
    const { throttle, settings } = start({ ...azureLimits, deletes });
    const remove = () => throttle.count("DELETE", group, caller).fault?.status;
    expect([remove(), remove()]).toEqual([undefined, 429]);
    settings.throttle = undefined;
    expect([remove(), remove()]).toEqual([undefined, undefined]);
    settings.throttle = { ...azureLimits, deletes };
    expect([remove(), remove()]).toEqual([undefined, 429]);
  });
});
