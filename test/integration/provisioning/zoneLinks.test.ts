import { afterEach, describe, expect, it } from "vitest";
import { project, run, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

describe("a private DNS zone that is linked to the VNet under another name", () => {
  it("keeps its link and gets no second one", async () => {
    factory = await startFactory();
    const { session, sandbox } = factory;
    await run(session, await project(session));
    const type = "Microsoft.Network/privateDnsZones/virtualNetworkLinks";
    const [planned] = sandbox.store.list({ type });
    if (!planned) throw new Error("The first run made no link");
    sandbox.store.delete(planned.id);
    const theirs = { ...planned, id: planned.id.replace(/[^/]+$/u, "to-hub"), name: "to-hub" };
    sandbox.store.put(theirs);

    const { events, plans } = await run(session, await project(session, { number: "002" }));
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    const links = plans.flatMap(({ resources }) => resources.filter((one) => one.type === type));
    expect(new Set(links.map(({ change }) => change))).toEqual(new Set(["referenced"]));
    const zone = planned.id.replace(/\/virtualNetworkLinks\/[^/]+$/u, "");
    const kept = sandbox.store.list({ type, under: zone });
    expect(kept.map(({ name }) => name)).toEqual(["to-hub"]);
  });
});
