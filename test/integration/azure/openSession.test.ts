import { afterEach, describe, expect, it, vi } from "vitest";
import { ArmError } from "../../../src/azure/ArmError";
import { listChildren } from "../../../src/azure/listChildren";
import { openSession } from "../../../src/azure/openSession";
import { queryInventory } from "../../../src/azure/inventory";
import { silentLogger } from "../../../src/shared/Logger";
import { UserError } from "../../../src/shared/errors";
import { startArmServer, subscriptionId, tenantId, token } from "./armServer";
import type { Answer, SeenRequest } from "./armServer";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const close of closers.splice(0).reverse()) {
    await close();
  }
});

async function start(answer: (request: SeenRequest, origin: string) => Answer) {
  const server = await startArmServer(answer);
  closers.push(() => server.close());
  return server;
}

async function open(server: { endpoint: string; ca: string }, lines: string[] = []) {
  const session = await openSession({
    cloud: "sandbox",
    connection: { ...server, token, tenantId, pid: 1, simulated: true },
    logger: { ...silentLogger, debug: (line) => lines.push(line) },
    version: "0.1.0",
    retry: { retryDelayInMs: 1 },
  });
  closers.push(() => {
    session.close();
  });
  return session;
}

const workspace = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/w`;

describe("openSession", () => {
  it("reads an SDK list of two pages with a dead proxy in the environment", async () => {
    vi.stubEnv("HTTPS_PROXY", "http://127.0.0.1:9");
    const server = await start(({ query, path }, origin) => {
      const isFirst = !query.has("$skipToken");
      const name = isFirst ? "c1" : "c2";
      return {
        status: 200,
        body: {
          value: [{ id: `${path}/${name}`, name, properties: { computeType: "AmlCompute" } }],
          ...(isFirst ? { nextLink: `${origin}${path}?api-version=x&$skipToken=s3cret` } : {}),
        },
      };
    });
    const lines: string[] = [];
    const session = await open(server, lines);
    const found = await listChildren(session, workspace, "computes");
    expect(found.map(({ name }) => name)).toEqual(["c1", "c2"]);
    expect(found[0]?.properties).toEqual({ computeType: "AmlCompute" });
    expect(server.seen[0]?.query.get("api-version")).toBe("2025-09-01");
    expect(server.seen[0]?.authorization).toBe(`Bearer ${token}`);
    expect(server.seen[0]?.userAgent).toContain("esml-vscode/0.1.0");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^GET \/subscriptions\/.*api-version=2025-09-01 200 \d+ ms -$/);
    expect(lines.join()).not.toContain("s3cret");
    expect(lines.join()).not.toContain(token);
  });

  it("gives AKS pools in ARM's shape", async () => {
    const id = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/a`;
    const properties = { count: 2, vmSize: "Standard_B4ms", type: "VirtualMachineScaleSets" };
    const server = await start(() => ({
      status: 200,
      body: { value: [{ id: `${id}/agentPools/p`, name: "p", type: "x", properties }] },
    }));
    const [pool] = await listChildren(await open(server), id, "nodePools");
    expect(pool).toMatchObject({ name: "p", properties });
    expect(server.seen[0]?.query.get("api-version")).toBe("2025-07-01");
  });

  it("pages Resource Graph by skip token in one query", async () => {
    const row = { name: "w", type: "Microsoft.X/Y", subscriptionId, location: "l" };
    const server = await start(({ body }) => ({
      status: 200,
      body: body.includes("$skipToken")
        ? { data: [{ ...row, id: "/b" }] }
        : { data: [{ ...row, id: "/a" }], $skipToken: "next" },
    }));
    const found = await queryInventory(await open(server), [subscriptionId]);
    expect(found.map(({ id, type }) => [id, type])).toEqual([
      ["/a", "microsoft.x/y"],
      ["/b", "microsoft.x/y"],
    ]);
    expect(server.seen).toHaveLength(2);
  });

  it("waits for Retry-After on 429 and then succeeds", async () => {
    const server = await start(() =>
      server.seen.length === 1
        ? { status: 429, headers: { "retry-after": "0" } }
        : { status: 200, body: { ok: true } },
    );
    const session = await open(server);
    const request = { method: "GET", path: "/x", apiVersion: "v" } as const;
    await expect(session.send(request)).resolves.toEqual({ ok: true });
    expect(server.seen).toHaveLength(2);
  });

  it("retries 500 and then throws what ARM said", async () => {
    const error = { code: "InternalServerError", message: "Broken." };
    const server = await start(() => ({
      status: 500,
      body: { error },
      headers: { "x-ms-request-id": "r1" },
    }));
    const session = await open(server);
    const thrown = await session.send({ method: "GET", path: "/x" }).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(ArmError);
    expect(thrown).toMatchObject({ status: 500, ...error, requestId: "r1" });
    expect(server.seen).toHaveLength(4);
  });

  it("says that the token was refused, for raw calls and SDK calls alike", async () => {
    const body = { error: { code: "InvalidAuthenticationToken", message: "Expired." } };
    const session = await open(await start(() => ({ status: 401, body })));
    const refused = { name: "UserError", code: "TokenRefused" };
    await expect(session.send({ method: "GET", path: "/x" })).rejects.toMatchObject(refused);
    await expect(listChildren(session, workspace, "computes")).rejects.toMatchObject(refused);
  });

  it("refuses a server with another certificate", async () => {
    const server = await start(() => ({ status: 200, body: {} }));
    const other = await start(() => ({ status: 200, body: {} }));
    const session = await open({ endpoint: server.endpoint, ca: other.ca });
    await expect(session.send({ method: "GET", path: "/x" })).rejects.toMatchObject({
      code: "CertificateNotTrusted",
      message: expect.stringContaining(new URL(server.endpoint).host) as string,
    });
    expect(server.seen).toHaveLength(0);
  });

  it("names the host that refuses the connection", async () => {
    const server = await startArmServer(() => ({ status: 200 }));
    await server.close();
    const session = await open(server);
    const thrown = await session.send({ method: "GET", path: "/x" }).catch((e: unknown) => e);
    expect(thrown).toBeInstanceOf(UserError);
    expect(thrown).toMatchObject({ code: "ConnectionRefused" });
    expect(String(thrown)).toContain(new URL(server.endpoint).host);
  });

  it("does not follow a link to another origin, from a raw call or from an SDK page", async () => {
    const foreign = await start(() => ({ status: 200, body: { value: [] } }));
    const nextLink = `${foreign.endpoint}/steal`;
    const session = await open(await start(() => ({ status: 200, body: { value: [], nextLink } })));
    const refused = { code: "ForeignAddress" };
    await expect(session.send({ method: "GET", path: nextLink })).rejects.toMatchObject(refused);
    await expect(listChildren(session, workspace, "computes")).rejects.toMatchObject(refused);
    expect(foreign.seen).toHaveLength(0);
  });
});
