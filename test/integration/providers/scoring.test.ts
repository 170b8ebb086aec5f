import { AzureMachineLearningWorkspaces } from "@azure/arm-machinelearning";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { call, firstSubscription, sdkCredential, sdkOptions } from "../../support/sandbox";

const group = "acme-ai-esml-project001-weu-dev-001-rg";
const workspace = "aml-001-weu-dev-q3k7m-001";
const endpoint = "p001-churn-dev-q3k7m";
const endpointId = `/subscriptions/${firstSubscription()}/resourceGroups/${group}/providers/Microsoft.MachineLearningServices/workspaces/${workspace}/onlineEndpoints/${endpoint}`;
const scoringHeader = "azureml-model-deployment";

let sandbox: Sandbox;
let key: string;
let scorePath: string;

/** GUIDs that count up: the randomness of the traffic split repeats. */
function countingGuids(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `00000000-0000-4000-8000-0000${count.toString(16).padStart(8, "0")}`;
  };
}

beforeEach(async () => {
  sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0, newGuid: countingGuids() });
  const { onlineEndpoints } = client();
  const { properties } = await onlineEndpoints.get(group, workspace, endpoint);
  const { primaryKey } = await onlineEndpoints.listKeys(group, workspace, endpoint);
  scorePath = new URL(properties.scoringUri ?? "").pathname;
  key = primaryKey ?? "";
});

afterEach(() => sandbox.close());

const client = () =>
  new AzureMachineLearningWorkspaces(sdkCredential(sandbox), firstSubscription(), {
    ...sdkOptions(sandbox),
    apiVersion: "2025-09-01",
  });

interface Score {
  readonly secret?: string;
  readonly deployment?: string;
  readonly text?: string;
}

function score({ secret = key, deployment, text = '{"data":[[1,2],[3,4]]}' }: Score = {}) {
  const headers = {
    Authorization: `Bearer ${secret}`,
    ...(deployment !== undefined && { [scoringHeader]: deployment }),
  };
  return call(sandbox, { method: "POST", path: scorePath, text, headers });
}

function change(properties: Record<string, unknown>): void {
  const record = sandbox.store.get(endpointId);
  if (record) {
    sandbox.store.put({ ...record, properties: { ...record.properties, ...properties } });
  }
}

describe("scoring", () => {
  it("says that no model has run and echoes the shape of the request", async () => {
    const answer = await score({ deployment: "green" });
    expect(answer).toMatchObject({
      status: 200,
      headers: { [scoringHeader]: "green" },
      body: {
        simulated: true,
        deployment: "green",
        model: expect.stringMatching(/\/models\/churn\/versions\/12$/) as string,
        received: {
          type: "object",
          fields: {
            data: { type: "array", length: 2, items: { type: "array", length: 2 } },
          },
        },
      },
    });
    expect(JSON.stringify(sandbox.requests.all().at(-1))).not.toContain("[[1,2]");
  });

  it("splits the traffic as the endpoint says", async () => {
    const served = new Map<unknown, number>();
    for (let index = 0; index < 50; index += 1) {
      const { headers } = await score();
      const deployment = headers[scoringHeader];
      served.set(deployment, (served.get(deployment) ?? 0) + 1);
    }
    expect(Object.fromEntries(served)).toEqual({ blue: 45, green: 5 });
  });

  it("finds no deployment without traffic, of another name or that has failed", async () => {
    for (const deployment of ["red", "canary"]) {
      expect((await score({ deployment })).status).toBe(404);
    }
    change({ traffic: {} });
    expect(await score()).toMatchObject({ status: 404, body: { error: { code: "NotFound" } } });
    expect((await score({ deployment: "blue" })).status).toBe(200);
  });

  it("reports what a scoring script would choke on as an error of the model", async () => {
    expect(await score({ text: "no json" })).toMatchObject({
      status: 424,
      headers: { "ms-azureml-model-error-statuscode": "400" },
    });
    const id = `${endpointId}/deployments/blue`;
    const blue = sandbox.store.get(id);
    const properties = { ...blue?.properties, endpointComputeType: "Kubernetes" };
    sandbox.store.put({ id, type: blue?.type ?? "", name: "blue", properties });
    expect((await score({ text: "no json", deployment: "blue" })).status).toBe(502);
  });

  it("has a description", async () => {
    const path = scorePath.replace(/score$/u, "swagger.json");
    const headers = { Authorization: `Bearer ${key}` };
    const answer = await call(sandbox, { method: "GET", path, headers });
    expect(answer).toMatchObject({ status: 200, body: { swagger: "2.0", paths: {} } });
    expect((await call(sandbox, { method: "POST", path, headers })).status).toBe(405);
  });
});

describe("the authorization of scoring", () => {
  it("takes a key of the endpoint, where that is its mode", async () => {
    const { secondaryKey = "" } = await client().onlineEndpoints.listKeys(
      group,
      workspace,
      endpoint,
    );
    expect((await score({ secret: secondaryKey })).status).toBe(200);
    for (const secret of ["wrong", sandbox.token]) {
      expect(await score({ secret })).toMatchObject({
        status: 401,
        body: { error: { code: "Unauthorized" } },
      });
    }
    const none = await call(sandbox, {
      method: "POST",
      path: scorePath,
      headers: { Authorization: "" },
    });
    expect(none.status).toBe(401);
    expect(JSON.stringify(sandbox.requests.all())).not.toContain(key);
  });

  it("takes a token of the endpoint until it ends", async () => {
    change({ authMode: "AMLToken" });
    const { accessToken = "" } = await client().onlineEndpoints.getToken(
      group,
      workspace,
      endpoint,
    );
    expect((await score({ secret: accessToken })).status).toBe(200);
    expect((await score()).status).toBe(401);
    sandbox.clock.advance(2 * 3_600_000);
    expect((await score({ secret: accessToken })).status).toBe(401);
  });

  it("takes a token of the directory from a caller who may score", async () => {
    change({ authMode: "AADToken" });
    const issue = async (scope: string): Promise<string> => {
      const request = { method: "POST", path: "/_sandbox/token", body: { scope } };
      return ((await call(sandbox, request)).body as { token: string }).token;
    };
    const secret = await issue("https://ml.azure.com/.default");
    expect((await score({ secret })).status).toBe(200);
    const management = await issue("https://management.azure.com/.default");
    expect((await score({ secret: management })).status).toBe(401);
    sandbox.settings.permissions = [{ scope: "/", actions: ["*/read"], notActions: [] }];
    expect((await score({ secret })).status).toBe(401);
  });

  it("does not reach a closed endpoint from outside, nor one that is not there", async () => {
    sandbox.settings.network = "outside";
    expect((await score()).status).toBe(403);
    sandbox.settings.network = "unreachable";
    await expect(score()).rejects.toMatchObject({ code: "ECONNRESET" });
    sandbox.settings.network = "inside";
    scorePath = scorePath.replace(endpoint, "nobody");
    await expect(score()).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("lets declared faults go wrong in the words of an endpoint", async () => {
    const action = { status: 429, code: "TooManyRequests", message: "Busy.", retryAfterSeconds: 2 };
    sandbox.faults.set([{ match: { method: "POST", path: "/score$" }, times: 1, action }]);
    expect(await score()).toMatchObject({
      status: 429,
      headers: { "retry-after": "2" },
      body: { error: { code: "TooManyRequests" } },
    });
    expect((await score()).status).toBe(200);
  });
});
