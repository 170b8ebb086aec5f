import { describe, expect, it } from "vitest";
import { createDraftSaver } from "../../../../webview/createProject/draftSaver";
import { createLoader } from "../../../../webview/createProject/loader";
import type { ReadyState } from "../../../../webview/createProject/state";
import type { LoadAction } from "../../../../webview/createProject/actions";
import { RequestError } from "../../../../webview/rpc";
import { after, draft, manualTimers, ready } from "./drafts";

/** A host that never answers and remembers what was asked and canceled. */
function silentHost() {
  const asked: string[] = [];
  const canceled: string[] = [];
  const request = (name: string, _params: unknown, signal?: AbortSignal) => {
    asked.push(name);
    return new Promise<never>((_resolve, reject) => {
      signal?.addEventListener("abort", () => {
        canceled.push(name);
        reject(new RequestError("Canceled", "Canceled", true));
      });
    });
  };
  return { asked, canceled, request };
}

function follow(start: ReadyState) {
  const host = silentHost();
  const timers = manualTimers();
  let state = start;
  const loader = createLoader({
    host,
    later: timers.later,
    send: (action: LoadAction) => {
      state = after(state, action);
      loader.follow(state);
    },
  });
  loader.follow(state);
  return {
    ...host,
    timers,
    loader,
    state: () => state,
    change: (...actions: Parameters<typeof after>[1][]) => {
      state = after(state, ...actions);
      loader.follow(state);
    },
  };
}

describe("createLoader", () => {
  it("asks each thing once", () => {
    const page = follow(ready());
    page.timers.pass(0);
    page.timers.pass(500);
    expect(page.asked.filter((name) => name === "loadComputeOffer")).toHaveLength(3);
    expect(page.asked.filter((name) => name === "loadFactoryFacts")).toHaveLength(1);
  });

  it("offers a way out after ten seconds, and takes it", () => {
    const page = follow(ready());
    page.timers.pass(0);
    page.timers.pass(10_000);
    const [key = ""] = Object.keys(page.state().loads.facts);
    expect(page.state().loads.facts[key]).toMatchObject({ status: "loading", slow: true });
    page.loader.cancel("facts", key);
    expect(page.canceled).toEqual(["loadFactoryFacts"]);
    expect(page.state().loads.facts[key]?.status).toBe("failed");
  });

  it("cancels what nobody needs any more", () => {
    const page = follow(ready());
    page.timers.pass(0);
    page.change({ kind: "environmentSelected", id: "prod", on: false });
    expect(page.canceled).toContain("loadComputeOffer");
  });
});

describe("createDraftSaver", () => {
  function saver() {
    const timers = manualTimers();
    const saved: (typeof draft)[] = [];
    const said: string[] = [];
    const one = createDraftSaver({
      later: timers.later,
      save: (value) => {
        saved.push(value);
        return Promise.resolve();
      },
      onChange: (state) => said.push(state),
      onNoAnswer: () => said.push("lost"),
    });
    one.begin(draft);
    return { timers, saved, said, one };
  }

  it("sends the last of several edits after a pause", () => {
    const { timers, saved, one } = saver();
    one.follow({ ...draft, page: "team" });
    const last = { ...draft, page: "compute" as const };
    one.follow(last);
    expect(saved).toEqual([]);
    timers.pass(300);
    expect(saved).toEqual([last]);
  });

  it("sends at once when the page may go away, and nothing when nothing changed", async () => {
    const { saved, said, one } = saver();
    await one.flush();
    expect(saved).toEqual([]);
    one.follow({ ...draft, page: "team" });
    await one.flush();
    expect(saved).toHaveLength(1);
    expect(said).toEqual(["kept"]);
  });
});
