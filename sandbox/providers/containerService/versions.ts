import { normalLocation } from "../../locations";
import { requireScope } from "../../parents";
import { ArmFault, type ProviderContext, type ProviderRoute } from "../../provider";

export const aksVersions = ["2025-07-01"];

function minorVersions(location: string, { catalogue }: ProviderContext) {
  return catalogue.locations.find(({ name }) => name === location)?.kubernetesVersions ?? [];
}

/** The patch version that a request for a version or a minor version gets; throws when there is none. */
export function resolveVersion(
  wanted: string | undefined,
  owner: string,
  location: string,
  context: ProviderContext,
): string {
  const offered = minorVersions(location, context);
  const version = wanted ?? offered.find(({ isDefault }) => isDefault)?.minor ?? "";
  const minor = offered.find(({ minor: name }) => name === version);
  const patch =
    minor?.patches.at(-1) ??
    offered.flatMap(({ patches }) => patches).find((name) => name === version);
  if (patch === undefined) {
    const message = `Managed cluster ${owner} is on version ${version}, which is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list`;
    throw new ArmFault(400, "K8sVersionNotSupported", message);
  }
  return patch;
}

export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Never down, and one minor version at a time. */
export function checkUpgrade(from: string, to: string): void {
  const minorOf = (version: string): number => Number(version.split(".")[1]);
  if (compareVersions(to, from) < 0) {
    const message = `Downgrading cluster from version ${from} to ${to} is not allowed.`;
    throw new ArmFault(400, "OperationNotAllowed", message);
  }
  if (minorOf(to) - minorOf(from) > 1) {
    const message = `Upgrading Kubernetes version ${from} to ${to} is not allowed: minor versions cannot be skipped.`;
    throw new ArmFault(400, "OperationNotAllowed", message);
  }
}

export const kubernetesVersionsRoute: ProviderRoute = {
  method: "GET",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions",
  apiVersions: aksVersions,
  handle: ({ params }, context) => {
    requireScope(context.store, `/subscriptions/${params["subscriptionId"] ?? ""}`);
    const offered = minorVersions(normalLocation(params["location"] ?? ""), context);
    const all = offered.flatMap(({ patches }) => patches);
    const upgradesOf = (patch: string): string[] =>
      all.filter((other) => {
        const step = Number(other.split(".")[1]) - Number(patch.split(".")[1]);
        return compareVersions(other, patch) > 0 && step <= 1;
      });
    const values = offered.map(({ minor, patches, isDefault, isPreview, supportPlan }) => ({
      version: minor,
      capabilities: { supportPlan },
      ...(isDefault && { isDefault }),
      ...(isPreview && { isPreview }),
      patchVersions: Object.fromEntries(
        patches.map((patch) => [patch, { upgrades: upgradesOf(patch) }]),
      ),
    }));
    return { status: 200, body: { values } };
  },
};
