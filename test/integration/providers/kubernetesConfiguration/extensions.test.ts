import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { call, type RawAnswer } from "../../../support/sandbox";
import {
  containerServiceClient,
  pollAtOnce,
  sample,
  samplePath,
} from "../../../support/sdkClients";

const { group, cluster, pool } = sample;
const base = `${samplePath}/Microsoft.ContainerService/managedClusters/${cluster}/providers/Microsoft.KubernetesConfiguration/extensions`;
const version = "api-version=2024-11-01";
const minutes = (count: number): number => count * 60_000;

let sandbox: Sandbox;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
  // The sample factory has one already.
  sandbox.store.delete(`${base}/azureml`);
});

afterEach(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true });
});

const request = (method: string, name: string, body?: object): Promise<RawAnswer> =>
  call(sandbox, { method, path: `${base}/${name}?${version}`, ...(body && { body }) });

function put(configurationSettings: Record<string, string>, name = "amlarc", more: object = {}) {
  const properties = { extensionType: "Microsoft.AzureML.Kubernetes", configurationSettings };
  return request("PUT", name, { properties: { ...properties, ...more } });
}

async function poll({ headers }: RawAnswer): Promise<RawAnswer> {
  const { pathname, search } = new URL(String(headers["azure-asyncoperation"]));
  return call(sandbox, { method: "GET", path: `${pathname}${search}` });
}

/** The status of a write when its time is over. */
async function outcome(started: Promise<RawAnswer>): Promise<RawAnswer> {
  const answer = await started;
  expect(answer.status).toBe(201);
  sandbox.clock.advance(minutes(5));
  return poll(answer);
}

const training = { enableTraining: "True" };
const insecure = {
  enableInference: "True",
  inferenceRouterServiceType: "loadBalancer",
  allowInsecureConnections: "True",
  inferenceRouterHA: "False",
};

describe("the machine learning extension of a cluster", () => {
  it("comes up after minutes, polled below itself, with an identity and a namespace", async () => {
    const started = await put(training);
    expect(started).toMatchObject({
      status: 201,
      body: { properties: { provisioningState: "Creating" } },
    });
    expect(String(started.headers["azure-asyncoperation"])).toContain(
      "/extensions/amlarc/operations/",
    );
    expect(await poll(started)).toMatchObject({ status: 200, body: { status: "InProgress" } });
    sandbox.clock.advance(minutes(5));
    expect(await poll(started)).toMatchObject({ status: 200, body: { status: "Succeeded" } });
    expect(await request("GET", "amlarc")).toMatchObject({
      status: 200,
      body: {
        properties: {
          extensionType: "microsoft.azureml.kubernetes",
          provisioningState: "Succeeded",
          scope: { cluster: { releaseNamespace: "azureml" } },
          aksAssignedIdentity: { type: "SystemAssigned" },
          errorInfo: null,
        },
      },
    });
    sandbox.clock.timeScale = 0;
    const { managedClusters } = containerServiceClient(sandbox);
    const command = "kubectl get namespace azureml -o name";
    const { exitCode } = await managedClusters.runCommand(group, cluster, { command }, pollAtOnce);
    expect(exitCode).toBe(0);
  });

  it("fails at the end without TLS, unless insecure connections are allowed", async () => {
    const { allowInsecureConnections: _, ...unsafe } = insecure;
    expect(await outcome(put(unsafe))).toMatchObject({
      status: 200,
      body: {
        status: "Failed",
        error: {
          code: "ExtensionOperationFailed",
          message: expect.stringContaining("E40007 INVALID_SSL_SETTING") as string,
        },
      },
    });
    expect(await request("GET", "amlarc")).toMatchObject({
      body: {
        properties: {
          provisioningState: "Failed",
          statuses: [{ code: "InstallationFailed", level: "Error" }],
          errorInfo: { code: "ExtensionOperationFailed" },
        },
      },
    });
    const secured = { ...unsafe, sslCname: "ml.example.com", sslSecret: "aml-tls" };
    const again = await put(secured);
    sandbox.clock.advance(minutes(5));
    expect(await poll(again)).toMatchObject({ body: { status: "Succeeded" } });
    expect(await outcome(put(insecure, "second"))).toMatchObject({
      body: { error: { message: expect.stringContaining("invalid ownership metadata") as string } },
    });
  });

  it("needs three nodes for a router that is highly available", async () => {
    const available = { ...insecure, inferenceRouterHA: "True" };
    expect(await outcome(put(available))).toMatchObject({
      body: { error: { message: expect.stringContaining("E40002 INSUFFICIENT_NODE") as string } },
    });
    sandbox.clock.timeScale = 0;
    const { agentPools } = containerServiceClient(sandbox);
    const { nodeImageVersion: _, ...body } = await agentPools.get(group, cluster, pool);
    await agentPools.createOrUpdate(group, cluster, pool, { ...body, count: 3 }, pollAtOnce);
    sandbox.clock.timeScale = Infinity;
    const again = await put(available);
    sandbox.clock.advance(minutes(5));
    expect(await poll(again)).toMatchObject({ body: { status: "Succeeded" } });
  });

  it("says what else its settings lack", async () => {
    const { inferenceRouterServiceType: _, ...typeless } = insecure;
    const bad: [Record<string, string>, string][] = [
      [{}, "enableTraining or enableInference"],
      [typeless, "inferenceRouterServiceType"],
      [{ ...insecure, internalLoadBalancerProvider: "metallb" }, "E40003"],
    ];
    for (const [index, [settings, words]] of bad.entries()) {
      const { body } = await outcome(put(settings, `bad-${index}`));
      expect(JSON.stringify(body)).toContain(words);
    }
    expect(
      await request("PUT", "typed", {
        properties: { extensionType: "x.y", configurationSettings: { a: true } },
      }),
    ).toMatchObject({
      status: 400,
      body: { error: { code: "InvalidRequestContent" } },
    });
    expect(await request("PUT", "none", { properties: {} })).toMatchObject({ status: 400 });
  });

  it("never answers, keeps or logs its protected settings", async () => {
    const configurationProtectedSettings = { sslCertPemFile: "CERT", sslKeyPemFile: "hush-hush" };
    const settings = { ...insecure, allowInsecureConnections: "False", sslCname: "a.b" };
    const started = await put(settings, "amlarc", { configurationProtectedSettings });
    expect(JSON.stringify(started.body)).not.toContain("configurationProtectedSettings");
    expect(JSON.stringify(sandbox.requests.all())).not.toContain("hush-hush");
    await sandbox.close();
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((one) => one.isFile())) {
      const text = await readFile(join(entry.parentPath, entry.name), "utf8");
      expect(text).not.toContain("hush-hush");
    }
    sandbox = await startSandbox({ timeScale: Infinity, stateFolder: folder });
    sandbox.clock.advance(minutes(5));
    expect(await request("GET", "amlarc")).toMatchObject({
      body: { properties: { provisioningState: "Succeeded" } },
    });
  });

  it("is listed, changed by PATCH and deleted", async () => {
    await outcome(put(training));
    const list = await call(sandbox, { method: "GET", path: `${base}?${version}` });
    expect(list.body).toMatchObject({ value: [{ name: "amlarc" }] });
    const patched = await request("PATCH", "amlarc", {
      properties: { configurationSettings: { installVolcano: "False" } },
    });
    sandbox.clock.advance(minutes(5));
    expect(await poll(patched)).toMatchObject({ body: { status: "Succeeded" } });
    expect(await request("GET", "amlarc")).toMatchObject({
      body: { properties: { configurationSettings: { ...training, installVolcano: "False" } } },
    });
    const deleted = await request("DELETE", "amlarc");
    expect(deleted.status).toBe(202);
    sandbox.clock.advance(minutes(5));
    expect(await poll(deleted)).toMatchObject({ body: { status: "Succeeded" } });
    expect((await request("DELETE", "amlarc")).status).toBe(204);
  });
});

describe("an extension of something else than an AKS cluster", () => {
  it("is not simulated", async () => {
    const path = `${samplePath}/Microsoft.DataFactory/factories/${sample.dataFactory}/providers/Microsoft.KubernetesConfiguration/extensions/x?${version}`;
    const body = { properties: { extensionType: "microsoft.flux" } };
    expect((await call(sandbox, { method: "PUT", path, body })).status).toBe(501);
  });
});
