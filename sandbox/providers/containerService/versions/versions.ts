import { ArmFault, type ProviderContext } from "../../../provider";

export const aksVersions = ["2025-07-01"];

/** A version that a region offers. */
export interface OfferedVersion {
  readonly version: string;
  readonly isPreview: boolean;
}

export function minorVersions(location: string, { catalogue }: ProviderContext) {
  return catalogue.locations.find(({ name }) => name === location)?.kubernetesVersions ?? [];
}

/** Every patch version of a region, oldest first. */
export function offeredVersions(
  location: string,
  context: ProviderContext,
): readonly OfferedVersion[] {
  return minorVersions(location, context).flatMap(({ patches, isPreview }) =>
    patches.map((version) => ({ version, isPreview })),
  );
}

export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

export function minorOf(version: string): number {
  return Number(version.split(".")[1]);
}

/** What a version can be upgraded to: any newer patch of its own and of the next minor version. */
export function upgradesOf(
  current: string,
  offered: readonly OfferedVersion[],
): readonly OfferedVersion[] {
  return offered.filter(
    ({ version }) =>
      compareVersions(version, current) > 0 && minorOf(version) - minorOf(current) <= 1,
  );
}

export interface WantedVersion {
  /** `1.33.2`, or `1.33` for its newest patch; absent: the default of the region. */
  readonly wanted: string | undefined;
  /** What runs now: naming its minor version asks for no upgrade. */
  readonly current: string | undefined;
  /** For the message. */
  readonly owner: string;
  readonly location: string;
}

/** The patch version that a request gets; throws when the region does not offer it. */
export function resolveVersion(request: WantedVersion, context: ProviderContext): string {
  const { current, owner, location } = request;
  const minors = minorVersions(location, context);
  const isCurrent = [undefined, current, current?.split(".").slice(0, 2).join(".")];
  if (current !== undefined && isCurrent.includes(request.wanted)) {
    return current;
  }
  const wanted = request.wanted ?? minors.find(({ isDefault }) => isDefault)?.minor ?? "";
  const version =
    minors.find(({ minor }) => minor === wanted)?.patches.at(-1) ??
    offeredVersions(location, context).find((offered) => offered.version === wanted)?.version;
  if (version === undefined) {
    const message = `Managed cluster ${owner} is on version ${wanted}, which is not supported in this region. Please use [az aks get-versions] command to get the supported version list in this region. For more information, please check https://aka.ms/supported-version-list`;
    throw new ArmFault(400, "K8sVersionNotSupported", message);
  }
  return version;
}
