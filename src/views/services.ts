import type { Event } from "vscode";
import type { AzureSession } from "../azure/AzureSession";
import type { CloudId, ProjectManifest } from "../project/manifest";
import type { Clock } from "../shared/Clock";
import type { Logger } from "../shared/Logger";

/** An `esml.project.json` in the workspace: read, or not readable with the reason. */
export interface WorkspaceManifest {
  /** Address of the file as text; unique. */
  readonly uri: string;
  /** Relative to the workspace, for people. */
  readonly path: string;
  readonly content:
    | { readonly kind: "manifest"; readonly manifest: ProjectManifest }
    /** One sentence: what, where, what to do. */
    | { readonly kind: "problem"; readonly reason: string };
}

/** These resources have just been made, changed or deleted; Resource Graph may not know it yet. */
export interface ResourcesChanged {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly resourceIds: readonly string[];
}

export interface Connections {
  /** The live session, or undefined when not connected to this cloud and tenant. In memory, no sign-in. */
  getSession(cloud: CloudId, tenantId: string): AzureSession | undefined;
  /** Every live session. */
  getSessions(): readonly AzureSession[];
  /** Sentence for people: why there is no session, for example that the sandbox ended. */
  getReason(cloud: CloudId, tenantId: string): string | undefined;
  readonly onDidChange: Event<void>;
}

export interface SubscriptionSource {
  /** Ids of the setting `esml.subscriptions`; in the sandbox every subscription that it holds. */
  loadSearched(session: AzureSession, signal: AbortSignal): Promise<readonly string[]>;
  /** Names by lower-case subscription id, as far as the account sees them. */
  loadNames(session: AzureSession, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  readonly onDidChange: Event<void>;
}

/** All that the *Environments* view needs from outside. */
export interface EnvironmentsServices {
  readonly connections: Connections;
  readonly manifests: {
    /** Every manifest of the workspace, in a stable order. */
    list(signal: AbortSignal): Promise<readonly WorkspaceManifest[]>;
    readonly onDidChange: Event<void>;
  };
  readonly subscriptions: SubscriptionSource;
  readonly onDidChangeResources: Event<ResourcesChanged>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** False in a restricted workspace: looking is allowed, acts that change something are not offered. */
  isTrusted(): boolean;
}
