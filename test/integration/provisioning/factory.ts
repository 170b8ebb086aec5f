import type { Sandbox, SandboxOptions } from "../../../sandbox/server";
import { startSandbox } from "../../../sandbox/server";
import type { AzureSession } from "../../../src/azure/AzureSession";
import { openSession } from "../../../src/azure/openSession";
import { runDeployment } from "../../../src/azure/runDeployment";
import { loadSubscriptions } from "../../../src/azure/subscriptions";
import { environmentIds, type EnvironmentId } from "../../../src/project/environments";
import type { ComputeOverrides, ProjectManifest } from "../../../src/project/manifest";
import { newProject, withInstanceNames } from "../../../src/project/newProject";
import { withPreviewSalts } from "../../../src/project/salts";
import { observeEnvironment } from "../../../src/provisioning/observe";
import type { EnvironmentPlan } from "../../../src/provisioning/plan";
import { planEnvironment } from "../../../src/provisioning/planEnvironment";
import { replacementsOf } from "../../../src/provisioning/run/requireRunnable";
import type { RunOptions } from "../../../src/provisioning/run/RunOptions";
import { runProject } from "../../../src/provisioning/run/runProject";
import type { RunEvent } from "../../../src/runs/events";
import { systemClock, type Clock } from "../../../src/shared/Clock";
import { UserError } from "../../../src/shared/errors";
import { silentLogger } from "../../../src/shared/Logger";
import { call } from "../../support/sandbox";

/** A sandbox with a connection to it, both gone after `close`. */
export interface Factory {
  readonly sandbox: Sandbox;
  readonly session: AzureSession;
  close(): Promise<void>;
}

/** Starts a sandbox in which everything is at once, without the sample factory unless asked for. */
export async function startFactory(options: SandboxOptions = {}): Promise<Factory> {
  const sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0, ...options });
  const session = await connect(sandbox);
  return {
    sandbox,
    session,
    close: async () => {
      session.close();
      await sandbox.close();
    },
  };
}

export function connect({ connection }: Pick<Sandbox, "connection">): Promise<AzureSession> {
  const retry = { maxRetries: 2, retryDelayInMs: 1 };
  const common = { logger: silentLogger, version: "0.1.0", retry };
  return openSession({ cloud: "sandbox", connection, ...common });
}

export interface ProjectOptions {
  readonly number?: string;
  readonly environments?: readonly EnvironmentId[];
  readonly region?: string;
  readonly compute?: Readonly<Partial<Record<EnvironmentId, ComputeOverrides>>>;
}

/** A new project of the connected account, over the account's subscriptions, with decided salts. */
export async function project(
  session: AzureSession,
  options: ProjectOptions = {},
): Promise<ProjectManifest> {
  const { number = "001", environments = ["dev"], region = "westeurope", compute = {} } = options;
  const { username, objectId, tenantId } = session.account;
  const found = await loadSubscriptions(session);
  const subscriptions = Object.fromEntries(
    environments.map((id) => [id, found.find(({ name }) => name.endsWith(id))?.id ?? ""]),
  );
  const creator = { objectId, tenantId, displayName: username };
  const place = { cloud: "sandbox", tenantId, region, shortCode: "weu" } as const;
  const manifest = newProject({ ...place, subscriptions, number, creator });
  const salted = withInstanceNames(environmentIds.reduce(withPreviewSalts, manifest));
  return environments.reduce((next, id) => withCompute(next, id, compute[id]), salted);
}

/** A copy with these compute settings in one environment. */
export function withCompute(
  manifest: ProjectManifest,
  id: EnvironmentId,
  compute: ComputeOverrides | undefined,
): ProjectManifest {
  const settings = manifest.environments[id];
  if (!settings || !compute) return manifest;
  const environments = { ...manifest.environments, [id]: { ...settings, compute } };
  return { ...manifest, environments };
}

/** Looks at what is there and plans one environment. */
export async function plan(
  session: AzureSession,
  manifest: ProjectManifest,
  environment: EnvironmentId = "dev",
): Promise<EnvironmentPlan> {
  return planEnvironment(
    manifest,
    environment,
    await observeEnvironment(session, manifest, environment),
  );
}

export interface RunHow extends Pick<RunOptions, "signal"> {
  /** Ids of replacements that are agreed to, or all of them; none when absent. */
  readonly confirmed?: readonly string[] | "all";
  readonly clock?: Clock;
  readonly onEvent?: (event: RunEvent) => void;
}

export interface Run {
  readonly plans: readonly EnvironmentPlan[];
  readonly events: readonly RunEvent[];
}

/** Plans the environments of the manifest and runs them; `events` is filled also when the run fails. */
export async function run(
  session: AzureSession,
  manifest: ProjectManifest,
  events: RunEvent[] = [],
  more: RunHow = {},
): Promise<Run> {
  const { onEvent, confirmed = [], ...how } = more;
  const ids = environmentIds.filter((id) => manifest.environments[id] !== undefined);
  const plans = await Promise.all(ids.map((id) => plan(session, manifest, id)));
  const agreed = confirmed === "all" ? replacementsOf(plans).map(({ id }) => id) : confirmed;
  await runProject({
    manifest,
    plans,
    confirmed: new Set(agreed),
    sessionOf: () => session,
    runDeployment,
    clock: systemClock,
    pollIntervalMs: 5,
    report: (event) => {
      events.push(event);
      onEvent?.(event);
    },
    runId: "run-1",
    by: session.account.username,
    ...how,
  });
  return { plans, events };
}

/** A template resource as it was sent; nested templates are looked into. */
export interface SentResource {
  readonly type: string;
  readonly name: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

const nestedOf = (resource: SentResource) =>
  (resource.properties?.["template"] as { resources: readonly SentResource[] } | undefined)
    ?.resources ?? [];

/** Every resource of the deployments that clients have sent to the sandbox, from its record. */
export function sentResources({ requests }: Sandbox): readonly SentResource[] {
  return requests
    .all()
    .filter(({ method, path }) => method === "PUT" && path.includes("/deployments/"))
    .flatMap(({ requestBody }) => {
      const { properties } = requestBody as { properties: SentResource["properties"] };
      return nestedOf({ type: "", name: "", ...(properties && { properties }) });
    })
    .flatMap((resource) => [resource, ...nestedOf(resource)]);
}

export const sentOfType = (sandbox: Sandbox, type: string) =>
  sentResources(sandbox).filter((resource) => resource.type === type);

/** A request that is not the product's: what other people do in the meantime. */
export async function asSomebodyElse(
  sandbox: Sandbox,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const { connection } = sandbox;
  const request = { method, path, ...(body ? { body } : {}) };
  const { status } = await call(connection, request);
  if (status >= 300) throw new Error(`${method} ${path}: ${String(status)}`);
}

/** Changes a resource as somebody else would have. */
export function alter({ store }: Sandbox, id: string, properties: object): void {
  const record = store.get(id);
  if (!record) throw new Error(`${id} is not there`);
  store.put({ ...record, properties: { ...record.properties, ...properties } });
}

/** What the store holds, without what every write makes anew. */
export function snapshot({ store }: Sandbox): ReadonlyMap<string, string> {
  const withoutMarks = (key: string, value: unknown) =>
    ["etag", "systemData", "internal"].includes(key) ? undefined : value;
  const kept = store.list().filter(({ type }) => !/deployments$/i.test(type));
  return new Map(kept.map((record) => [record.id, JSON.stringify(record, withoutMarks)]));
}

/** What clients have changed outside of deployments: method, path and query without the version. */
export function sentDirectly({ requests }: Sandbox): readonly string[] {
  return requests
    .all()
    .filter(({ method, path }) => method !== "GET" && !path.includes("/deployments/"))
    .map(({ method, path, query }) => {
      const asked = new URLSearchParams(query);
      asked.delete("api-version");
      return `${method} ${path}${asked.size > 0 ? `?${asked.toString()}` : ""}`;
    });
}

/** What a person reads of work that fails; anything but an error for people is thrown on. */
export async function sentence(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error("It did not fail."),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  return error.message;
}
