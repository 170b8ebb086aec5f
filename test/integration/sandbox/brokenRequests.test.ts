import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { beginRaw, sendRaw } from "../../support/rawConnection";
import { call, firstSubscription } from "../../support/sandbox";

const group = `/subscriptions/${firstSubscription()}/resourceGroups/rg`;
const version = "?api-version=2025-04-01";
const put = { method: "PUT", path: group + version };

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 });
});
afterAll(() => sandbox.close());
afterEach(async () => {
  expect((await call(sandbox, { method: "GET", path: "/_sandbox/about" })).status).toBe(200);
});

/** The head of a request of ours, up to where the test goes on. */
const head = (line: string, ...headers: readonly string[]): string =>
  [
    line,
    `Host: ${new URL(sandbox.endpoint).host}`,
    `Authorization: Bearer ${sandbox.token}`,
    ...headers,
    "",
  ].join("\r\n");
const line = `PUT ${group}${version} HTTP/1.1`;
const smuggled = `DELETE ${group}${version} HTTP/1.1\r\nHost: x\r\n\r\n`;

describe("what is not a request", () => {
  it.each([
    ["words", () => "hello\r\n\r\n"],
    ["a header without a colon", () => `${head(line, "Nothing")}\r\n`],
    ["a header with a control character", () => `${head(line, "X: a\u0001b")}\r\n`],
    ["a target with spaces", () => `${head("GET /a b c HTTP/1.1")}\r\n`],
    ["an unknown method", () => `${head("FLY /x HTTP/1.1")}\r\n`],
    ["two lengths", () => `${head(line, "Content-Length: 0", "Content-Length: 5")}\r\n${smuggled}`],
    [
      "a length and chunks",
      () =>
        `${head(line, "Content-Length: 5", "Transfer-Encoding: chunked")}\r\n0\r\n\r\n${smuggled}`,
    ],
    ["a length that is no number", () => `${head(line, "Content-Length: -1")}\r\n${smuggled}`],
    [
      "a chunk of no size",
      () => `${head(line, "Transfer-Encoding: chunked")}\r\nzz\r\n\r\n${smuggled}`,
    ],
    [
      "an encoding that hides chunks",
      () => `${head(line, "Transfer-Encoding: xchunked")}\r\n0\r\n\r\n${smuggled}`,
    ],
  ])("is refused once and for all: %s", async (_, text) => {
    const received = await sendRaw(sandbox, text());
    expect(received).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(received).toContain("Connection: close");
  });

  it("is refused in ARM's form when the headers are too large", async () => {
    const received = await sendRaw(sandbox, `${head(line, `X: ${"x".repeat(70_000)}`)}\r\n`);
    expect(received).toMatch(/^HTTP\/1\.1 431 Request Header Fields Too Large\r\n/);
    const [, body = ""] = received.split("\r\n\r\n");
    expect(JSON.parse(body)).toMatchObject({ error: { code: "RequestHeaderFieldsTooLarge" } });
  });

  it("is turned away when it does not speak TLS", async () => {
    const received = await sendRaw(sandbox, "GET / HTTP/1.1\r\nHost: x\r\n\r\n", true);
    expect(received).not.toContain("HTTP");
  });

  it("is refused when it is addressed to another server", async () => {
    const target = `GET https://management.azure.com${group}${version} HTTP/1.1`;
    const received = await sendRaw(sandbox, `${head(target, "Connection: close")}\r\n`);
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect(received).toContain("InvalidRequestUri");
  });
});

describe("a client that does not get on", () => {
  const request = () => head(line, "Content-Type: application/json", "Content-Length: 90");
  it.each([
    ["its handshake", () => "\u0016\u0003\u0001\u0001\u0000", true],
    ["its head", () => request().slice(0, 40), false],
    ["its body", () => `${request()}\r\n{"location":`, false],
  ])("keeps nobody waiting in the middle of %s, not even the end", async (_, text, isPlain) => {
    const other = await startSandbox({ seed: "none", timeScale: 0 });
    await beginRaw(other, text(), isPlain);
    const aborted = await beginRaw(other, text(), isPlain);
    const { status } = await call(other, { ...put, body: { location: "westeurope" } });
    expect(status).toBe(201);
    aborted.destroy();
    await other.close();
  });
});

describe("a body with strange content", () => {
  it("changes nothing but the resource that it is for", async () => {
    const text =
      '{"location":"westeurope","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"tags":{"__proto__":"a","constructor":"b","\\u0000":"c","ключ":"\\ud800"}}';
    const { status, body } = await call(sandbox, { ...put, text });
    expect([200, 201]).toContain(status);
    expect(Reflect.get({}, "polluted")).toBeUndefined();
    expect(Object.entries((body as { tags: object }).tags)).toEqual([
      ["__proto__", "a"],
      ["constructor", "b"],
      ["\u0000", "c"],
      ["ключ", "\ud800"],
    ]);
    const patch = { method: "PATCH", path: put.path, text: '{"tags":{"__proto__":{"x":1}}}' };
    expect((await call(sandbox, patch)).status).toBe(400);
  });
});
