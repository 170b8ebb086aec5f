import type { ComputeOffer } from "../../src/project/computeOffer";
import { environmentIds, type EnvironmentId } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import type {
  FactoryFacts,
  ProjectDraft,
  RegionInfo,
  ReviewModel,
} from "../../src/wizards/contracts/createProject";
import type { ReadyState } from "./state";

/** What the page reads from the host by itself, kept by the key that names what was asked. */
export interface LoadValues {
  readonly regions: readonly RegionInfo[];
  readonly offers: ComputeOffer;
  readonly facts: FactoryFacts;
  readonly salts: ProjectDraft;
  readonly review: ReviewModel;
}
export type LoadKind = keyof LoadValues;

export interface Load<T> {
  /** `stale`: read again; the old value stays visible meanwhile. */
  readonly status: "loading" | "ready" | "failed" | "stale";
  readonly value?: T;
  readonly reason?: string;
  /** No answer for ten seconds. */
  readonly slow?: boolean;
}
export type Loads = {
  readonly [K in LoadKind]: Readonly<Record<string, Load<LoadValues[K]>>>;
};

export const noLoads: Loads = { regions: {}, offers: {}, facts: {}, salts: {}, review: {} };

export interface WantedLoad {
  readonly kind: LoadKind;
  readonly key: string;
}

export const offerKey = (subscriptionId: string, region: string) => `${subscriptionId}/${region}`;

/** Everything that decides where the factory's common level is: its names and its subscriptions. */
export function factoryKey(manifest: ProjectManifest): string {
  const { factory, location } = manifest;
  const subscriptions = environmentIds.map((id) => manifest.environments[id]?.subscriptionId ?? "");
  return [...Object.values(factory), location.region, location.shortCode, ...subscriptions].join(
    "|",
  );
}

export function saltsKey({ manifest, selected }: ProjectDraft): string {
  const chosen = environmentIds.filter((id) => selected.includes(id)).join(",");
  return `${factoryKey(manifest)}|${manifest.project.number}|${chosen}`;
}

export const reviewKey = (state: ReadyState) => `revision ${String(state.revision)}`;

/** The first subscription that is known here: regions are the same for all of one tenant. */
export function regionsSubscription(state: ReadyState): string | undefined {
  const known = new Set(state.connection.subscriptions.map((one) => one.id));
  return selectedInOrder(state)
    .map((id) => state.draft.manifest.environments[id]?.subscriptionId)
    .find((id) => id !== undefined && known.has(id));
}

export function selectedInOrder(state: ReadyState): readonly EnvironmentId[] {
  return environmentIds.filter((id) => state.draft.selected.includes(id));
}

export function missesSalt(state: ReadyState): boolean {
  return selectedInOrder(state).some((id) => {
    const settings = state.draft.manifest.environments[id];
    return settings !== undefined && (!settings.salt || !settings.identitySalt);
  });
}

/** What the state of the page needs to have read; pure, so that tests can ask. */
export function neededLoads(state: ReadyState): readonly WantedLoad[] {
  if (!state.connection.account || state.connecting) return [];
  const { manifest, page } = state.draft;
  const needed: WantedLoad[] = [];
  const subscription = regionsSubscription(state);
  if (subscription) needed.push({ kind: "regions", key: subscription });
  const known = new Set(state.connection.subscriptions.map((one) => one.id));
  for (const id of selectedInOrder(state)) {
    const at = manifest.environments[id]?.subscriptionId;
    if (!at || !known.has(at) || manifest.location.region === "") continue;
    const key = offerKey(at, manifest.location.region);
    if (!needed.some((one) => one.kind === "offers" && one.key === key)) {
      needed.push({ kind: "offers", key });
    }
  }
  if (subscription) needed.push({ kind: "facts", key: factoryKey(manifest) });
  if (subscription && missesSalt(state)) needed.push({ kind: "salts", key: saltsKey(state.draft) });
  if (page === "review" && !state.blocked) needed.push({ kind: "review", key: reviewKey(state) });
  return needed;
}

/** A load as the page tells of it: what is needed is being read, also in the pause before it is asked for. */
export function shownLoad(
  state: ReadyState,
  { kind, key }: WantedLoad,
): Load<LoadValues[LoadKind]> | undefined {
  const isNeeded = () => neededLoads(state).some((one) => one.kind === kind && one.key === key);
  return state.loads[kind][key] ?? (isNeeded() ? { status: "loading" } : undefined);
}

/** The part of `neededLoads` that is neither read nor being read. */
export function wantedLoads(state: ReadyState): readonly WantedLoad[] {
  return neededLoads(state).filter(({ kind, key }) => {
    const load = state.loads[kind][key];
    return !load || load.status === "stale";
  });
}
