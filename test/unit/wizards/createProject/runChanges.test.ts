import { describe, expect, it } from "vitest";
import type { RunResource } from "../../../../src/runs/events";
import { reduceRun, type RunSnapshot } from "../../../../src/runs/snapshot";
import { newDraft } from "../../../../src/wizards/createProject/newDraft";
import { changesOf } from "../../../../src/wizards/createProject/runChanges";
import { connected } from "./connected";

const at = "2026-11-24T01:00:00.000Z";
const group = "/subscriptions/s/resourceGroups/g";
const row = (id: string, more: Partial<RunResource> = {}): RunResource => ({
  id,
  name: id,
  kind: "",
  detail: "",
  resourceGroup: "g",
  dependsOn: [],
  ...more,
});

describe("changesOf", () => {
  it("names what a step has acted on, and nothing that was left alone", () => {
    const [cluster, vault, pool] = [`${group}/cluster`, `${group}/vault`, `${group}/pool`] as const;
    const resources = [
      row(cluster),
      row(vault),
      row("dev/replace", { resourceId: pool }),
      row("dev/register", { resourceId: "/subscriptions/s/providers/Microsoft.Cache" }),
    ];
    const environment = {
      environment: "dev",
      title: "Dev",
      subscriptionName: "",
      location: "",
      deploymentName: "",
      resources,
    };
    const common = { runId: "r", by: "", at };
    const changed = { kind: "resourceChanged", environment: "dev", at } as const;
    const events = [
      { kind: "runStarted", ...common, environments: [environment] },
      { ...changed, resourceId: cluster, state: "created" },
      { ...changed, resourceId: vault, state: "unchanged" },
      { ...changed, resourceId: "dev/replace", state: "running" },
      { ...changed, resourceId: "dev/register", state: "created" },
    ] as const;
    const snapshot = events.reduce<RunSnapshot | undefined>(reduceRun, undefined);
    if (!snapshot) throw new Error("no run");
    const { manifest } = newDraft("sandbox", connected);
    const request = {
      runId: "r",
      manifest,
      environments: ["dev"],
      manifestUri: "",
      by: "",
    } as const;
    expect(changesOf(snapshot, request)).toMatchObject([{ resourceIds: [cluster, pool] }]);
  });
});
