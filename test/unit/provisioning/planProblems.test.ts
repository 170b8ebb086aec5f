import { describe, expect, it } from "vitest";
import { isRecord, propertiesOf, type ObservedResource } from "../../../src/provisioning/observed";
import {
  aks,
  firstPool,
  idOf,
  manifest,
  planned,
  there,
  vault,
  withPools,
  withProperties,
} from "./samplePlans";

describe("the problems of a plan", () => {
  it("name property, place and way out of what Azure refuses, and leave it out of the deployment", () => {
    const storage = idOf("Storage account");
    const { problems, changes } = planned(
      there({ [storage]: withProperties({ isHnsEnabled: true }) }),
    );
    expect(changes).toEqual([]);
    expect(problems).toMatchObject([
      {
        severity: "error",
        code: "CHANGE_REFUSED",
        resourceId: storage,
        property: "properties.isHnsEnabled",
        message: expect.stringMatching(
          /^Storage account saprj001.* in Dev has isHnsEnabled true, and Azure cannot change it to false\. Undo the change/,
        ) as string,
      },
    ]);
  });

  it("say once that the region cannot change", () => {
    const moved = { ...manifest, location: { ...manifest.location, region: "northeurope" } };
    const { problems } = planned(there(), moved);
    const regions = problems.filter(({ property }) => property === "location");
    expect(regions).toMatchObject([{ page: "factory", path: "location.region" }]);
  });

  it("tell what is left as it is without blocking anything", () => {
    const { problems, changes } = planned(
      there({ [vault]: withProperties({ softDeleteRetentionInDays: 90 }) }),
    );
    expect(problems).toMatchObject([{ severity: "info", code: "CHANGE_LEFT_OUT" }]);
    expect(changes).toEqual([]);
  });

  it("take an upgrade that Azure made by itself for none, where somebody asked for that", () => {
    const upgraded = (upgradeChannel: string) =>
      withProperties({
        currentKubernetesVersion: "1.34.1",
        autoUpgradeProfile: { upgradeChannel },
        agentPoolProfiles: [{ ...firstPool, currentOrchestratorVersion: "1.34.1" }],
      });
    expect(planned(there({ [aks]: upgraded("stable") })).problems).toEqual([]);
    expect(planned(there({ [aks]: upgraded("none") })).problems).toMatchObject([
      { code: "CHANGE_REFUSED", fix: { label: "1.34.1", value: "1.34.1" } },
    ]);
  });
});

describe("a deployment that changes what is there", () => {
  it("carries other people's tags and pools along", () => {
    const tagged = (one: ObservedResource) => ({
      ...withPools(firstPool, { ...firstPool, name: "gpu", mode: "User" })(one),
      tags: { theirs: "1" },
    });
    const { sent } = planned(there({ [aks]: tagged }));
    const [found] = sent;
    const tags = isRecord(found?.["tags"]) ? found["tags"] : {};
    expect(tags).toMatchObject({ theirs: "1", "esml-project": "001" });
    const names = propertiesOf(found ?? {}).agentPoolProfiles as { name: string }[];
    expect(names.map(({ name }) => name)).toEqual(["agentpool", "gpu"]);
  });
});
