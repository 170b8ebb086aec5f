import { describe, expect, it } from "vitest";
import { withOverride } from "../../../../src/project/compute";
import {
  withProjectNumber,
  withRegion,
  withSaltsOf,
} from "../../../../webview/createProject/edits";
import {
  neededLoads,
  offerKey,
  reviewKey,
  shownLoad,
  wantedLoads,
} from "../../../../webview/createProject/loads";
import { reduce, startingState } from "../../../../webview/createProject/state";
import { after, connection, draft, ready, subscriptions } from "./drafts";

const salted = (manifest: typeof draft.manifest, value: string) => {
  const dev = manifest.environments.dev;
  if (!dev) throw new Error("Dev is missing");
  const salt = { value, source: "computed" } as const;
  const identitySalt = { value: "0123456789", source: "random" } as const;
  return {
    ...manifest,
    environments: { ...manifest.environments, dev: { ...dev, salt, identitySalt } },
  };
};

describe("reduce", () => {
  it("ignores edits before the host has answered", () => {
    expect(reduce(startingState, { kind: "edited", manifest: draft.manifest })).toBe(startingState);
  });

  it("says why the page could not start", () => {
    const state = reduce(startingState, {
      kind: "startFailed",
      reason: "The sandbox has stopped.",
    });
    expect(state).toEqual({ kind: "starting", lost: true, reason: "The sandbox has stopped." });
  });

  it("keeps a text that is no value until a value replaces it", () => {
    const path = "environments.dev.compute.aksNodeCount";
    const typed = after(ready(), { kind: "textTyped", path, text: "" });
    expect(typed.draft.texts).toEqual({ [path]: "" });
    const manifest = withOverride(typed.draft.manifest, "dev", "aksNodeCount", 2);
    const edited = after(typed, { kind: "edited", manifest, path });
    expect(edited.draft.texts).toEqual({});
    expect(edited.draft.manifest.environments.dev?.compute?.aksNodeCount).toBe(2);
    expect(edited.revision).toBe(2);
    expect(edited.saved).toBe("saving");
  });

  it("visits a page once and puts the focus on its title", () => {
    const state = after(
      ready(),
      { kind: "pageOpened", page: "compute" },
      { kind: "pageOpened", page: "factory" },
      { kind: "pageOpened", page: "compute" },
    );
    expect(state.draft.visited).toEqual(["factory", "compute"]);
    expect(state.focus).toEqual({ kind: "title" });
  });

  it("opens the address plan of the environment with the problem", () => {
    const path = "environments.prod.network.addressSpace";
    const state = after(ready(), { kind: "problemOpened", page: "network", path });
    expect(state.options.planEnvironment).toBe("prod");
    expect(state.focus).toEqual({ kind: "field", path });
  });

  it("does not count a change of page as a change of what is created", () => {
    expect(after(ready(), { kind: "pageOpened", page: "review" }).revision).toBe(0);
  });

  it("takes over subscriptions by name when the cloud changes", () => {
    const other = {
      ...connection,
      cloud: "azure",
      simulated: false,
      tenant: { id: "22222222-2222-4222-8222-222222222222" },
      subscriptions: [
        { id: "b1", name: "corp-test", rights: "canCreate" },
        { id: "b2", name: "corp-dev", rights: "canCreate" },
      ],
    } as const;
    const { environments } = after(ready(), { kind: "connectionChanged", connection: other }).draft
      .manifest;
    expect(environments.dev).toMatchObject({ cloud: "azure", subscriptionId: "b2" });
    expect(environments.stage).toMatchObject({ cloud: "azure", subscriptionId: "b1" });
  });

  it("forgets what the host said about an older draft", () => {
    const noticed = after(ready(), {
      kind: "noticed",
      notice: { kind: "error", message: "No." },
      problems: [{ severity: "error", code: "X", path: "a", page: "factory", message: "No." }],
    });
    const edited = after(noticed, { kind: "edited", manifest: draft.manifest });
    expect(edited.notice).toBeUndefined();
    expect(edited.hostProblems).toEqual([]);
  });
});

describe("edits of what names are made of", () => {
  it("open the salts and name the instances anew when they are decided", () => {
    const first = withSaltsOf(draft.manifest, salted(draft.manifest, "abcde"));
    expect(first.environments.dev?.computeInstances?.[0]?.name).toBe("p003-ci01-weu-dev-abcde");
    const renumbered = withProjectNumber(first, "004");
    expect(renumbered.environments.dev?.salt).toBeUndefined();
    const again = withSaltsOf(renumbered, salted(renumbered, "fghij"));
    expect(again.environments.dev?.computeInstances?.[0]?.name).toBe("p004-ci01-weu-dev-fghij");
  });

  it("let a proposed short code and the deployment location follow the region", () => {
    const moved = withRegion(draft.manifest, "swedencentral");
    expect(moved.location).toEqual({ region: "swedencentral", shortCode: "sdc" });
    expect(moved.environments.prod?.deploymentLocation).toBe("swedencentral");
    const own = withRegion(
      { ...draft.manifest, location: { region: "westeurope", shortCode: "abc" } },
      "swedencentral",
    );
    expect(own.location.shortCode).toBe("abc");
  });
});

describe("shownLoad", () => {
  const review = after(ready(), { kind: "pageOpened", page: "review" });
  const wanted = { kind: "review", key: reviewKey(review) } as const;

  it("tells of the plan as being read from the moment that it is needed", () => {
    expect(review.loads.review[wanted.key]).toBeUndefined();
    expect(shownLoad(review, wanted)).toEqual({ status: "loading" });
  });

  it("tells nothing of what is not needed, and what there is of the rest", () => {
    expect(shownLoad({ ...review, blocked: true }, wanted)).toBeUndefined();
    const failed = { status: "failed", reason: "no" } as const;
    const loads = { ...review.loads, review: { [wanted.key]: failed } };
    expect(shownLoad({ ...review, loads }, wanted)).toBe(failed);
  });
});

describe("neededLoads", () => {
  it("asks for one offer per subscription and region of the chosen environments", () => {
    const state = after(ready(), { kind: "environmentSelected", id: "prod", on: false });
    const offers = neededLoads(state).filter((one) => one.kind === "offers");
    expect(offers.map((one) => one.key)).toEqual([
      offerKey(subscriptions.dev, "westeurope"),
      offerKey(subscriptions.stage, "westeurope"),
    ]);
  });

  it("needs nothing while nobody is connected", () => {
    const { account: _account, ...rest } = connection;
    expect(neededLoads(ready({ connection: rest }))).toEqual([]);
  });

  it("plans only on Review and only without errors", () => {
    const review = after(ready(), { kind: "pageOpened", page: "review" });
    expect(neededLoads(review).map((one) => one.kind)).toContain("review");
    const blocked = after(review, { kind: "blockedChanged", blocked: true });
    expect(neededLoads(blocked).map((one) => one.kind)).not.toContain("review");
  });

  it("wants what is stale, not what is read", () => {
    const key = offerKey(subscriptions.dev, "westeurope");
    const wants = (status: "ready" | "stale") =>
      wantedLoads(
        after(ready(), { kind: "loadChanged", what: "offers", key, load: { status } }),
      ).some((one) => one.key === key);
    expect(wants("ready")).toBe(false);
    expect(wants("stale")).toBe(true);
  });
});
