import { describe, expect, it } from "vitest";
import {
  addCluster,
  all,
  errorOf,
  group,
  location,
  mlClient,
  pollAtOnce,
  send,
  startMlSandbox,
  untilSettled,
  workspace,
  workspaceId,
} from "../../../support/machineLearning";
import { attachedBody, deploymentBody, endpointBody, putEndpoint } from "../../../support/mlBodies";
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

const put = (path: string, body: object) => send(used.sandbox, "PUT", path, body);

describe("an online deployment", () => {
  it("is created, scaled by its capacity and deleted by the SDK", async () => {
    const { onlineDeployments } = mlClient(used.sandbox);
    await putEndpoint(used.sandbox);
    const created = await onlineDeployments.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "churn",
      "blue",
      deploymentBody(),
      pollAtOnce,
    );
    expect(created).toMatchObject({
      sku: { name: "Default", capacity: 1 },
      properties: { provisioningState: "Succeeded", scaleSettings: { scaleType: "Default" } },
    });
    const scaled = await onlineDeployments.beginUpdateAndWait(
      group,
      workspace,
      "churn",
      "blue",
      { sku: { name: "Default", capacity: 3 } },
      pollAtOnce,
    );
    expect(scaled.sku).toMatchObject({ capacity: 3 });
    const skus = await all(onlineDeployments.listSkus(group, workspace, "churn", "blue"));
    expect(skus).toMatchObject([{ sku: { name: "Default" }, capacity: { minimum: 1 } }]);
    const { content } = await onlineDeployments.getLogs(group, workspace, "churn", "blue", {
      containerType: "InferenceServer",
      tail: 1,
    });
    expect(content?.trim().split("\n")).toHaveLength(1);
    await onlineDeployments.beginDeleteAndWait(group, workspace, "churn", "blue", pollAtOnce);
    expect(await all(onlineDeployments.list(group, workspace, "churn"))).toEqual([]);
  });

  it("is Scaling while its capacity changes and Updating otherwise", async () => {
    await used.restart(() => startMlSandbox({ timeScale: 0 }));
    await putEndpoint(used.sandbox, "blue");
    used.sandbox.clock.timeScale = Infinity;
    const path = "onlineEndpoints/churn/deployments/blue";
    await send(used.sandbox, "PATCH", path, { sku: { name: "Default", capacity: 2 } });
    const during = await send(used.sandbox, "GET", path);
    expect(during.body).toMatchObject({ properties: { provisioningState: "Scaling" } });
    used.sandbox.clock.timeScale = 0;
    await untilSettled(used.sandbox, path);
    used.sandbox.clock.timeScale = Infinity;
    expect(await put(path, deploymentBody({ appInsightsEnabled: true }, 2))).toMatchObject({
      status: 200,
      body: { properties: { provisioningState: "Updating" } },
    });
  });

  it("keeps its instance type, and needs one that is offered", async () => {
    await putEndpoint(used.sandbox, "blue");
    const path = "onlineEndpoints/churn/deployments";
    const changed = await put(`${path}/blue`, deploymentBody({ instanceType: "Standard_F8s_v2" }));
    expect(errorOf(changed)).toMatchObject({
      code: "UserError",
      target: "properties.instanceType",
    });
    const lost = await put(`${path}/green`, deploymentBody({ instanceType: "Standard_B4ms" }));
    expect(errorOf(lost)).toMatchObject({ target: "properties.instanceType" });
    const kind = await put(`${path}/green`, deploymentBody({ endpointComputeType: "Kubernetes" }));
    expect(errorOf(kind)).toMatchObject({ target: "properties.endpointComputeType" });
    const scale = deploymentBody({ scaleSettings: { scaleType: "TargetUtilization" } });
    expect(errorOf(await put(`${path}/green`, scale)).target).toBe(
      "properties.scaleSettings.scaleType",
    );
    const long = deploymentBody({ requestSettings: { requestTimeout: "five seconds" } });
    expect(errorOf(await put(`${path}/green`, long)).target).toBe(
      "properties.requestSettings.requestTimeout",
    );
  });

  it("needs the model and environment that it names in the workspace", async () => {
    await putEndpoint(used.sandbox);
    const path = "onlineEndpoints/churn/deployments/blue";
    const model = `${workspaceId}/models/churn/versions/1`;
    const lost = await put(path, deploymentBody({ model }));
    expect(errorOf(lost)).toMatchObject({
      status: 404,
      code: "UserError",
      message: `Could not find asset with ID: ${model}`,
    });
    await put("models/churn/versions/1", {
      properties: { modelUri: "azureml://jobs/a/outputs/b" },
    });
    const environmentId = "azureml://registries/azureml/environments/sklearn/versions/1";
    expect(await put(path, deploymentBody({ model, environmentId }))).toMatchObject({
      status: 201,
    });
  });
});

describe("an endpoint on Kubernetes", () => {
  it("needs the attached cluster and takes its instance types", async () => {
    const compute = `${workspaceId}/computes/k8s`;
    const lost = await put("onlineEndpoints/edge", endpointBody({ compute }));
    expect(errorOf(lost)).toMatchObject({ code: "UserError", target: "properties.compute" });
    await addCluster(used.sandbox);
    const inner = { instanceTypes: { small: {}, large: {} }, defaultInstanceType: "small" };
    await put("computes/k8s", attachedBody(inner));
    await untilSettled(used.sandbox, "computes/k8s");
    expect(await put("onlineEndpoints/edge", endpointBody({ compute }))).toMatchObject({
      status: 201,
    });
    await untilSettled(used.sandbox, "onlineEndpoints/edge");
    const path = "onlineEndpoints/edge/deployments";
    const kubernetes = (changes: object) => ({
      location,
      properties: { endpointComputeType: "Kubernetes", ...changes },
    });
    const unknown = await put(`${path}/blue`, kubernetes({ instanceType: "huge" }));
    expect(errorOf(unknown)).toMatchObject({ target: "properties.instanceType" });
    await put(`${path}/blue`, kubernetes({}));
    expect(await untilSettled(used.sandbox, `${path}/blue`)).toMatchObject({
      instanceType: "small",
    });
    // Another instance type is accepted and ignored: Azure/AML-Kubernetes, issue 247.
    await put(`${path}/blue`, kubernetes({ instanceType: "large" }));
    expect(await untilSettled(used.sandbox, `${path}/blue`)).toMatchObject({
      instanceType: "small",
    });
    const mirrored = await put(
      "onlineEndpoints/edge",
      endpointBody({ compute, mirrorTraffic: { blue: 10 } }),
    );
    expect(errorOf(mirrored)).toMatchObject({ target: "mirrorTraffic" });
    const moved = await put("onlineEndpoints/edge", endpointBody());
    expect(errorOf(moved)).toMatchObject({ target: "properties.compute" });
  });
});
