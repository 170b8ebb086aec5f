import { t } from "@vscode/l10n";
import { computeValues, instanceSku, isLargeSize } from "../project/compute";
import type { ComputeOffer, OfferedVmSize } from "../project/computeOffer";
import { environmentSpellings, type EnvironmentId } from "../project/environments";
import type { ProjectManifest } from "../project/manifest";
import type { ProjectPage } from "../project/problems";
import type { EnvironmentPlan, PlannedChange, PlannedResource, PlanProblem } from "./plan";
import type { PlannedStep } from "./steps/PlannedStep";

export interface ReviewRow {
  readonly change: PlannedChange;
  readonly name: string;
  readonly kind: string;
  readonly detail: string;
}

export interface ReviewGroup {
  readonly environment: EnvironmentId;
  readonly resourceGroup: string;
  readonly shared: boolean;
  readonly rows: readonly ReviewRow[];
}

/** A step as people confirm it: one that loses something needs a tick of its own. */
export interface ReviewStep extends Pick<
  PlannedStep,
  "id" | "phase" | "change" | "name" | "title" | "detail" | "loses" | "undo"
> {
  readonly environment: EnvironmentId;
}

export interface ReviewFlag {
  readonly message: string;
  readonly help: string;
  readonly page: ProjectPage;
}

export interface Review {
  readonly totals: Readonly<Record<PlannedChange, number>>;
  readonly redFlags: readonly ReviewFlag[];
  readonly groups: readonly ReviewGroup[];
  /** In the order in which they run; the deployment comes between those before and those after. */
  readonly steps: readonly ReviewStep[];
  /** What cannot come true; errors keep the run from starting. */
  readonly problems: readonly PlanProblem[];
}

type Offers = Readonly<Partial<Record<EnvironmentId, ComputeOffer>>>;

/** What a team knows by name comes first, then what carries it; the rest keeps the plan's order. */
const order = [
  "Microsoft.MachineLearningServices/workspaces",
  "Microsoft.MachineLearningServices/workspaces/computes",
  "Microsoft.ContainerService/managedClusters",
  "Microsoft.ContainerRegistry/registries",
  "Microsoft.DataFactory/factories",
  "Microsoft.KeyVault/vaults",
  "Microsoft.Storage/storageAccounts",
  "Microsoft.Network/virtualNetworks",
  "Microsoft.Network/virtualNetworks/subnets",
  "Microsoft.Network/natGateways",
];

function byImportance(a: PlannedResource, b: PlannedResource): number {
  const rank = ({ type }: PlannedResource) => {
    const index = order.indexOf(type);
    return index === -1 ? order.length : index;
  };
  return rank(a) - rank(b);
}

function groupsOf(plan: EnvironmentPlan): readonly ReviewGroup[] {
  const heads = plan.resources.filter((one) => one.type === "Microsoft.Resources/resourceGroups");
  // The project's own group comes first: it is what people look for.
  return [...heads].reverse().map((head) => ({
    environment: plan.environment,
    resourceGroup: head.name,
    shared: head.shared,
    rows: plan.resources
      .filter((one) => one.resourceGroup === head.name)
      .sort(byImportance)
      .map(({ change, name, kind, detail }) => ({ change, name, kind, detail })),
  }));
}

function findSize(offer: ComputeOffer | undefined, sku: string): OfferedVmSize | undefined {
  return offer?.vmSizes.find((size) => size.name.toLowerCase() === sku.toLowerCase());
}

const vCpuText = (count: number) => (count === 1 ? t("1 vCPU") : t("{0} vCPUs", count));
const gpuText = (count: number) => (count === 1 ? t("1 GPU") : t("{0} GPUs", count));
const nodeText = (count: number) => (count === 1 ? t("1 node") : t("{0} nodes", count));

const sizeText = (size: OfferedVmSize) =>
  size.gpus > 0 ? t("{0} and {1}", vCpuText(size.vCpus), gpuText(size.gpus)) : vCpuText(size.vCpus);

function isMarked(sku: string, offer: ComputeOffer | undefined): boolean {
  return isLargeSize(sku, offer) || (findSize(offer, sku)?.gpus ?? 0) > 0;
}

function computeFlags(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  offer: ComputeOffer | undefined,
): readonly ReviewFlag[] {
  const { title } = environmentSpellings[environment];
  const values = computeValues(manifest, environment);
  const described = (sku: string) => {
    const size = findSize(offer, sku);
    return size ? t("{0} with {1}", sku, sizeText(size)) : sku;
  };
  const flags: ReviewFlag[] = [];
  const add = (message: string, help: string) => flags.push({ message, help, page: "compute" });
  const { machineLearning, aks } = manifest.services;
  if (machineLearning) {
    for (const one of manifest.environments[environment]?.computeInstances ?? []) {
      const sku = instanceSku(manifest, environment, one);
      if (!isMarked(sku, offer)) continue;
      add(
        t("{0}: compute instance {1} is {2}.", title, one.name, described(sku)),
        t("It runs until someone stops it."),
      );
    }
    if (isMarked(values.clusterSku, offer)) {
      add(
        t(
          "{0}: the compute cluster may grow to {1} of {2}.",
          title,
          nodeText(values.clusterMaxNodes),
          described(values.clusterSku),
        ),
        t("It scales to zero when idle."),
      );
    }
  }
  if (aks && isMarked(values.aksNodeSku, offer)) {
    add(
      t(
        "{0}: AKS has {1} of {2}.",
        title,
        nodeText(values.aksNodeCount),
        described(values.aksNodeSku),
      ),
      t("AKS nodes run until the cluster is stopped."),
    );
  }
  return flags;
}

function stepsOf({ environment, before, after }: EnvironmentPlan): readonly ReviewStep[] {
  return [...before, ...after].map((step) => {
    const { id, phase, change, name, title, detail, loses, undo } = step;
    const optional = { ...(loses === undefined ? {} : { loses }), ...(undo ? { undo } : {}) };
    return { environment, id, phase, change, name, title, detail, ...optional };
  });
}

/** The changes of a plan, each once: a resource that is replaced has a row and a step. */
function changesOf({ resources, before, after }: EnvironmentPlan): readonly PlannedChange[] {
  const replaced = resources.filter((one) => one.change === "replace").map((one) => one.id);
  const steps = [...before, ...after].filter((one) => !replaced.includes(one.resourceId));
  return [...resources, ...steps].map((one) => one.change);
}

/** Totals, red flags, steps and rows by resource group, for the page that people confirm. Pure. */
export function reviewPlans(
  manifest: ProjectManifest,
  plans: readonly EnvironmentPlan[],
  offers: Offers = {},
): Review {
  const all = plans.flatMap(changesOf);
  const count = (change: PlannedChange) => all.filter((one) => one === change).length;
  return {
    totals: {
      create: count("create"),
      modify: count("modify"),
      replace: count("replace"),
      delete: count("delete"),
      unchanged: count("unchanged"),
      referenced: count("referenced"),
    },
    redFlags: plans.flatMap(({ environment }) =>
      computeFlags(manifest, environment, offers[environment]),
    ),
    groups: plans.flatMap(groupsOf),
    steps: plans.flatMap(stepsOf),
    problems: plans.flatMap((plan) => plan.problems.filter((one) => one.severity !== "info")),
  };
}
