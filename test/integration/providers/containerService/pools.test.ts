import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../../sandbox/server";
import { containerServiceClient, pollAtOnce, refusalOf, sample } from "../../../support/sdkClients";

const { group, cluster, pool } = sample;

let sandbox: Sandbox;
let client: ReturnType<typeof containerServiceClient>["agentPools"];

beforeEach(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
  client = containerServiceClient(sandbox).agentPools;
});

afterEach(() => sandbox.close());

const user = { vmSize: "Standard_B4ms", count: 1, mode: "User" } as const;

const put = (name: string, body: Parameters<typeof client.createOrUpdate>[3]) =>
  client.createOrUpdate(group, cluster, name, body, pollAtOnce);

async function systemPool() {
  const { vmSize, count, vnetSubnetID } = await client.get(group, cluster, pool);
  return { vmSize: vmSize ?? "", count: count ?? 0, vnetSubnetID: vnetSubnetID ?? "" };
}

describe("a node pool", () => {
  it("is added, scaled and deleted, and the cluster shows it", async () => {
    const { managedClusters } = containerServiceClient(sandbox);
    const created = await put("second", user);
    expect(created).toMatchObject({ provisioningState: "Succeeded", osDiskSizeGB: 128 });
    expect(await put("second", { ...user, count: 3 })).toMatchObject({ count: 3 });
    const names = async () =>
      (await managedClusters.get(group, cluster)).agentPoolProfiles?.map(({ name }) => name);
    expect(await names()).toEqual([pool, "second"]);
    await client.delete(group, cluster, "second", pollAtOnce);
    expect(await names()).toEqual([pool]);
  });

  it("keeps its size, disk and subnet", async () => {
    const body = { ...(await systemPool()), mode: "System" as const };
    expect(await refusalOf(put(pool, { ...body, vmSize: "Standard_D8s_v5" }))).toMatchObject({
      status: 400,
      code: "PropertyChangeNotAllowed",
      message: "Changing property 'properties.vmSize' is not allowed.",
    });
    const fixed = [{ osDiskSizeGB: 64 }, { osDiskType: "Ephemeral" }, { maxPods: 50 }];
    for (const change of fixed) {
      const refusal = await refusalOf(put(pool, { ...body, ...change }));
      expect(refusal.message).toContain(`'properties.${Object.keys(change)[0] ?? ""}'`);
    }
    const again = await put(pool, { ...body, vmSize: body.vmSize.toUpperCase() });
    expect(again.provisioningState).toBe("Succeeded");
  });

  it("is not the last of its kind when it goes or changes its mode", async () => {
    const refusal = {
      code: "OperationNotAllowed",
      message: "There has to be at least one system agent pool.",
    };
    const last = client.delete(group, cluster, pool, pollAtOnce);
    expect(await refusalOf(last)).toMatchObject(refusal);
    const body = await systemPool();
    expect(await refusalOf(put(pool, { ...body, mode: "User" }))).toMatchObject(refusal);
    await put("system2", { ...user, mode: "System" });
    expect(await put(pool, { ...body, mode: "User" })).toMatchObject({ mode: "User" });
  });

  it("counts its nodes within the limits, and an autoscaler's between its own", async () => {
    const bad = [
      { ...user, count: 1001 },
      { ...user, mode: "System" as const, count: 0 },
      { ...user, minCount: 1, maxCount: 3 },
      { ...user, enableAutoScaling: true, minCount: 1 },
      { ...user, enableAutoScaling: true, minCount: 3, maxCount: 2, count: 3 },
      { ...user, enableAutoScaling: true, minCount: 2, maxCount: 5, count: 1 },
    ];
    for (const body of bad) {
      expect((await refusalOf(put("second", body))).code).toBe("InvalidParameter");
    }
    const scaled = { ...user, enableAutoScaling: true, minCount: 0, maxCount: 3, count: 0 };
    expect(await put("second", scaled)).toMatchObject({ minCount: 0, count: 0 });
    expect(await put("third", { ...user, count: 0 })).toMatchObject({ count: 0 });
  });

  it("needs quota, a size that is offered and a name that can be", async () => {
    const code = async (name: string, body: typeof user | { vmSize: string; count: number }) =>
      (await refusalOf(put(name, body))).code;
    expect(await code("second", { ...user, vmSize: "Standard_X1", count: 1 })).toBe("BadRequest");
    expect(await code("second", { vmSize: "Standard_DS13-2_v2", count: 13 })).toBe(
      "ErrCode_InsufficientVCPUQuota",
    );
    expect(await code("Second-Pool", user)).toBe("InvalidParameter");
  });
});
