import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { requestText } from "../../../sandbox/requestText";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { call, firstSubscription } from "../../support/sandbox";

const subscription = `/subscriptions/${firstSubscription()}`;
const group = `${subscription}/resourceGroups/rg`;
const providers = `${group}/providers`;
const vault = `${providers}/Microsoft.KeyVault/vaults/kv`;
const cluster = `${providers}/Microsoft.ContainerService/managedClusters/aks`;
const location = "westeurope";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 });
  await sandbox.context.put(group, { location });
});
afterAll(() => sandbox.close());

/** Calls that Azure answers and the sandbox does not have, each with what the refusal has to name. */
const unknown: readonly (readonly [method: string, path: string, named: string])[] = [
  ["PUT", `${providers}/Microsoft.Web/sites/app`, "'Microsoft.Web/sites'"],
  ["GET", `${providers}/Microsoft.Web/sites`, "'Microsoft.Web/sites'"],
  ["GET", `${subscription}/providers/Microsoft.Web`, "'Microsoft.Web'"],
  ["POST", `${subscription}/providers/Microsoft.Web/register`, "'Microsoft.Web'"],
  [
    "PUT",
    `${providers}/Microsoft.Compute/virtualMachines/vm`,
    "'Microsoft.Compute/virtualMachines'",
  ],
  ["GET", `${subscription}/providers/Microsoft.Compute/disks`, "'Microsoft.Compute/disks'"],
  ["PUT", `${providers}/Microsoft.Databricks/workspaces/dbx`, "'Microsoft.Databricks/workspaces'"],
  ["PUT", `${providers}/Microsoft.Network/azureFirewalls/fw`, "'Microsoft.Network/azureFirewalls'"],
  ["PUT", `${vault}/secrets/password`, "'Microsoft.KeyVault/vaults/secrets'"],
  [
    "PUT",
    `${providers}/Microsoft.DataFactory/factories/adf/adfcdcs/changes`,
    "'Microsoft.DataFactory/factories/adfcdcs'",
  ],
  [
    "PUT",
    `${cluster}/maintenanceConfigurations/default`,
    "'Microsoft.ContainerService/managedClusters/maintenanceConfigurations'",
  ],
  [
    "PUT",
    `${group}/providers/Microsoft.Authorization/locks/keep`,
    "'Microsoft.Authorization/locks'",
  ],
  [
    "GET",
    `${subscription}/providers/Microsoft.Consumption/budgets`,
    "'Microsoft.Consumption/budgets'",
  ],
  [
    "GET",
    "/providers/Microsoft.Management/managementGroups/root",
    "'Microsoft.Management/managementGroups'",
  ],
  ["POST", `${cluster}/rotateClusterCertificates`, "'rotateClusterCertificates'"],
  [
    "PUT",
    `${providers}/Microsoft.MachineLearningServices/workspaces/aml/serverlessEndpoints/llm`,
    "'Microsoft.MachineLearningServices/workspaces/serverlessEndpoints'",
  ],
  ["POST", `${group}/exportTemplate`, "POST /subscriptions/"],
  ["POST", `${group}/moveResources`, "/moveResources"],
];

/** The api-version that the type has, or any: what is unknown has none. */
const versions: Readonly<Record<string, string>> = {
  "Microsoft.ContainerService": "2025-07-01",
  "Microsoft.Network": "2024-05-01",
};

function versionOf(path: string): string {
  const namespace = /\/providers\/([^/]+)/u.exec(path)?.[1] ?? "";
  return versions[namespace] ?? "2025-04-01";
}

async function send(method: string, path: string, query = "") {
  const address = `${path}?api-version=${versionOf(path)}${query}`;
  const body = method === "GET" ? undefined : { location, properties: {} };
  sandbox.requests.clear();
  const answer = await call(sandbox, { method, path: address, body });
  const { error } = answer.body as { error: { code: string; message: string } };
  const [logged] = sandbox.requests.all();
  return { ...answer, error, log: logged ? requestText(logged) : "" };
}

describe("a call of Azure that the sandbox does not have", () => {
  it.each(unknown)("%s %s is a 501 that names it, also in the log", async (method, path, named) => {
    const { status, error, log } = await send(method, path);
    expect([status, error.code]).toEqual([501, "SandboxNotImplemented"]);
    expect(error.message).toContain(named);
    expect(log).toBe(
      `${method} ${path} 501 ${/(\d+) ms/u.exec(log)?.[1] ?? ""} ms\n  ${error.message}\n`,
    );
  });

  it("is named as well when it is a filter that would have to be understood", async () => {
    const path = `${group}/providers/Microsoft.Network/virtualNetworks`;
    const { status, error } = await send("GET", path, "&$filter=name%20eq%20'x'");
    expect([status, error.code]).toEqual([501, "SandboxNotImplemented"]);
    expect(error.message).toContain("$filter in a list of 'Microsoft.Network/virtualNetworks'");
  });

  it("changes nothing", async () => {
    const before = sandbox.store.list().map(({ id }) => id);
    for (const [method, path] of unknown) await send(method, path);
    expect(sandbox.store.list().map(({ id }) => id)).toEqual(before);
  });
});
