import { describe, expect, it } from "vitest";
import type { ReviewModel, ReviewStep } from "../../../../src/wizards/contracts/createProject";
import { reviewKey } from "../../../../webview/createProject/loads";
import { planBlocks, tickPath } from "../../../../webview/createProject/planOf";
import type { ReadyState } from "../../../../webview/createProject/state";
import { after, draft, ready } from "./drafts";

const replace: ReviewStep = {
  environment: "dev",
  id: "dev/replace-compute-cluster/p003-m01weu-dev/standard_f8s_v2",
  phase: "before",
  change: "delete",
  name: "p003-m01weu-dev",
  title: "Replace compute cluster",
  detail: "vmSize Standard_DS3_v2 → Standard_F8s_v2",
  loses: "Jobs that run on it are stopped.",
};
const { loses: _loses, ...upgrade } = { ...replace, id: "dev/upgrade-kubernetes/1.34.1" };

const review: ReviewModel = {
  totals: { create: 0, modify: 0, replace: 1, delete: 0, unchanged: 0, referenced: 0 },
  redFlags: [],
  groups: [],
  steps: [replace, upgrade],
  problems: [],
  files: [],
  failures: [],
  checkedAt: "2026-11-24T01:00:00.000Z",
};

function reviewed(model: ReviewModel, state: ReadyState = ready()): ReadyState {
  const load = { status: "ready", value: model } as const;
  return after(state, { kind: "loadChanged", what: "review", key: reviewKey(state), load });
}
const agree = (state: ReadyState) =>
  after(state, { kind: "optionsChanged", options: { confirmed: [replace.id] } });

describe("planBlocks", () => {
  it("holds Create back for each loss that nobody has agreed to, and for no other step", () => {
    const state = reviewed(review);
    expect(planBlocks(state)).toEqual([{ page: "review", path: tickPath(replace) }]);
    expect(planBlocks(agree(state))).toEqual([]);
  });

  it("holds Create back for what cannot come true, which comes first", () => {
    const error = {
      severity: "error",
      code: "CHANGE_REFUSED",
      path: "environments.dev.compute.kubernetesVersion",
      page: "compute",
      message: "It cannot go back.",
    } as const;
    const warning = { ...error, severity: "warning" as const };
    const state = reviewed({ ...review, problems: [warning, error] });
    expect(planBlocks(state)).toEqual([error, { page: "review", path: tickPath(replace) }]);
  });

  it("knows nothing while the plan is made", () => {
    expect(planBlocks(ready())).toEqual([]);
  });

  it("forgets what was agreed to when something is changed: it may be another thing now", () => {
    const changed = after(agree(reviewed(review)), { kind: "edited", manifest: draft.manifest });
    expect(changed.options.confirmed).toEqual([]);
    expect(planBlocks(reviewed(review, changed))).toHaveLength(1);
  });
});
