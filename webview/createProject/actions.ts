import type { EnvironmentId } from "../../src/project/environments";
import type { ProjectManifest } from "../../src/project/manifest";
import type { Problem, ProjectPage } from "../../src/project/problems";
import type { ConnectionInfo, InitialState } from "../../src/wizards/contracts/createProject";
import type { Load, LoadKind, LoadValues } from "./loads";
import type { RunEvent } from "./run";
import type { Notice, PageOptions, ReadyState } from "./state";

export type LoadAction = {
  readonly [K in LoadKind]: {
    readonly kind: "loadChanged";
    readonly what: K;
    readonly key: string;
    readonly load: Load<LoadValues[K]>;
  };
}[LoadKind];

export type Action =
  | { readonly kind: "started"; readonly initial: InitialState; readonly options: PageOptions }
  | { readonly kind: "startFailed"; readonly reason: string }
  | { readonly kind: "lostChanged"; readonly lost: boolean }
  | { readonly kind: "edited"; readonly manifest: ProjectManifest; readonly path?: string }
  | { readonly kind: "textTyped"; readonly path: string; readonly text: string }
  | { readonly kind: "environmentSelected"; readonly id: EnvironmentId; readonly on: boolean }
  | { readonly kind: "pageOpened"; readonly page: ProjectPage }
  | { readonly kind: "problemOpened"; readonly page: ProjectPage; readonly path: string }
  | { readonly kind: "focused" }
  | { readonly kind: "connecting" }
  | { readonly kind: "connectionChanged"; readonly connection: ConnectionInfo }
  | LoadAction
  | { readonly kind: "savedChanged"; readonly saved: ReadyState["saved"] }
  | { readonly kind: "blockedChanged"; readonly blocked: boolean }
  | { readonly kind: "busyChanged"; readonly busy?: "create" | "continue" | "cancel" }
  | { readonly kind: "noticed"; readonly notice: Notice; readonly problems?: readonly Problem[] }
  | { readonly kind: "runEvent"; readonly event: RunEvent }
  | { readonly kind: "cancelAsked"; readonly asked: boolean }
  | { readonly kind: "optionsChanged"; readonly options: Partial<PageOptions> };
