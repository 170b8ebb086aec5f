import { afterEach, describe, expect, it } from "vitest";
import type { FaultRule } from "../../../sandbox/faults";
import type { AzureSession } from "../../../src/azure/AzureSession";
import { runDeployment, watchDeployment } from "../../../src/azure/runDeployment";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import type { CloudId } from "../../../src/project/manifest";
import { runProject } from "../../../src/provisioning/run/runProject";
import { systemClock } from "../../../src/shared/Clock";
import { connect, plan, project, run, sentence, snapshot, startFactory } from "./factory";
import type { Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

const deployments = { method: "PUT", path: "/Microsoft.Resources/deployments/" };
const busy = { status: 429, code: "TooManyRequests", message: "Slow down.", retryAfterSeconds: 0 };
const broken = { status: 500, code: "InternalServerError", message: "Broken." };

describe("Azure Resource Manager in trouble", () => {
  it.each([
    ["429", busy],
    ["500", broken],
  ])("gets over a %s that passes", async (_name, action) => {
    factory = await startFactory();
    const manifest = await project(factory.session);
    const rule: FaultRule = { match: deployments, times: 1, action };
    factory.sandbox.faults.set([rule]);
    const { events } = await run(factory.session, manifest);
    expect(events.at(-1)).toMatchObject({ outcome: "succeeded" });
  });

  it.each([
    ["429", busy, "The deployment was not created: Azure is busy. Slow down."],
    ["500", broken, "The deployment was not created: Azure is busy. Broken."],
  ])("says in a sentence that a %s stays, with nothing written", async (_name, action, said) => {
    factory = await startFactory();
    const manifest = await project(factory.session);
    const before = snapshot(factory.sandbox);
    factory.sandbox.faults.set([{ match: deployments, action }]);
    expect(await sentence(run(factory.session, manifest))).toBe(
      `${said} Wait a few minutes, then continue the run.`,
    );
    expect(snapshot(factory.sandbox)).toEqual(before);
  });

  it("gives up watching with the way on when the answers stay away, and finds the work done", async () => {
    factory = await startFactory();
    const manifest = await project(factory.session);
    factory.sandbox.faults.set([{ match: { ...deployments, method: "GET" }, action: broken }]);
    const name = `esml-${manifest.environments.dev?.salt?.value ?? ""}-prj001-dev`;
    expect(await sentence(run(factory.session, manifest))).toBe(
      `The deployment "${name}" goes on in Azure, but it cannot be watched from here: Broken. Continue when Azure can be reached again.`,
    );
    factory.sandbox.faults.set([]);
    const { subscriptionId, location } = await plan(factory.session, manifest);
    const watching = { clock: systemClock, pollIntervalMs: 5 };
    await watchDeployment(factory.session, { subscriptionId, location, name }, watching);
    const { plans } = await run(factory.session, manifest);
    expect(plans[0]?.template.resources).toEqual([]);
  });
});

describe("a connection that does not serve", () => {
  it("says that the token is refused", async () => {
    factory = await startFactory();
    const { connection } = factory.sandbox;
    const [head = "", body = ""] = connection.token.split(".");
    const session = await connect({ connection: { ...connection, token: `${head}.${body}.no` } });
    const { host } = new URL(connection.endpoint);
    expect(await sentence(loadSubscriptions(session))).toContain(
      `${host} did not accept the access token. Connect again.`,
    );
    const manifest = await project(factory.session);
    expect(await sentence(run(session, manifest))).toContain(
      `${host} did not accept the access token. Connect again.`,
    );
    session.close();
  });

  it("says that the sandbox is not running", async () => {
    factory = await startFactory();
    const manifest = await project(factory.session);
    await factory.sandbox.close();
    const { host } = new URL(factory.session.endpoint);
    expect(await sentence(run(factory.session, manifest))).toBe(
      `${host} refused the connection. If it is the sandbox, it has ended: start it again. Otherwise check network and proxy.`,
    );
    factory = await startFactory();
  });

  it("never deploys a manifest to another cloud than its own", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    const manifest = await project(session);
    const plans = [await plan(session, manifest)];
    const before = snapshot(sandbox);
    sandbox.requests.clear();
    const refused = (cloud: CloudId, connected: AzureSession) => {
      const environments = Object.fromEntries(
        Object.entries(manifest.environments).map(([id, value]) => [id, { ...value, cloud }]),
      );
      return runProject({
        manifest: { ...manifest, environments },
        plans,
        sessionOf: () => connected,
        runDeployment,
        clock: systemClock,
        report: () => undefined,
        runId: "run-1",
        by: session.account.username,
      });
    };
    const real: AzureSession = { ...session, cloud: "azure", simulated: false };
    expect(await sentence(refused("sandbox", real))).toBe(
      "Dev belongs to the cloud sandbox, but the connection is to azure. Connect to sandbox first.",
    );
    expect(await sentence(refused("azure", session))).toBe(
      "Dev belongs to the cloud azure, but the connection is to sandbox. Connect to azure first.",
    );
    expect(sandbox.requests.all()).toEqual([]);
    expect(snapshot(sandbox)).toEqual(before);
  });
});
