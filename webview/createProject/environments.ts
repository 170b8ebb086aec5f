import {
  environmentIds,
  environmentSpellings,
  type EnvironmentId,
} from "../../src/project/environments";
import { selectedInOrder } from "./loads";
import type { ReadyState } from "./state";

/** Environments of the manifest, in order: what the compute matrix and the plans show. */
export function manifestEnvironments(state: ReadyState): readonly EnvironmentId[] {
  return environmentIds.filter((id) => state.draft.manifest.environments[id]);
}

/** Environments that a page shows one at a time: those to be created, else all of the manifest. */
function choices(state: ReadyState): readonly EnvironmentId[] {
  const selected = selectedInOrder(state);
  return selected.length > 0 ? selected : manifestEnvironments(state);
}

export function environmentSegments(state: ReadyState) {
  return choices(state).map((value) => ({ value, title: environmentSpellings[value].title }));
}

/** The wanted environment where it can be shown, else the first. */
export function shownEnvironment(state: ReadyState, wanted: EnvironmentId): EnvironmentId {
  const all = choices(state);
  return all.includes(wanted) ? wanted : (all[0] ?? "dev");
}
