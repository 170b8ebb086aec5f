import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { resolvedNames } from "../../../src/project/names";
import type { ProjectManifest } from "../../../src/project/manifest";
import type { EnvironmentPlan } from "../../../src/provisioning/plan";
import type { PlannedStep } from "../../../src/provisioning/steps/PlannedStep";
import type { RunEvent } from "../../../src/runs/events";
import type { Clock } from "../../../src/shared/Clock";
import {
  asSomebodyElse,
  plan,
  project,
  run,
  sentDirectly,
  startFactory,
  withCompute,
  type Factory,
} from "./factory";

let factory: Factory;
let manifest: ProjectManifest;
let confirmed: readonly string[];

const stepsOf = ({ before, after }: EnvironmentPlan): readonly PlannedStep[] => [
  ...before,
  ...after,
];

/** Azure takes its time; each wait of ours is fifteen seconds of it. */
const clock = (onDelay: () => void): Clock => ({
  now: () => factory.sandbox.clock.now(),
  delay: (_ms, signal) => {
    onDelay();
    signal?.throwIfAborted();
    factory.sandbox.clock.advance(15_000);
    return Promise.resolve();
  },
});

/** A project to which everything has happened that takes a step to put right. */
beforeEach(async () => {
  factory = await startFactory();
  const { session, sandbox } = factory;
  const first = await project(session, { compute: { dev: { kubernetesVersion: "1.33.2" } } });
  const { plans } = await run(session, first);
  const vault = plans[0]?.resources.find(({ kind }) => kind === "Key vault")?.id ?? "";
  await asSomebodyElse(sandbox, "DELETE", `${vault}?api-version=2025-05-01`);
  const provider = `/subscriptions/${plans[0]?.subscriptionId ?? ""}/providers/Microsoft.KeyVault`;
  await asSomebodyElse(sandbox, "POST", `${provider}/unregister?api-version=2025-04-01`);
  manifest = withCompute(first, "dev", {
    kubernetesVersion: "1.34.1",
    aksNodeSku: "Standard_D4s_v3",
    clusterSku: "Standard_F8s_v2",
  });
  confirmed = stepsOf(await plan(session, manifest)).map(({ id }) => id);
  sandbox.requests.clear();
  sandbox.clock.timeScale = Infinity;
});
afterEach(() => factory.close());

/** One run that is given up at a step, at the chosen moment; answers whether it came to its end. */
async function runUntil(step: string, moment: "started" | "working" | "ended"): Promise<boolean> {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
  };
  let isWorking = false;
  const onEvent = (event: RunEvent) => {
    if (event.kind !== "resourceChanged" || event.resourceId !== step) return;
    isWorking = event.state === "running";
    if (moment === "started" && isWorking) stop();
    if (moment === "ended" && event.state === "created") stop();
  };
  const onDelay = () => {
    if (moment === "working" && isWorking) stop();
  };
  const how = { confirmed, signal: controller.signal, clock: clock(onDelay), onEvent };
  const outcome = await run(factory.session, manifest, [], how).catch((error: unknown) => error);
  if (!(outcome instanceof Error)) return true;
  expect(outcome).toMatchObject({ name: "AbortError" });
  return false;
}

/** Everything is there once, whatever happened on the way. */
async function expectDone(): Promise<void> {
  const { sandbox, session } = factory;
  const names = resolvedNames(manifest, "dev");
  const cluster = sandbox.store.list({ type: "Microsoft.ContainerService/managedClusters" })[0];
  const pools = sandbox.store.list({
    type: "Microsoft.ContainerService/managedClusters/agentPools",
  });
  expect(cluster?.properties["currentKubernetesVersion"]).toBe("1.34.1");
  expect(pools.map(({ properties }) => properties["vmSize"])).toEqual(["Standard_D4s_v3"]);
  const [aks, successor] = [cluster?.id ?? "", pools[0]?.name ?? ""];
  const computes = (await plan(session, manifest)).resources.find(
    ({ name }) => name === names?.computeCluster,
  );
  const vault = sandbox.store.list({ type: "Microsoft.KeyVault/vaults" })[0]?.id ?? "";
  const subscription = `/subscriptions/${manifest.environments.dev?.subscriptionId ?? ""}`;
  expect(sentDirectly(sandbox)).toEqual([
    `POST ${subscription}/providers/Microsoft.KeyVault/register`,
    `PUT ${vault}`,
    `DELETE ${computes?.id ?? ""}?underlyingResourceAction=Delete`,
    `PUT ${aks}`,
    `PUT ${aks}/agentPools/agentpool`,
    `PUT ${aks}/agentPools/${successor}`,
    `DELETE ${aks}/agentPools/agentpool`,
  ]);
  sandbox.clock.timeScale = 0;
  const { before, after, template } = await plan(session, manifest);
  expect([before, after, template.resources]).toEqual([[], [], []]);
}

describe("a run with steps that is stopped and run again", () => {
  it("plans the steps in the order in which they can be made", async () => {
    const { before, after } = await plan(factory.session, manifest);
    expect(before.map(({ kind }) => kind)).toEqual([
      "registerProvider",
      "recoverVault",
      "deleteComputeCluster",
    ]);
    expect(after.map(({ kind }) => kind)).toEqual([
      "upgradeKubernetes",
      "addNodePool",
      "drainAndDeleteNodePool",
    ]);
    expect(await runUntil("none", "ended")).toBe(true);
    await expectDone();
  });

  it.each([
    ["begins", "started"],
    ["is under way", "working"],
    ["is over", "ended"],
  ] as const)(
    "creates nothing twice and forgets nothing when each step in turn is the last: it %s",
    async (_text, moment) => {
      // A registration is answered at once: nobody waits for it.
      const isAwaited = (id: string) => moment !== "working" || !id.includes("register");
      const stops = confirmed.filter(isAwaited);
      const ends: boolean[] = [];
      for (const step of stops) ends.push(await runUntil(step, moment));
      // Nothing is left to be stopped once the last step is over.
      expect(ends).toEqual(stops.map((_, at) => moment === "ended" && at === stops.length - 1));
      expect(await runUntil("none", moment)).toBe(true);
      await expectDone();
    },
  );
});
