import type { AzureSession } from "../azure/AzureSession";
import { apiVersions } from "../azure/apiVersions";
import type { EnvironmentId } from "../project/environments";
import type { ProjectManifest } from "../project/manifest";
import { apiVersionOf } from "./context";
import { inParallel } from "./inParallel";
import {
  emptyObservation,
  isRecord,
  propertiesOf,
  type ObservedEnvironment,
  type ObservedResource,
} from "./observed";
import { observeSubscription } from "./observeSubscription";
import { planEnvironment } from "./planEnvironment";
import { readObserved } from "./readObserved";

export { emptyObservation, type ObservedEnvironment };

/** Virtual network first: where the subnets are decides about the rest. */
const vnetType = "microsoft.network/virtualnetworks";
const linkType = "microsoft.network/privatednszones/virtualnetworklinks";

/**
 * The link of a zone to the VNet, whatever its name: Azure refuses a second link between the two.
 * `wanted` is the id that a plan for an empty subscription gives the link.
 */
async function readLink(
  session: AzureSession,
  wanted: Wanted,
  vnetId: string,
  signal?: AbortSignal,
): Promise<ObservedResource | undefined> {
  const list = ownerOf(wanted.id) ?? "";
  const path = `${list}/virtualNetworkLinks`;
  const at = { path, apiVersion: apiVersionOf(wanted.type) };
  const answer = await readObserved(session, at, signal);
  const links = Array.isArray(answer?.value) ? answer.value.filter(isRecord) : [];
  return links.find((link) => {
    const { virtualNetwork } = propertiesOf(link);
    const target = isRecord(virtualNetwork) ? virtualNetwork.id : undefined;
    return typeof target === "string" && target.toLowerCase() === vnetId.toLowerCase();
  });
}

interface Wanted {
  readonly id: string;
  readonly type: string;
  readonly resourceGroup: string;
}

const assignmentType = "microsoft.authorization/roleassignments";
const groupType = "microsoft.resources/resourcegroups";

function wantedOf(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  observed: ObservedEnvironment,
): readonly Wanted[] {
  return planEnvironment(manifest, environment, observed).resources;
}

/** The resource that has to be there before `id` can be: its parent, or what a role assignment belongs to. */
function ownerOf(id: string): string | undefined {
  const extension = id.toLowerCase().lastIndexOf("/providers/microsoft.authorization/");
  if (extension > 0) return id.slice(0, extension);
  const parts = id.split("/");
  return parts.length > 9 ? parts.slice(0, -2).join("/") : undefined;
}

/**
 * Reads by GET what the planner must know: the two groups, of what would be planned for an empty subscription
 * everything that is there, and what the subscription says of what changes. Nothing inside a group or resource
 * that is not there is asked for.
 * @throws ArmError for answers other than 404; the signal's reason when aborted.
 */
export async function observeEnvironment(
  session: AzureSession,
  manifest: ProjectManifest,
  environment: EnvironmentId,
  signal?: AbortSignal,
): Promise<ObservedEnvironment> {
  const resources: Record<string, ObservedResource> = {};
  const first = wantedOf(manifest, environment, emptyObservation);
  const vnetId = first.find(({ type }) => type.toLowerCase() === vnetType)?.id ?? "";
  const asked = new Set<string>();
  const load = async (wanted: Wanted) => {
    asked.add(wanted.id.toLowerCase());
    const isGroup = wanted.type.toLowerCase() === groupType;
    const version = isGroup ? apiVersions["microsoft.resources"] : apiVersionOf(wanted.type);
    const found =
      wanted.type.toLowerCase() === linkType
        ? await readLink(session, wanted, vnetId, signal)
        : await readObserved(session, { path: wanted.id, apiVersion: version }, signal);
    if (found) resources[wanted.id.toLowerCase()] = found;
  };
  const isNew = (wanted: Wanted) => !asked.has(wanted.id.toLowerCase());
  const isOf = (type: string) => (wanted: Wanted) => wanted.type.toLowerCase() === type;
  await inParallel(first.filter(isOf(groupType)), load);
  const inGroups = (wanted: Wanted) =>
    Object.keys(resources).some((id) => id.endsWith(`/${wanted.resourceGroup.toLowerCase()}`));
  await inParallel(first.filter(isOf(vnetType)).filter(inGroups), load);
  const all = wantedOf(manifest, environment, { resources }).filter(inGroups).filter(isNew);
  const depth = (wanted: Wanted) => {
    const owner = ownerOf(wanted.id);
    return owner?.includes("/providers/") === true ? 1 : 0;
  };
  await inParallel(
    all.filter((wanted) => depth(wanted) === 0),
    load,
  );
  const hasOwner = (wanted: Wanted) => (ownerOf(wanted.id) ?? "").toLowerCase() in resources;
  const children = all.filter((wanted) => depth(wanted) === 1);
  const assignments = children.filter(isOf(assignmentType));
  const others = children.filter((wanted) => !assignments.includes(wanted));
  await inParallel(others.filter(hasOwner), load);
  await inParallel(assignments.filter(hasOwner), load);
  // Those whose principal is gone have a successor, and that one may have had the same fate.
  for (;;) {
    const next = wantedOf(manifest, environment, { resources })
      .filter(isOf(assignmentType))
      .filter(isNew)
      .filter(hasOwner);
    if (next.length === 0) break;
    await inParallel(next, load);
  }
  const plan = planEnvironment(manifest, environment, { resources });
  const { region } = manifest.location;
  return { resources, ...(await observeSubscription(session, plan, region, signal)) };
}
