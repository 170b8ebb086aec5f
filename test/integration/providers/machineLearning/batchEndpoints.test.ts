import { beforeEach, describe, expect, it } from "vitest";
import {
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
import { useSandbox } from "../../../support/useSandbox";

const used = useSandbox(startMlSandbox);

beforeEach(async () => {
  await put("batchEndpoints/nightly", endpoint());
  await untilSettled(used.sandbox, "batchEndpoints/nightly");
});

const model = `${workspaceId}/models/churn/versions/1`;
const compute = `${workspaceId}/computes/cpu-cluster`;

const put = (path: string, body: object) => send(used.sandbox, "PUT", path, body);

const endpoint = (changes: object = {}) => ({
  location,
  properties: { authMode: "AADToken", ...changes },
});

const deployment = (changes: object = {}) => ({
  location,
  properties: { model: { referenceType: "Id" as const, assetId: model }, compute, ...changes },
});

async function withParts(): Promise<void> {
  await put("models/churn/versions/1", { properties: { modelUri: "azureml://jobs/a/outputs/b" } });
  await put("computes/cpu-cluster", {
    location,
    properties: {
      computeType: "AmlCompute",
      properties: { vmSize: "Standard_DS3_v2", scaleSettings: { maxNodeCount: 2 } },
    },
  });
  await untilSettled(used.sandbox, "computes/cpu-cluster");
}

describe("a batch endpoint", () => {
  it("is called with tokens of Entra ID and nothing else", async () => {
    const { batchEndpoints } = mlClient(used.sandbox);
    const { properties } = await batchEndpoints.get(group, workspace, "nightly");
    expect(properties).toMatchObject({ authMode: "AADToken" });
    expect(properties.scoringUri).toBe(
      `${used.sandbox.endpoint}/inference/westeurope/nightly/jobs`,
    );
    const keyed = await put("batchEndpoints/keyed", endpoint({ authMode: "Key" }));
    expect(errorOf(keyed)).toMatchObject({
      code: "UserError",
      message: "AuthMode must be 'AADToken'.",
    });
    await expect(batchEndpoints.listKeys(group, workspace, "nightly")).rejects.toMatchObject({
      code: "UserError",
    });
  });

  it("has a default deployment, which stays", async () => {
    await withParts();
    const { batchEndpoints, batchDeployments } = mlClient(used.sandbox);
    const withDefault = endpoint({ defaults: { deploymentName: "one" } });
    const lost = await put("batchEndpoints/nightly", withDefault);
    expect(errorOf(lost).target).toBe("properties.defaults.deploymentName");
    await batchDeployments.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "nightly",
      "one",
      deployment(),
      pollAtOnce,
    );
    const changed = await batchEndpoints.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "nightly",
      withDefault,
      pollAtOnce,
    );
    expect(changed.properties.defaults).toEqual({ deploymentName: "one" });
    const refused = await send(used.sandbox, "DELETE", "batchEndpoints/nightly/deployments/one");
    expect(errorOf(refused)).toMatchObject({ status: 400, code: "UserError" });
  });

  it("is tagged by PATCH, listed and deleted", async () => {
    const { batchEndpoints } = mlClient(used.sandbox);
    const tags = { team: "a" };
    await batchEndpoints.beginUpdateAndWait(group, workspace, "nightly", { tags }, pollAtOnce);
    const listed = await all(batchEndpoints.list(group, workspace));
    expect(listed).toMatchObject([{ name: "nightly", tags }]);
    await batchEndpoints.beginDeleteAndWait(group, workspace, "nightly", pollAtOnce);
    expect(await all(batchEndpoints.list(group, workspace))).toEqual([]);
  });
});

describe("a batch deployment", () => {
  it("runs a model on a compute, both of which are there", async () => {
    const path = "batchEndpoints/nightly/deployments/one";
    const early = await put(path, deployment());
    expect(errorOf(early)).toMatchObject({ status: 404, code: "UserError" });
    await withParts();
    const lacking = await put(path, { location, properties: { compute } });
    expect(errorOf(lacking).target).toBe("properties.model");
    const { batchDeployments } = mlClient(used.sandbox);
    const created = await batchDeployments.beginCreateOrUpdateAndWait(
      group,
      workspace,
      "nightly",
      "one",
      deployment({ miniBatchSize: 5 }),
      pollAtOnce,
    );
    expect(created.properties).toMatchObject({
      provisioningState: "Succeeded",
      miniBatchSize: 5,
      outputAction: "AppendRow",
      retrySettings: { maxRetries: 3, timeout: "PT30S" },
    });
    const changed = await batchDeployments.beginUpdateAndWait(
      group,
      workspace,
      "nightly",
      "one",
      { properties: { description: "Every night" }, tags: { team: "a" } },
      pollAtOnce,
    );
    expect(changed).toMatchObject({
      tags: { team: "a" },
      properties: { description: "Every night", miniBatchSize: 5 },
    });
    await batchDeployments.beginDeleteAndWait(group, workspace, "nightly", "one", pollAtOnce);
    expect(await all(batchDeployments.list(group, workspace, "nightly"))).toEqual([]);
  });

  it("runs a pipeline component", async () => {
    const component = `${workspaceId}/components/score/versions/1`;
    const body = {
      location,
      properties: {
        deploymentConfiguration: {
          deploymentConfigurationType: "PipelineComponent",
          componentId: { referenceType: "Id", assetId: component },
          settings: { default_compute: "cpu-cluster" },
        },
      },
    };
    const path = "batchEndpoints/nightly/deployments/pipe";
    expect(errorOf(await put(path, body)).message).toContain(component);
    await put("components/score/versions/1", {
      properties: { componentSpec: { name: "score", type: "pipeline", jobs: {} } },
    });
    expect(await put(path, body)).toMatchObject({ status: 201 });
    expect(await untilSettled(used.sandbox, path)).toMatchObject({
      provisioningState: "Succeeded",
    });
  });
});
