import type { EnvironmentId } from "./environments";

export const projectPages = [
  "factory",
  "team",
  "services",
  "compute",
  "network",
  "review",
  "create",
] as const;
export type ProjectPage = (typeof projectPages)[number];

/** Something a person has to fix or know, at the field that causes it. */
export interface Problem {
  readonly severity: "error" | "warning" | "info";
  /** Stable, upper case, for example `NAME_TOO_LONG`. */
  readonly code: string;
  /** Path of the value in the manifest, for example `environments.prod.compute.clusterSku`. */
  readonly path: string;
  readonly page: ProjectPage;
  readonly environment?: EnvironmentId;
  /** What, where, what to do: whole sentences. */
  readonly message: string;
  /** The way out that the message names: `label` stands in the message, `value` goes to `path`. */
  readonly fix?: { readonly label: string; readonly value: string | number };
}
