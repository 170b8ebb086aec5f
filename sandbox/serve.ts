import { randomBytes, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import type { Catalogue } from "./catalogue/catalogue";
import { createCertificate } from "./certificate";
import { SimulatedClock } from "./clock";
import { closeDataPlanes, openDataPlanes } from "./dataPlane/createDataPlanes";
import { createServices, resumeOperations, type CreatedServices } from "./createServices";
import type { Route, Settings } from "./exchange";
import type { Faults, FaultRule } from "./faults";
import { Identity } from "./identity";
import type { Kinds } from "./kinds";
import { listen } from "./listen";
import { loadState, type KeptState } from "./persistence";
import { Presence } from "./presence";
import type { Provider, ProviderContext } from "./provider";
import { recordInto } from "./recording";
import type { RecordedRequest, RequestLog } from "./requestLog";
import { addSubscriptions } from "./resourceManager/subscriptions";
import { StateFolder, type Connection } from "./stateFolder";
import { StateWriter } from "./StateWriter";
import { Store } from "./store";
import { azureLimits, type ThrottleLimits } from "./throttle";

export interface ServeOptions {
  /** Absent: everything is kept in memory only. */
  readonly stateFolder?: string;
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** Real time = simulated duration x this; 0 = at once, Infinity = only when the clock is advanced. */
  readonly timeScale?: number;
  /** Real milliseconds until Resource Graph shows a change. */
  readonly graphLagMs?: number;
  readonly pageSize?: number;
  /** Default: Azure's limits; none when everything is at once, because no client of Azure is that fast. */
  readonly throttle?: ThrottleLimits | "off";
  /** Fills a new sandbox; what it puts is complete when the sandbox answers its first request. */
  readonly seed?: (context: ProviderContext) => Promise<void>;
  readonly faults?: readonly FaultRule[];
  /** Real milliseconds after the last client has gone until `onIdle`. */
  readonly idleMs?: number;
  readonly onIdle?: () => void;
  readonly onRequest?: (request: RecordedRequest) => void;
  /** Every request and answer goes to a file in this folder. */
  readonly recordFolder?: string | undefined;
  readonly providers: readonly Provider[];
  readonly catalogue: Catalogue;
  /** Wall clock, epoch milliseconds. */
  readonly realNow?: () => number;
  readonly newGuid?: () => string;
}

/** A running sandbox, in this process. */
export interface Sandbox {
  readonly endpoint: string;
  readonly ca: string;
  readonly token: string;
  readonly tenantId: string;
  readonly connection: Connection;
  /** Undefined when everything is kept in memory only. */
  readonly folder: StateFolder | undefined;
  /** The folder held the state of an earlier run, so that no seed was asked for. */
  readonly hadState: boolean;
  readonly clock: SimulatedClock;
  readonly settings: Settings;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly store: Store;
  readonly context: ProviderContext;
  /** What it knows: types of resources, and routes. */
  readonly kinds: Kinds;
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

const defaultTimeScale = 0.05;
const defaultGraphLagMs = 3000;
const defaultPageSize = 100;
/** A client that does not get on with its request is let go. */
const patience = { handshakeTimeout: 20_000, headersTimeout: 20_000, requestTimeout: 60_000 };

/** Starts a sandbox with the given providers. Throws `FolderInUse` when another process has the state folder. */
export async function serve(options: ServeOptions): Promise<Sandbox> {
  const folder =
    options.stateFolder === undefined ? undefined : new StateFolder(options.stateFolder);
  await folder?.lock();
  try {
    return await start(options, folder);
  } catch (error) {
    await folder?.unlock();
    throw error;
  }
}

async function start(options: ServeOptions, folder: StateFolder | undefined): Promise<Sandbox> {
  const { realNow = Date.now, catalogue, timeScale = defaultTimeScale } = options;
  const clock = new SimulatedClock(timeScale, realNow);
  const { key, cert } = await (folder?.certificate(clock.now()) ?? createCertificate(clock.now()));
  const caller = catalogue.caller;
  const identity = new Identity(caller, (await folder?.tokenKey()) ?? randomBytes(32), clock);
  const kept = folder && (await loadState(folder));
  const store = openStore(kept, catalogue);
  const settings = createSettings(options);
  const { onIdle = (): void => undefined, idleMs, newGuid = randomUUID } = options;
  const presence = new Presence({ onIdle, ...(idleMs !== undefined && { idleMs }) });
  const server = createServer({ key, cert, minVersion: "TLSv1.2", ...patience });
  const origin = await openPort(server, options.port ?? 0);
  const { providers } = options;
  const parts = {
    origin,
    clock,
    identity,
    store,
    catalogue,
    presence,
    settings,
    newGuid,
    providers,
    ...(folder && { dataFolder: folder.folder }),
  };
  const created = createServices(parts);
  const { services, deployments, graph } = created;
  await openDataPlanes(services.dataPlanes);
  await resumeOperations(created, kept?.operations ?? []);
  services.faults.set(options.faults ?? []);
  listenToRequests(services.requests, options);
  if (!kept && options.seed) {
    await fill(options.seed, created, clock);
  }
  graph.open();
  deployments.resume();
  const { operations } = services;
  const writer = folder && new StateWriter({ folder, store, operations, kept });
  const closeServer = listen(server, services);
  const { tenantId } = caller;
  const token = identity.issueToken();
  const { pid } = process;
  const connection = { endpoint: origin, ca: cert, token, tenantId, pid, simulated: true as const };
  await folder?.writeConnection(connection);
  return {
    ...toSandbox(connection, services, clock),
    folder,
    hadState: kept !== undefined,
    close: async () => {
      presence.close();
      await closeServer();
      await closeDataPlanes(services.dataPlanes);
      await writer?.close();
      clock.close();
      await folder?.unlock();
    },
  };
}

function listenToRequests(
  requests: RequestLog,
  { onRequest, recordFolder }: Pick<ServeOptions, "onRequest" | "recordFolder">,
): void {
  if (onRequest) {
    requests.onDidAdd(onRequest);
  }
  if (recordFolder) {
    requests.onDidAdd(recordInto(recordFolder));
  }
}

function openStore(kept: KeptState | undefined, catalogue: Catalogue): Store {
  const store = new Store();
  for (const record of kept?.records ?? []) {
    store.put(record);
  }
  addSubscriptions(store, catalogue);
  return store;
}

function createSettings(options: ServeOptions): Settings {
  const { graphLagMs = defaultGraphLagMs, pageSize = defaultPageSize, timeScale } = options;
  const { throttle = timeScale === 0 ? "off" : azureLimits, catalogue } = options;
  return {
    graphLagMs,
    pageSize,
    network: "inside",
    permissions: catalogue.permissions,
    throttle: throttle === "off" ? undefined : throttle,
  };
}

function toSandbox(
  connection: Connection,
  { settings, faults, requests, store, context, kinds, router }: CreatedServices["services"],
  clock: SimulatedClock,
): Omit<Sandbox, "close" | "folder" | "hadState"> {
  const { endpoint, ca, token, tenantId } = connection;
  const shared = { settings, faults, requests, store, context, kinds, routes: router.all };
  return { endpoint, ca, token, tenantId, connection, clock, ...shared };
}

/** Long operations of the seed end at once, as if they had been there for long. */
async function fill(
  seed: (context: ProviderContext) => Promise<void>,
  { services }: CreatedServices,
  clock: SimulatedClock,
): Promise<void> {
  const { context, operations, store } = services;
  const { timeScale } = clock;
  clock.timeScale = 0;
  await seed({
    ...context,
    put: async (id, body) => {
      const record = await context.put(id, body);
      const running = operations.running(id);
      if (running) {
        await operations.ended(running);
      }
      return store.get(id) ?? record;
    },
  });
  clock.timeScale = timeScale;
}

/** Resolves with the origin once the server listens; nothing is answered yet. */
async function openPort(server: Server, port: number): Promise<string> {
  server.listen({ host: "127.0.0.1", port });
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve).once("error", reject);
  });
  return `https://127.0.0.1:${String(addressOf(server.address()).port)}`;
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") {
    throw new Error("The server has no port.");
  }
  return address;
}
