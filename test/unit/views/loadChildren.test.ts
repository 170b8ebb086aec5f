import { describe, expect, it } from "vitest";
import { silentLogger } from "../../../src/shared/Logger";
import { ChildLists } from "../../../src/views/inventory/ChildLists";
import type { AzureReader } from "../../../src/views/inventory/azureReader";
import { loadChildren } from "../../../src/views/loadChildren";
import type { GroupNode, TreeNode } from "../../../src/views/nodes";
import {
  aksCluster,
  compute,
  environment,
  fakeReader,
  readAt,
  scope,
  session,
  workspace,
} from "./builders";

const clock = { now: () => readAt, delay: () => Promise.resolve() };
const computes = [
  compute("p001-m01weu-dev", { computeType: "AmlCompute" }),
  compute("p001-ci01-weu-dev-abcde", { computeType: "ComputeInstance" }),
  compute("aks001-weu-dev", { computeType: "Kubernetes" }),
  compute("jumpbox", { computeType: "VirtualMachine" }),
];

function context(change: Partial<AzureReader> = {}) {
  const { reader, calls } = fakeReader(change);
  const lists = new ChildLists(reader, clock);
  const connected = session();
  return { calls, lists, load: { lists, getSession: () => connected, logger: silentLogger } };
}

const group = (kind: GroupNode["group"]): GroupNode => ({
  kind: "group",
  group: kind,
  scope: scope(),
  workspaceId: workspace().id,
  workspaceName: workspace().name,
});
const names = (nodes: readonly TreeNode[]) =>
  nodes.map((node) => ("resource" in node ? `${node.kind} ${node.resource.name}` : node.kind));

describe("loadChildren", () => {
  it("fills the three compute groups of a workspace from one list call", async () => {
    const { calls, load } = context({ listChildren: () => Promise.resolve(computes) });
    const found = await Promise.all(
      (["computeClusters", "computeInstances", "kubernetesComputes"] as const).map((kind) =>
        loadChildren(group(kind), load),
      ),
    );
    expect(found.map(names)).toEqual([
      ["computeCluster p001-m01weu-dev"],
      ["computeInstance p001-ci01-weu-dev-abcde"],
      ["kubernetesCompute aks001-weu-dev"],
    ]);
    expect(calls).toEqual(["computes"]);
  });

  it("lists a workspace's groups without any call", async () => {
    const { calls, load } = context();
    const node = { kind: "workspace", scope: scope(), resource: workspace(), readAt } as const;
    expect(await loadChildren(node, load)).toHaveLength(4);
    expect(calls).toEqual([]);
  });

  it("gives deployments their share of the endpoint's traffic", async () => {
    const blue = compute("blue", {});
    const { load } = context({ listChildren: () => Promise.resolve([blue]) });
    const endpoint = compute("churn", { traffic: { blue: 90 } });
    const node = { kind: "onlineEndpoint", scope: scope(), resource: endpoint, readAt } as const;
    expect(await loadChildren(node, load)).toMatchObject([
      { kind: "deployment", trafficPercent: 90 },
    ]);
  });

  it("says why a branch is empty", async () => {
    const { load } = context();
    expect(await loadChildren(group("onlineEndpoints"), load)).toMatchObject([
      { kind: "empty", reason: "No online endpoints" },
    ]);
  });

  it("shows a failed branch with its reason until it is forgotten, then asks again", async () => {
    let isBroken = true;
    const { calls, lists, load } = context({
      listChildren: () =>
        isBroken ? Promise.reject(new Error("The service broke.")) : Promise.resolve(computes),
    });
    const node = group("computeClusters");
    const failed = [
      {
        kind: "failed",
        reason: `Could not list the compute clusters of ${workspace().name}: The service broke.`,
      },
    ];
    expect(await loadChildren(node, load)).toMatchObject(failed);
    isBroken = false;
    expect(await loadChildren(node, load)).toMatchObject(failed);
    lists.forget(workspace().id);
    expect(names(await loadChildren(node, load))).toEqual(["computeCluster p001-m01weu-dev"]);
    expect(calls).toEqual(["computes", "computes"]);
  });

  it.each([
    [401, "signedOut"],
    [403, "noAccess"],
  ])("tells an answer of %i apart from other failures", async (status, cause) => {
    const error = Object.assign(new Error("Refused."), { status });
    const { load } = context({ listChildren: () => Promise.reject(error) });
    const node = { kind: "aksCluster", scope: scope(), resource: aksCluster(), readAt } as const;
    expect(await loadChildren(node, load)).toMatchObject([{ kind: "notConnected", cause }]);
  });

  it("aborts a running list call when it is forgotten", async () => {
    let seen: AbortSignal | undefined;
    const { lists, load } = context({
      listChildren: (_session, _id, _list, signal) => {
        seen = signal;
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
          });
        });
      },
    });
    const loading = loadChildren(group("computeClusters"), load);
    lists.forget();
    await expect(loading).rejects.toThrow();
    expect(seen?.aborted).toBe(true);
  });

  it("says what stands in the place of an environment's resources", async () => {
    const { load } = context();
    const child = async (content: Parameters<typeof environment>[0]) =>
      (await loadChildren(environment(content), load))[0];
    expect(await child({ content: { state: "loading" } })).toMatchObject({ kind: "loading" });
    expect(await child({ content: { state: "failed", reason: "Broken." } })).toMatchObject({
      kind: "failed",
      reason: "Could not read the resources: Broken.",
    });
    const none = { state: "read", resources: [], readAt } as const;
    expect(await child({ content: { ...none, exists: false } })).toMatchObject({
      verb: "createProject",
    });
    expect(await child({ content: { ...none, exists: true } })).toMatchObject({ verb: "refresh" });
  });
});
