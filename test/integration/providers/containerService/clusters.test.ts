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
const path = `${samplePath}/Microsoft.ContainerService/managedClusters/${cluster}?api-version=2025-07-01`;

let sandbox: Sandbox;
let client: ReturnType<typeof containerServiceClient>["managedClusters"];

beforeAll(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
  client = containerServiceClient(sandbox).managedClusters;
});

afterAll(() => sandbox.close());

/** What a client sends back after it has read the cluster: no read-only fields. */
async function writable() {
  const { location, tags = {}, sku, identity, ...rest } = await client.get(group, cluster);
  const { kubernetesVersion, dnsPrefix, nodeResourceGroup, networkProfile } = rest;
  const agentPoolProfiles = rest.agentPoolProfiles?.map(
    ({ name, vmSize, count, mode, vnetSubnetID, maxPods }) => ({
      name,
      ...(vmSize && { vmSize }),
      ...(count !== undefined && { count }),
      ...(mode && { mode }),
      ...(vnetSubnetID && { vnetSubnetID }),
      ...(maxPods !== undefined && { maxPods }),
    }),
  );
  return {
    location,
    tags,
    ...(sku && { sku }),
    identity: {
      type: "UserAssigned" as const,
      userAssignedIdentities: Object.fromEntries(
        Object.keys(identity?.userAssignedIdentities ?? {}).map((id) => [id, {}]),
      ),
    },
    ...(kubernetesVersion && { kubernetesVersion }),
    ...(dnsPrefix && { dnsPrefix }),
    ...(nodeResourceGroup && { nodeResourceGroup }),
    ...(networkProfile && { networkProfile }),
    ...(agentPoolProfiles && { agentPoolProfiles }),
  };
}

const put = async (changes: Partial<Awaited<ReturnType<typeof writable>>>) =>
  client.createOrUpdate(group, cluster, { ...(await writable()), ...changes }, pollAtOnce);

describe("a managed cluster", () => {
  it("takes its own body back without a change", async () => {
    const before = await client.get(group, cluster);
    const after = await put({});
    expect(after).toMatchObject({
      provisioningState: "Succeeded",
      kubernetesVersion: before.kubernetesVersion,
      fqdn: before.fqdn,
      nodeResourceGroup: before.nodeResourceGroup,
    });
    expect(after.eTag).toBe(before.eTag);
  });

  it("refuses what it was made with for good", async () => {
    expect(await refusalOf(put({ dnsPrefix: "other" }))).toMatchObject({
      status: 400,
      code: "PropertyChangeNotAllowed",
      message: "Changing property 'dnsPrefix' is not allowed.",
    });
    const { networkProfile } = await writable();
    const moved = { ...networkProfile, serviceCidr: "10.1.0.0/16" };
    expect((await refusalOf(put({ networkProfile: moved }))).message).toContain(
      "'networkProfile.serviceCidr'",
    );
    const group2 = await refusalOf(put({ nodeResourceGroup: "elsewhere" }));
    expect(group2.code).toBe("PropertyChangeNotAllowed");
  });

  it("refuses another size and a new pool in its own body", async () => {
    const { agentPoolProfiles = [] } = await writable();
    const larger = agentPoolProfiles.map((pool) => ({ ...pool, vmSize: "Standard_D8s_v5" }));
    expect((await refusalOf(put({ agentPoolProfiles: larger }))).message).toBe(
      "Changing property 'agentPoolProfile.vmSize' is not allowed.",
    );
    const more = [...agentPoolProfiles, { name: "second", vmSize: "Standard_B4ms", count: 1 }];
    expect(await refusalOf(put({ agentPoolProfiles: more }))).toMatchObject({
      status: 400,
      code: "BadRequest",
      message: expect.stringContaining("A new agent pool was introduced.") as string,
    });
  });

  it("changes its tags alone, and nothing else by PATCH", async () => {
    const before = await client.get(group, cluster);
    const tagged = await client.updateTags(group, cluster, { tags: { owner: "core" } }, pollAtOnce);
    expect(tagged.tags).toMatchObject({ ...before.tags, owner: "core" });
    expect(tagged.kubernetesVersion).toBe(before.kubernetesVersion);
  });

  it("holds a write against the etag that the client knows", async () => {
    const { eTag = "" } = await client.get(group, cluster);
    const body = await writable();
    const headers = { "If-Match": 'W/"old"' };
    expect((await call(sandbox, { method: "DELETE", path, headers })).status).toBe(412);
    const exists = await call(sandbox, {
      method: "PUT",
      path,
      headers: { "If-None-Match": "*" },
      body: { location: body.location, properties: {} },
    });
    expect(exists.status).toBe(412);
    const matching = client.createOrUpdate(group, cluster, body, { ...pollAtOnce, ifMatch: eTag });
    expect((await matching).provisioningState).toBe("Succeeded");
  });

  it("stops and starts, and refuses what it is already", async () => {
    const start = client.start(group, cluster, pollAtOnce);
    expect(await refusalOf(start)).toMatchObject({ status: 400, code: "OperationNotAllowed" });
    await client.stop(group, cluster, pollAtOnce);
    const stopped = await client.get(group, cluster);
    expect(stopped.powerState).toEqual({ code: "Stopped" });
    expect(stopped.agentPoolProfiles?.[0]?.powerState).toEqual({ code: "Stopped" });
    expect((await refusalOf(client.stop(group, cluster, pollAtOnce))).message).toBe(
      "managed cluster is not currently running, stopping cannot be performed",
    );
    expect(await refusalOf(put({ tags: {} }))).toMatchObject({ code: "OperationNotAllowed" });
    await client.start(group, cluster, pollAtOnce);
    expect((await client.get(group, cluster)).powerState).toEqual({ code: "Running" });
  });

  it("gives credentials, but no static ones without local accounts", async () => {
    const user = await client.listClusterUserCredentials(group, cluster);
    expect(Buffer.from(user.kubeconfigs?.[0]?.value ?? "").toString()).toContain("kind: Config");
    const body = { ...(await writable()), disableLocalAccounts: true };
    await client.createOrUpdate(group, cluster, body, pollAtOnce);
    expect(await refusalOf(client.listClusterAdminCredentials(group, cluster))).toMatchObject({
      status: 400,
      code: "BadRequest",
      message: expect.stringContaining("set to disable local accounts") as string,
    });
  });

  it("names the hosts that its nodes have to reach", async () => {
    const endpoints = client.listOutboundNetworkDependenciesEndpoints(group, cluster);
    const hosts: string[] = [];
    for await (const { endpoints: found = [] } of endpoints) {
      hosts.push(...found.map(({ domainName = "" }) => domainName));
    }
    expect(hosts).toContain("mcr.microsoft.com");
    expect(hosts).toContain("management.azure.com");
  });
});
