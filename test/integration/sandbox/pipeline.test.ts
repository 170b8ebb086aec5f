import { afterEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import { call, firstSubscription, startTestSandbox } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/rg`;
const thing = `${group}/providers/Microsoft.Test/things/one`;
const version = "?api-version=2024-01-01";
const groupVersion = "?api-version=2025-04-01";

let sandbox: Sandbox;

afterEach(() => sandbox.close());

async function startWithGroup(options: Parameters<typeof startTestSandbox>[0] = {}): Promise<void> {
  sandbox = await startTestSandbox({ timeScale: Infinity, ...options });
  const body = { location: "westeurope" };
  await call(sandbox, { method: "PUT", path: group + groupVersion, body });
}

function putThing(
  path = thing,
  body: unknown = { location: "westeurope", properties: { size: 1 } },
) {
  return call(sandbox, { method: "PUT", path: path + version, body });
}

const local = (address: unknown): string => String(address).slice(sandbox.endpoint.length);

describe("the pipeline", () => {
  it.each([
    ["no token", { Authorization: "" }, 401, "AuthenticationFailed"],
    ["a foreign token", { Authorization: "Bearer a.b.c" }, 401, "InvalidAuthenticationToken"],
    ["a foreign host", { Host: "evil.example" }, 421, "MisdirectedRequest"],
  ])("refuses %s", async (_, headers, status, code) => {
    await startWithGroup();
    const answer = await call(sandbox, { method: "GET", path: `${thing}${version}`, headers });
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error: { code } });
    expect(answer.headers["www-authenticate"] !== undefined).toBe(status === 401);
  });

  it("refuses its token when it has expired", async () => {
    await startWithGroup();
    sandbox.clock.advance(31 * 86_400_000);
    const answer = await call(sandbox, { method: "GET", path: thing + version });
    expect(answer.body).toMatchObject({ error: { code: "ExpiredAuthenticationToken" } });
  });

  it.each([
    ["GET", thing, 400, "MissingApiVersionParameter"],
    ["GET", `${thing}?api-version=latest`, 400, "InvalidApiVersionParameter"],
    ["GET", `${thing}?api-version=2020-01-01`, 400, "NoRegisteredProviderFound"],
    ["GET", `${thing}${version}`, 404, "ResourceNotFound"],
    ["GET", `${group}/providers/Contoso.Test/things/x${version}`, 404, "InvalidResourceNamespace"],
    ["GET", `${group}/providers/Microsoft.New/things/x${version}`, 501, "SandboxNotImplemented"],
    [
      "POST",
      `${group}/providers/Microsoft.Test/things/x/fly${version}`,
      501,
      "SandboxNotImplemented",
    ],
    [
      "PUT",
      `${group}/providers/Microsoft.Test/things/a/parts/b${version}`,
      404,
      "ParentResourceNotFound",
    ],
    [
      "PUT",
      `${subscription}/resourceGroups/no/providers/Microsoft.Test/things/a${version}`,
      404,
      "ResourceGroupNotFound",
    ],
    ["GET", `/subscriptions/none/resourceGroups/rg${groupVersion}`, 400, "InvalidSubscriptionId"],
    ["GET", `${group}/..%2f..${version}`, 400, "InvalidRequestUri"],
    ["GET", `/subscriptions//resourceGroups${groupVersion}`, 400, "InvalidRequestUri"],
    ["GET", `/subscriptions/../x${groupVersion}`, 400, "InvalidRequestUri"],
    ["GET", `/%zz${groupVersion}`, 400, "InvalidRequestUri"],
    ["PUT", `${thing}${version}`, 400, "LocationRequired"],
  ])("answers %s %s with %i %s", async (method, path, status, code) => {
    await startWithGroup();
    const answer = await call(sandbox, { method, path, ...(method === "PUT" && { body: {} }) });
    expect(answer.body).toMatchObject({ error: { code } });
    expect(answer.status).toBe(status);
  });

  it("refuses bodies that are no JSON object", async () => {
    await startWithGroup();
    const path = thing + version;
    const malformed = await call(sandbox, { method: "PUT", path, text: "{" });
    expect(malformed).toMatchObject({
      status: 400,
      body: { error: { code: "InvalidRequestContent" } },
    });
    const headers = { "Content-Type": "text/plain" };
    const plain = await call(sandbox, { method: "PUT", path, text: "{}", headers });
    expect(plain.status).toBe(415);
    const big = await call(sandbox, { method: "PUT", path, text: " ".repeat(4_200_000) }).catch(
      () => undefined,
    );
    expect(big?.status ?? 413).toBe(413);
  });

  it("keeps what it was asked and answered, without secrets", async () => {
    await startWithGroup({ timeScale: 0 });
    await putThing();
    await call(sandbox, { method: "POST", path: `${thing}/listKeys${version}` });
    const kept = sandbox.requests.all().at(-1);
    expect(kept).toMatchObject({
      method: "POST",
      status: 200,
      responseBody: { primaryKey: "***" },
    });
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(sandbox.token);
  });
});

describe("long operations", () => {
  it("reports a create by Azure-AsyncOperation until the clock ends it", async () => {
    await startWithGroup();
    const created = await putThing();
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ properties: { provisioningState: "Creating", size: 1 } });
    const poll = { method: "GET", path: local(created.headers["azure-asyncoperation"]) };
    expect((await call(sandbox, poll)).body).toMatchObject({ status: "InProgress" });
    sandbox.clock.advance(60_000);
    expect((await call(sandbox, poll)).body).toMatchObject({ status: "Succeeded" });
    const got = await call(sandbox, { method: "GET", path: thing.toUpperCase() + version });
    expect(got.body).toMatchObject({
      id: thing,
      properties: { provisioningState: "Succeeded", endpoint: "https://one.example" },
    });
  });

  it("reports a delete by Location and takes the children along", async () => {
    await startWithGroup({ timeScale: Infinity });
    await putThing();
    await putThing(`${thing}/parts/p`, {});
    sandbox.clock.advance(60_000);
    const gone = await call(sandbox, { method: "DELETE", path: thing + version });
    expect(gone.status).toBe(202);
    const poll = { method: "GET", path: local(gone.headers.location) };
    expect((await call(sandbox, poll)).status).toBe(202);
    sandbox.clock.advance(30_000);
    expect((await call(sandbox, poll)).status).toBe(204);
    expect(sandbox.store.list({ under: group })).toEqual([]);
    expect((await call(sandbox, { method: "DELETE", path: thing + version })).status).toBe(204);
  });

  it("lets declared faults refuse, fail and drop", async () => {
    await startWithGroup();
    sandbox.faults.set([
      {
        match: { method: "PUT", path: "/things/one" },
        times: 1,
        action: {
          status: 429,
          code: "TooManyRequests",
          message: "Slow down.",
          retryAfterSeconds: 7,
        },
      },
      {
        match: { method: "PUT", path: "/things/one" },
        after: 1,
        times: 1,
        action: { failOperation: { code: "QuotaExceeded", message: "No cores." } },
      },
      { match: { method: "GET", path: "/things/one" }, times: 1, action: { drop: true } },
    ]);
    const refused = await putThing();
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "7"]);
    const failing = await putThing();
    sandbox.clock.advance(60_000);
    const poll = { method: "GET", path: local(failing.headers["azure-asyncoperation"]) };
    expect((await call(sandbox, poll)).body).toMatchObject({
      status: "Failed",
      error: { code: "QuotaExceeded" },
    });
    await expect(call(sandbox, { method: "GET", path: thing + version })).rejects.toThrow();
    const got = await call(sandbox, { method: "GET", path: thing + version });
    expect(got.body).toMatchObject({ properties: { provisioningState: "Failed" } });
  });

  it("pages lists and empties a group with all it holds", async () => {
    await startWithGroup({ pageSize: 2 });
    for (const name of ["a", "b", "c"]) {
      await putThing(`${group}/providers/Microsoft.Test/things/${name}`);
    }
    sandbox.clock.advance(60_000);
    const path = `${subscription}/providers/Microsoft.Test/things${version}`;
    const first = await call(sandbox, { method: "GET", path });
    expect(first.body).toMatchObject({ value: [{ name: "a" }, { name: "b" }] });
    const next = local((first.body as { nextLink: string }).nextLink);
    const second = await call(sandbox, { method: "GET", path: next });
    expect(second.body).toEqual({ value: [expect.objectContaining({ name: "c" })] });
    await call(sandbox, { method: "DELETE", path: group + groupVersion });
    sandbox.clock.advance(60_000);
    await Promise.resolve();
    const head = await call(sandbox, { method: "HEAD", path: group + groupVersion });
    expect(head.status).toBe(404);
  });
});
