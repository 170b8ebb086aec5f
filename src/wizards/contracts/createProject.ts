import type { ComputeOffer } from "../../project/computeOffer";
import type { EnvironmentId } from "../../project/environments";
import type { CloudId, ProjectManifest } from "../../project/manifest";
import type { Problem, ProjectPage } from "../../project/problems";
import type { PlannedChange } from "../../provisioning/plan";
import type { RunEvent } from "../../runs/events";

/** What the page edits. Kept in the extension's storage until Create writes the manifest. */
export interface ProjectDraft {
  /** Shaped like the manifest; single values may still be wrong, `texts` holds what could not be parsed. */
  readonly manifest: ProjectManifest;
  /** Environments to create in this run. */
  readonly selected: readonly EnvironmentId[];
  /** Typed text by manifest path, where it is not a value yet (for example an empty node count). */
  readonly texts: Readonly<Record<string, string>>;
  readonly page: ProjectPage;
  readonly visited: readonly ProjectPage[];
}

export interface ConnectionInfo {
  readonly cloud: CloudId;
  readonly simulated: boolean;
  readonly account?: { readonly username: string; readonly objectId: string };
  readonly tenant?: { readonly id: string; readonly name?: string };
  readonly subscriptions: readonly SubscriptionInfo[];
  /** Sentence for people when not connected. */
  readonly reason?: string;
}

export interface SubscriptionInfo {
  readonly id: string;
  readonly name: string;
  /** What the permissions API says about the caller; `unknown` carries the reason. */
  readonly rights: CallerRights;
  readonly rightsReason?: string;
}

export type CallerRights = "canCreate" | "cannotAssignRoles" | "cannotCreate" | "unknown";

export interface RegionInfo {
  readonly name: string;
  readonly displayName: string;
}

/** Existing names, networks and rights in the factory, for the next free number and the checks. */
export interface FactoryFacts {
  readonly usedProjectNumbers: readonly string[];
  readonly networks: readonly ExistingNetwork[];
  /** Rights in the common resource group, the nearest scope that Azure answers for; absent where there is none. */
  readonly rights: Readonly<Partial<Record<EnvironmentId, CallerRights>>>;
  /** ISO 8601. */
  readonly checkedAt: string;
}

export interface ExistingNetwork {
  readonly environment: EnvironmentId;
  readonly id: string;
  readonly name: string;
  readonly addressPrefixes: readonly string[];
  readonly subnets: readonly { readonly name: string; readonly prefix: string }[];
}

export interface ReviewModel {
  readonly totals: Readonly<Record<PlannedChange, number>>;
  readonly redFlags: readonly RedFlag[];
  readonly groups: readonly ReviewGroup[];
  readonly steps: readonly ReviewStep[];
  /** What cannot come true; errors block Create. */
  readonly problems: readonly Problem[];
  readonly files: readonly ReviewFile[];
  /** Environments whose plan could not be made, with the reason. */
  readonly failures: readonly { readonly environment: EnvironmentId; readonly reason: string }[];
  /** ISO 8601. */
  readonly checkedAt: string;
}

/** Work before or after the deployment. One with `loses` needs a tick, which Create passes on by its id. */
export interface ReviewStep {
  readonly environment: EnvironmentId;
  readonly id: string;
  readonly phase: "before" | "after";
  readonly change: "create" | "modify" | "delete";
  readonly name: string;
  readonly title: string;
  readonly detail: string;
  readonly loses?: string;
  readonly undo?: string;
}

export interface RedFlag {
  readonly message: string;
  readonly help: string;
  readonly page: ProjectPage;
}

export interface ReviewGroup {
  readonly environment: EnvironmentId;
  readonly resourceGroup: string;
  readonly shared: boolean;
  readonly rows: readonly {
    readonly change: PlannedChange;
    readonly name: string;
    readonly kind: string;
    readonly detail: string;
  }[];
}

export interface ReviewFile {
  /** Relative to the workspace folder. */
  readonly path: string;
  readonly change: "new" | "changed" | "unchanged";
  readonly lines: number;
}

export interface InitialState {
  readonly draft: ProjectDraft;
  readonly connection: ConnectionInfo;
  /** Name of the folder that gets the manifest; absent when no folder is open. */
  readonly folder?: string;
  /** Events of this project's run so far, if there is one; the page replays them. */
  readonly run?: readonly RunEvent[];
}

/** Requests of the page. Each is answered, also with an error, and can be cancelled. */
export interface CreateProjectRequests {
  ready: { params: undefined; result: InitialState };
  connect: { params: { cloud: CloudId }; result: ConnectionInfo };
  loadRegions: { params: { subscriptionId: string }; result: readonly RegionInfo[] };
  loadComputeOffer: {
    params: { subscriptionId: string; region: string };
    result: ComputeOffer;
  };
  loadFactoryFacts: { params: { draft: ProjectDraft }; result: FactoryFacts };
  /** Decides salts that are still open (esml-domain 1.4); answers with the draft that has them. */
  decideSalts: { params: { draft: ProjectDraft }; result: ProjectDraft };
  saveDraft: { params: { draft: ProjectDraft }; result: undefined };
  review: { params: { draft: ProjectDraft }; result: ReviewModel };
  openFileDiff: { params: { draft: ProjectDraft; path: string }; result: undefined };
  /** Writes the manifest and starts the run; `needsFolder` when none is open and none was chosen. */
  create: {
    /** `confirmed`: ids of the steps whose losses were agreed to. */
    params: { draft: ProjectDraft; confirmed?: readonly string[] };
    result: { outcome: "started" | "needsFolder" | "declined"; problems?: readonly Problem[] };
  };
  continueRun: { params: undefined; result: undefined };
  cancelRun: { params: undefined; result: undefined };
  /** Closes the page; the run goes on and the draft is kept. */
  close: { params: undefined; result: undefined };
  showLog: { params: undefined; result: undefined };
  copyText: { params: { text: string; what: string }; result: undefined };
}

/** What the host tells the page without being asked. */
export type CreateProjectEvent =
  | { readonly kind: "runEvent"; readonly event: RunEvent }
  | { readonly kind: "connectionChanged"; readonly connection: ConnectionInfo };
