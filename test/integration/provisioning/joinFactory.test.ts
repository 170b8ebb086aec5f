import { afterEach, describe, expect, it } from "vitest";
import { queryInventory } from "../../../src/azure/inventory";
import type { ProjectManifest } from "../../../src/project/manifest";
import { resolvedNames } from "../../../src/project/names";
import { decideDraftSalts } from "../../../src/wizards/createProject/decideDraftSalts";
import { project, run, snapshot, startFactory, type Factory } from "./factory";

let factory: Factory;
afterEach(() => factory.close());

function withoutSalts(manifest: ProjectManifest): ProjectManifest {
  const environments = Object.fromEntries(
    Object.entries(manifest.environments).map(([id, { salt, identitySalt, ...one }]) => {
      const computeInstances = one.computeInstances?.map((each) => ({ ...each, name: "" }));
      return [id, { ...one, ...(computeInstances && { computeInstances }) }];
    }),
  );
  return { ...manifest, environments };
}

describe("a new project in a factory that is there", () => {
  it("takes the factory's salt, joins its network and touches nothing of the others", async () => {
    factory = await startFactory({ seed: "sample" });
    const { session, sandbox } = factory;
    const before = snapshot(sandbox);
    const draft = withoutSalts(
      await project(session, { number: "003", environments: ["dev", "stage"] }),
    );
    const manifest = await decideDraftSalts(session, draft, {
      signal: new AbortController().signal,
      random: () => "abcdefgh12",
    });
    expect(manifest.environments.dev).toMatchObject({
      salt: { value: "q3k7m", source: "existingResource" },
      identitySalt: { value: "abcdefgh12", source: "random" },
      computeInstances: [{ name: "p003-ci01-weu-dev-q3k7m" }],
    });
    expect(manifest.environments.stage?.salt?.value).toBe("t5wna");

    const { plans, events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
    for (const { resources } of plans) {
      const shared = resources.filter((one) => one.shared && one.change !== "referenced");
      expect(shared.map(({ id }) => id)).toEqual([]);
    }
    const after = snapshot(sandbox);
    const changed = [...before.keys()].filter((id) => after.get(id) !== before.get(id));
    const joined = /\/(registries|natGateways|privateDnsZones)\/[^/]+$|adf\.azure\.com\/A\/@$/i;
    expect(changed.filter((id) => !joined.test(id))).toEqual([]);

    const { dev, stage } = manifest.environments;
    const subscriptions = [dev, stage].map((one) => one?.subscriptionId ?? "");
    const all = await queryInventory(session, subscriptions);
    const names = resolvedNames(manifest, "dev");
    const own = all.filter(({ tags }) => tags["esml-project"] === "003");
    expect(own.map(({ name }) => name)).toEqual(
      expect.arrayContaining([names?.workspace, names?.aksCluster, names?.dataFactory]),
    );
    expect(own).toHaveLength(6);
  });

  it("finds room and quota behind the projects of a scale factory, in every environment", async () => {
    factory = await startFactory({ seed: "scale:3" });
    const { session } = factory;
    const draft = withoutSalts(
      await project(session, { number: "004", environments: ["dev", "stage", "prod"] }),
    );
    const manifest = await decideDraftSalts(session, draft, {
      signal: new AbortController().signal,
      random: () => "abcdefgh12",
    });
    const { events } = await run(session, manifest);
    expect(events.at(-1)).toMatchObject({ kind: "runFinished", outcome: "succeeded" });
  });
});
