import { Agent } from "node:https";
import { afterEach, describe, expect, it } from "vitest";
import { startSandbox, type Sandbox } from "../../../sandbox/server";
import { apiVersions } from "../../../src/azure/apiVersions";
import { runMixedRequests } from "../../support/mixedRequests";
import { call } from "../../support/sandbox";

let sandbox: Sandbox;
afterEach(() => sandbox.close());

/** Lists of children that the sample factory has and nobody changes. */
function readable({ store }: Sandbox): readonly string[] {
  const children = (type: string, list: string, version: string) =>
    store.list({ type }).map(({ id }) => `${id}/${list}?api-version=${version}`);
  const ml = apiVersions["microsoft.machinelearningservices"];
  const aks = apiVersions["microsoft.containerservice"];
  return [
    ...children("Microsoft.MachineLearningServices/workspaces", "computes", ml),
    ...children("Microsoft.MachineLearningServices/workspaces", "onlineEndpoints", ml),
    ...children("Microsoft.ContainerService/managedClusters", "agentPools", aks),
  ];
}

interface About {
  readonly load: {
    readonly records: number;
    readonly operations: number;
    readonly running: number;
    readonly requests: number;
  };
}

const load = async () =>
  ((await call(sandbox, { method: "GET", path: "/_sandbox/about" })).body as About).load;

describe("1,000 mixed requests over the sample factory", () => {
  it("leave behind what was written and nothing else", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0, pageSize: 7 });
    sandbox.settings.emptyPages = true;
    sandbox.faults.set([
      {
        match: {},
        rate: { share: 0.03, seed: 5 },
        action: { status: 503, code: "DeclaredFault", message: "Declared." },
      },
    ]);
    const subscriptionId = sandbox.context.catalogue.subscriptions[0]?.subscriptionId ?? "";
    const before = await load();
    const agent = new Agent({ ca: sandbox.ca, keepAlive: true, maxSockets: 6 });
    const report = await runMixedRequests({
      callee: { ...sandbox, agent },
      subscriptionId,
      requests: 1000,
      clients: 6,
      seed: 1,
      readable: readable(sandbox),
    });
    agent.destroy();
    expect(report.unexpected).toEqual([]);
    expect(report.different).toEqual([]);
    expect(report.asked).toBeGreaterThanOrEqual(1000);
    expect(report.declared).toBeGreaterThan(10);
    for (const method of ["GET", "PUT", "PATCH", "DELETE", "POST"]) {
      expect(report.byMethod[method], method).toBeGreaterThan(20);
    }
    const after = await load();
    expect(after).toMatchObject({ running: 0 });
    expect(after.operations).toBeLessThanOrEqual(2000);
    // Beside the resources: their groups, and per storage account, group and deployment what belongs to them.
    expect(after.records - before.records).toBeGreaterThanOrEqual(report.left);
    expect(after.records - before.records).toBeLessThanOrEqual(3 * report.left + 2 * 6);
  });

  it("leave no timer and no connection behind", async () => {
    sandbox = await startSandbox({ timeScale: 0, graphLagMs: 0 });
    const subscriptionId = sandbox.context.catalogue.subscriptions[0]?.subscriptionId ?? "";
    const resources = () =>
      process.getActiveResourcesInfo().filter((name) => /Timeout|Immediate|TLS|TCP/.test(name));
    const run = async (seed: number) => {
      const agent = new Agent({ ca: sandbox.ca, keepAlive: true, maxSockets: 4 });
      const callee = { ...sandbox, agent };
      await runMixedRequests({ callee, subscriptionId, requests: 120, clients: 4, seed });
      agent.destroy();
    };
    await run(1);
    await expect.poll(() => resources().filter((name) => name.includes("TLS")).length).toBe(0);
    const once = resources().length;
    await run(2);
    await run(3);
    await expect.poll(() => resources().length).toBeLessThanOrEqual(once);
  });
});
