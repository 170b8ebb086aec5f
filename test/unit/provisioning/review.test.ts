import { describe, expect, it } from "vitest";
import { withOverride } from "../../../src/project/compute";
import type { ComputeOffer } from "../../../src/project/computeOffer";
import type { ProjectManifest } from "../../../src/project/manifest";
import { emptyObservation } from "../../../src/provisioning/observed";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { reviewPlans } from "../../../src/provisioning/review";
import type {
  EnvironmentPlan,
  PlannedChange,
  PlannedResource,
  PlanProblem,
} from "../../../src/provisioning/plan";
import { sampleManifest } from "../../support/sampleManifest";
import { planned, there, vault, withProperties } from "./samplePlans";

const dev = planEnvironment(sampleManifest(), "dev", emptyObservation);
const prod = planEnvironment(sampleManifest(), "prod", emptyObservation);

const isGroup = (one: PlannedResource) => one.type === "Microsoft.Resources/resourceGroups";
function withChanges(plan: EnvironmentPlan, ...changes: readonly PlannedChange[]): EnvironmentPlan {
  const resources = plan.resources.map((one, index) => ({
    ...one,
    change: changes[index] ?? "create",
  }));
  return { ...plan, resources };
}

function offerOf(...sizes: readonly (readonly [name: string, vCpus: number, gpus: number])[]) {
  const offer: ComputeOffer = {
    region: "westeurope",
    checkedAt: "2026-11-23T14:00:00Z",
    vmSizes: sizes.map(([name, vCpus, gpus]) => ({
      name,
      vCpus,
      gpus,
      vCpusActive: vCpus,
      family: "f",
      memoryGiB: 8,
      forMachineLearning: true,
    })),
    computeUsages: [],
    amlUsages: [],
    kubernetesVersions: [],
  };
  return offer;
}

const flagsOf = (manifest: ProjectManifest, offer?: ComputeOffer) =>
  reviewPlans(manifest, [dev], offer ? { dev: offer } : {}).redFlags;

describe("reviewPlans", () => {
  it("counts every resource of every plan once", () => {
    const plans = [withChanges(dev, "referenced", "unchanged", "modify", "modify"), prod];
    const { totals } = reviewPlans(sampleManifest(), plans);
    expect(totals).toEqual({
      create: dev.resources.length - 4 + prod.resources.length,
      modify: 2,
      replace: 0,
      delete: 0,
      unchanged: 1,
      referenced: 1,
    });
  });

  it("groups by resource group, the project's own first, the group itself among its rows", () => {
    const { groups } = reviewPlans(sampleManifest(), [dev, prod]);
    expect(groups.map((one) => [one.environment, one.resourceGroup, one.shared])).toEqual([
      ["dev", "acme-ai-esml-project001-weu-dev-001-rg", false],
      ["dev", "acme-ai-esml-common-weu-dev-001", true],
      ["prod", "acme-ai-esml-project001-weu-prod-001-rg", false],
      ["prod", "acme-ai-esml-common-weu-prod-001", true],
    ]);
    const rows = groups.flatMap((one) => one.rows);
    expect(rows).toHaveLength(dev.resources.length + prod.resources.length);
    const heads = dev.resources.filter(isGroup).map((one) => one.name);
    const named = groups.filter((one) => one.environment === "dev").flatMap((one) => one.rows);
    expect(named.map((one) => one.name)).toEqual(expect.arrayContaining(heads));
  });

  it("begins with what a team knows by name", () => {
    const [first] = reviewPlans(sampleManifest(), [dev]).groups;
    const kinds = first?.rows.slice(0, 5).map((one) => one.kind);
    expect(kinds?.[0]).toBe("AML workspace");
    expect(kinds).toContain("AKS cluster");
    expect(first?.rows.find((one) => one.kind === "AKS cluster")).toMatchObject({
      change: "create",
      name: "aks001-weu-dev",
    });
  });

  it("shows steps in their order, with what is lost, and counts what is replaced once", () => {
    const manifest = withOverride(sampleManifest(), "dev", "clusterSku", "Standard_F8s_v2");
    const resized = withOverride(manifest, "dev", "aksNodeSku", "Standard_D4s_v3");
    const plan = planEnvironment(resized, "dev", there());
    const { steps, totals, groups } = reviewPlans(resized, [plan]);
    expect(steps.map(({ phase, change, title }) => [phase, change, title])).toEqual([
      ["before", "delete", "Replace compute cluster"],
      ["after", "create", "Add node pool"],
      ["after", "delete", "Replace node pool"],
    ]);
    expect(steps.map(({ loses }) => loses !== undefined)).toEqual([true, false, true]);
    expect(steps[0]).toMatchObject({ environment: "dev", name: "p001-m01weu-dev" });
    expect(totals).toMatchObject({ create: 1 + 2, modify: 0, replace: 1, delete: 1 });
    const rows = groups.flatMap((one) => one.rows).filter(({ change }) => change === "replace");
    expect(rows.map(({ name }) => name)).toEqual(["p001-m01weu-dev"]);
  });

  it("tells what cannot come true, and not what is left as it is", () => {
    const found = planned(there({ [vault]: withProperties({ softDeleteRetentionInDays: 90 }) }));
    expect(found.problems).toHaveLength(1);
    const problem = { ...found.problems[0], severity: "error" } as PlanProblem;
    const plans = [{ ...dev, problems: [...found.problems, problem] }];
    expect(reviewPlans(sampleManifest(), plans).problems).toEqual([problem]);
  });

  it("flags nothing small", () => {
    const offer = offerOf(["Standard_DS11_v2", 2, 0], ["Standard_DS3_v2", 4, 0]);
    expect(flagsOf(sampleManifest(), offer)).toEqual([]);
    expect(flagsOf(sampleManifest())).toEqual([]);
  });

  it("flags each large or GPU size with what it costs to forget it", () => {
    const instance = withOverride(sampleManifest(), "dev", "instanceSku", "Standard_ND96asr_v4");
    const cluster = withOverride(instance, "dev", "clusterSku", "Standard_NC4as_T4_v3");
    const manifest = withOverride(cluster, "dev", "aksNodeSku", "Standard_D64s_v5");
    const offer = offerOf(
      ["Standard_ND96asr_v4", 96, 8],
      ["Standard_NC4as_T4_v3", 4, 1],
      ["Standard_D64s_v5", 64, 0],
    );
    const name = manifest.environments.dev?.computeInstances?.[0]?.name ?? "";
    expect(flagsOf(manifest, offer)).toEqual([
      {
        message: `Dev: compute instance ${name} is Standard_ND96asr_v4 with 96 vCPUs and 8 GPUs.`,
        help: "It runs until someone stops it.",
        page: "compute",
      },
      {
        message:
          "Dev: the compute cluster may grow to 3 nodes of Standard_NC4as_T4_v3 with 4 vCPUs and 1 GPU.",
        help: "It scales to zero when idle.",
        page: "compute",
      },
      {
        message: "Dev: AKS has 1 node of Standard_D64s_v5 with 64 vCPUs.",
        help: "AKS nodes run until the cluster is stopped.",
        page: "compute",
      },
    ]);
  });

  it("flags only what the services use", () => {
    const changed = withOverride(sampleManifest(), "dev", "aksNodeSku", "Standard_D64s_v5");
    expect(flagsOf(changed)).toHaveLength(1);
    const off = { ...changed, services: { ...changed.services, aks: false } };
    expect(flagsOf(off)).toEqual([]);
  });
});
