import { t } from "@vscode/l10n";
import { addressPlan, type AddressPlan } from "../../src/project/addressPlan";
import { environmentSpellings, type EnvironmentId } from "../../src/project/environments";
import { projectNames } from "../../src/project/names";
import type { Problem } from "../../src/project/problems";
import { overlaps, parseRange } from "../../src/project/ranges";
import type { ExistingNetwork } from "../../src/wizards/contracts/createProject";
import { factoryKey, selectedInOrder } from "./loads";
import type { ReadyState } from "./state";

/** Networks of the factory's subscriptions, or undefined while they are not read. */
export function knownNetworks(state: ReadyState): readonly ExistingNetwork[] | undefined {
  return state.loads.facts[factoryKey(state.draft.manifest)]?.value?.networks;
}

/** The factory's own network of an environment, where it exists already. */
export function ownNetwork(state: ReadyState, id: EnvironmentId): ExistingNetwork | undefined {
  const name = projectNames(state.draft.manifest, id).vnet.toLowerCase();
  return knownNetworks(state)?.find(
    (one) => one.environment === id && one.name.toLowerCase() === name,
  );
}

export function planOf(state: ReadyState, id: EnvironmentId): AddressPlan {
  return addressPlan(state.draft.manifest, id, ownNetwork(state, id));
}

function overlap(left: readonly string[], right: readonly string[]): string | undefined {
  return right.find((one) => {
    const range = parseRange(one);
    return (
      range !== undefined &&
      left.some((other) => {
        const parsed = parseRange(other);
        return parsed !== undefined && overlaps(parsed, range);
      })
    );
  });
}

/** Address ranges of an environment: those of its network where it exists, else the planned space. */
export function spacesOf(state: ReadyState, id: EnvironmentId): readonly string[] {
  const space = state.draft.manifest.environments[id]?.network.addressSpace;
  return ownNetwork(state, id)?.addressPrefixes ?? (space === undefined ? [] : [space]);
}

function overlapProblem(state: ReadyState, id: EnvironmentId): Problem | undefined {
  const own = ownNetwork(state, id);
  const spaces = spacesOf(state, id);
  const others = (knownNetworks(state) ?? []).filter(
    (one) => one.environment === id && one.id !== own?.id,
  );
  const hit = others.find((one) => overlap(spaces, one.addressPrefixes) !== undefined);
  if (!hit) return undefined;
  return {
    severity: "warning",
    code: "ADDRESS_SPACE_OVERLAP",
    path: `environments.${id}.network.addressSpace`,
    page: "network",
    environment: id,
    message: t(
      "{0} of {1} overlaps {2} ({3}). The two networks cannot be peered; choose another space if they will be.",
      spaces.join(", "),
      environmentSpellings[id].title,
      hit.name,
      overlap(spaces, hit.addressPrefixes) ?? "",
    ),
  };
}

/** Room in a network that exists; that of a planned one is a rule of the manifest itself. */
function roomProblem(state: ReadyState, id: EnvironmentId): Problem | undefined {
  if (!ownNetwork(state, id)) return undefined;
  const plan = planOf(state, id);
  if (plan.space === undefined || plan.missing.length === 0) return undefined;
  return {
    severity: "error",
    code: "ADDRESS_SPACE_FULL",
    path: `environments.${id}.network.addressSpace`,
    page: "network",
    environment: id,
    message: t(
      "{0} of {1} has no room for {2} more subnets of this project. Choose a larger space.",
      plan.space,
      environmentSpellings[id].title,
      plan.missing.length,
    ),
  };
}

const isDefined = (problem: Problem | undefined): problem is Problem => problem !== undefined;

/** What the address plan has to say beyond the manifest itself: other networks, and room. */
export function networkProblems(state: ReadyState): readonly Problem[] {
  return selectedInOrder(state)
    .filter((id) => state.draft.manifest.environments[id])
    .flatMap((id) => [overlapProblem(state, id), roomProblem(state, id)])
    .filter(isDefined);
}

/** Environments that would get the same or overlapping spaces: they cannot be peered to one hub. */
export function sharedSpaces(state: ReadyState): readonly EnvironmentId[] {
  const ids = selectedInOrder(state);
  return ids.filter((id) =>
    ids.some((other) => other !== id && overlap(spacesOf(state, id), spacesOf(state, other))),
  );
}

/** Address ranges that AKS keeps for itself: its services, and the container bridge of its nodes. */
export const reservedRanges = ["10.0.0.0/16", "172.17.0.0/16"] as const;

export function reservedHit(state: ReadyState, id: EnvironmentId): string | undefined {
  return overlap(spacesOf(state, id), reservedRanges);
}
