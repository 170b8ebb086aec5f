import { describe, expect, it } from "vitest";
import { machineLearningQuotas } from "../../../../sandbox/catalogue/quotas";
import {
  all,
  errorOf,
  group,
  location,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  workspace,
} from "../../../support/machineLearning";
import { clusterBody, instanceBody } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (name: string, body: object) => send(used.sandbox, "PUT", `computes/${name}`, body);

describe("a compute cluster", () => {
  it("is created, listed and scaled in place by PUT and by PATCH", async () => {
    const { computeOperations } = mlClient(used.sandbox);
    const body = clusterBody("Standard_DS3_v2");
    const begun = await put("cpu", body);
    expect(begun).toMatchObject({ status: 201 });
    expect(begun.headers["azure-asyncoperation"]).toContain("/operationStatuses/");
    await computeOperations.beginCreateOrUpdateAndWait(group, workspace, "cpu-2", body, pollAtOnce);
    const listed = await all(computeOperations.list(group, workspace));
    expect(listed.map(({ name }) => name)).toEqual(["cpu", "cpu-2"]);
    await computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "cpu-2",
      clusterBody("Standard_DS3_v2", 5, 2),
      pollAtOnce,
    );
    const nodes = await all(computeOperations.listNodes(group, workspace, "cpu-2"));
    expect(nodes.map(({ nodeState }) => nodeState)).toEqual(["idle", "idle"]);
    const scaleSettings = {
      minNodeCount: 0,
      maxNodeCount: 7,
      nodeIdleTimeBeforeScaleDown: "PT60S",
    };
    const update = { properties: { properties: { scaleSettings } } };
    const patched = await send(used.sandbox, "PATCH", "computes/cpu-2", update);
    expect(patched).toMatchObject({ status: 200 });
    expect(patched.headers["azure-asyncoperation"]).toBeUndefined();
    const { properties } = await computeOperations.get(group, workspace, "cpu-2");
    expect(properties).toMatchObject({ properties: { scaleSettings, vmSize: "Standard_DS3_v2" } });
  });

  it("accepts another VM size and ignores it, as Azure does", async () => {
    const { computeOperations } = mlClient(used.sandbox);
    const create = (size: string, most: number) =>
      computeOperations.beginCreateOrUpdateAndWait(
        group,
        workspace,
        "cpu",
        clusterBody(size, most),
        pollAtOnce,
      );
    await create("Standard_DS3_v2", 3);
    const changed = await create("Standard_F8s_v2", 4);
    expect(changed.properties).toMatchObject({
      provisioningState: "Succeeded",
      properties: { vmSize: "Standard_DS3_v2", scaleSettings: { maxNodeCount: 4 } },
    });
  });

  it("comes up as failed when the quota of its family does not hold one node", async () => {
    const quotas = machineLearningQuotas.map((quota) =>
      quota.family === "standardNCADSA100v4Family" ? { ...quota, limit: 0 } : quota,
    );
    await used.restart(() => startMlSandbox({ changes: { machineLearningQuotas: quotas } }));
    const { computeOperations } = mlClient(used.sandbox);
    const creating = computeOperations.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "gpu",
      clusterBody("Standard_NC24ads_A100_v4"),
      pollAtOnce,
    );
    await expect(creating).rejects.toThrow("ClusterMinNodesExceedCoreQuota");
    const { properties } = await computeOperations.get(group, workspace, "gpu");
    expect(properties).toMatchObject({
      provisioningState: "Failed",
      provisioningErrors: [
        {
          error: {
            code: "ClusterMinNodesExceedCoreQuota",
            message:
              "The specified subscription has a Standard NCADSA100v4 family vCPU quota of 0 and cannot accomodate for at least 1 requested managed compute nodes which maps to 24 vCPUs.",
          },
        },
      ],
    });
  });

  it("is refused without scale settings, with unknown sizes and in other types", async () => {
    const lacking = await put("cpu", {
      location,
      properties: {
        computeType: "AmlCompute",
        properties: { vmSize: "Standard_DS3_v2", scaleSettings: { minNodeCount: 0 } },
      },
    });
    expect(errorOf(lacking)).toMatchObject({
      status: 400,
      code: "BadRequest",
      target: "properties.properties.scaleSettings.maxNodeCount",
    });
    const upside = await put("cpu", clusterBody("Standard_DS3_v2", 1, 2));
    expect(errorOf(upside)).toMatchObject({ code: "BadRequest", target: "scaleSettings" });
    expect(errorOf(await put("cpu", clusterBody("Standard_B4ms")))).toMatchObject({
      code: "VmSizeNotSupported",
    });
    const kind = await put("cpu", { location, properties: { computeType: "Toaster" } });
    expect(errorOf(kind)).toMatchObject({ code: "BadRequest", target: "properties.computeType" });
    const other = await put("cpu", { location, properties: { computeType: "Databricks" } });
    expect(errorOf(other)).toMatchObject({ status: 501, code: "SandboxNotImplemented" });
    const patch = { properties: { properties: { scaleSettings: {} } } };
    await put("ci-a", instanceBody());
    expect(errorOf(await send(used.sandbox, "PATCH", "computes/ci-a", patch)).code).toBe(
      "BadRequest",
    );
  });
});
