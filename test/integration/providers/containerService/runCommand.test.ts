import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { call } from "../../../support/sandbox";
import {
  containerServiceClient,
  pollAtOnce,
  refusalOf,
  sample,
  samplePath,
} from "../../../support/sdkClients";

const { group, cluster } = sample;

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
});

afterAll(() => sandbox.close());

function run(command: string) {
  const { managedClusters } = containerServiceClient(sandbox);
  return managedClusters.runCommand(group, cluster, { command }, pollAtOnce);
}

async function outcome(command: string): Promise<readonly [number | undefined, string]> {
  const { exitCode, logs = "" } = await run(command);
  return [exitCode, logs];
}

const notice = "# Simulated: no cluster has run this.\n";

describe("a command on a cluster", () => {
  it("creates a namespace that stays, and says that it is simulated", async () => {
    expect(await outcome("kubectl create namespace esml-p001")).toEqual([
      0,
      `${notice}namespace/esml-p001 created\n`,
    ]);
    expect(await outcome("kubectl get namespace esml-p001 -o name")).toEqual([
      0,
      `${notice}namespace/esml-p001\n`,
    ]);
    const [code, logs] = await outcome("kubectl create ns esml-p001");
    expect([code, logs]).toEqual([1, expect.stringContaining("(AlreadyExists)")]);
  });

  it("can be written so that it may be repeated", async () => {
    const create = "kubectl create namespace p002 --dry-run=client -o yaml | kubectl apply -f -";
    expect(await outcome(create)).toEqual([0, `${notice}namespace/p002 created\n`]);
    expect(await outcome(create)).toEqual([0, `${notice}namespace/p002 unchanged\n`]);
    const either = "kubectl get namespace p003 || kubectl create namespace p003";
    expect((await outcome(either))[0]).toBe(0);
    expect((await outcome(either))[1]).not.toContain("created");
    const [missing, logs] = await outcome("kubectl get ns nowhere && kubectl get ns default");
    expect([missing, logs]).toEqual([1, expect.stringContaining("NotFound")]);
  });

  it("is loudly refused when it is not simulated", async () => {
    expect(await refusalOf(run("helm list -A"))).toMatchObject({
      status: 501,
      code: "SandboxNotImplemented",
    });
  });

  it("is read below the cluster while it runs and later", async () => {
    const base = `${samplePath}/Microsoft.ContainerService/managedClusters/${cluster}`;
    const version = "api-version=2025-07-01";
    sandbox.clock.timeScale = Infinity;
    const started = await call(sandbox, {
      method: "POST",
      path: `${base}/runCommand?${version}`,
      body: { command: "kubectl get namespaces" },
    });
    expect(started.status).toBe(202);
    const { pathname, search } = new URL(String(started.headers["location"]));
    expect(pathname).toMatch(/\/managedClusters\/aks001-weu-dev\/commandResults\/[0-9a-f-]{36}$/u);
    const read = () => call(sandbox, { method: "GET", path: `${pathname}${search}` });
    expect((await read()).status).toBe(202);
    sandbox.clock.advance(10_000);
    expect(await read()).toMatchObject({
      status: 200,
      body: { properties: { provisioningState: "Succeeded", exitCode: 0 } },
    });
    sandbox.clock.timeScale = 0;
  });

  it("runs on no cluster that is stopped", async () => {
    const { managedClusters } = containerServiceClient(sandbox);
    await managedClusters.stop(group, cluster, pollAtOnce);
    expect(await refusalOf(run("kubectl get ns"))).toMatchObject({ code: "OperationNotAllowed" });
    await managedClusters.start(group, cluster, pollAtOnce);
  });
});
