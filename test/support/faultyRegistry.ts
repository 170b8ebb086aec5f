import { startSandbox, type Sandbox } from "../../sandbox/server";
import { apiVersions } from "../../src/azure/apiVersions";
import { openSession } from "../../src/azure/openSession";
import { parseArmError } from "../../src/azure/parseArmError";
import { silentLogger } from "../../src/shared/Logger";
import { call, firstSubscription, type RawAnswer } from "./sandbox";

const subscriptionId = firstSubscription();
const group = `/subscriptions/${subscriptionId}/resourceGroups/rg`;
const id = `${group}/providers/Microsoft.ContainerRegistry/registries/faulty1`;
const apiVersion = apiVersions["microsoft.containerregistry"];
const content = { location: "westeurope", sku: { name: "Premium" } };

export interface RawOutcome extends Partial<RawAnswer> {
  /** Code of the error when the connection broke. */
  readonly broken?: unknown;
}

export interface FaultyRegistry {
  readonly sandbox: Sandbox;
  /** Path and query of the registry. */
  readonly path: string;
  /** Replaces the declared faults over the control endpoint and empties the record. */
  declare(...faults: readonly object[]): Promise<void>;
  counters(): Promise<unknown>;
  /** What a client without any comfort sees. */
  rawGet(): Promise<RawOutcome>;
  rawPut(): Promise<RawOutcome>;
  /** A raw call of the product's session. */
  get(signal?: AbortSignal): Promise<unknown>;
  /** A client of the product's session, which waits for the long operation. */
  create(): Promise<unknown>;
  /** How many registries there are. */
  count(): number;
  /** Takes the registry away without a request. */
  remove(): void;
  close(): Promise<void>;
}

/** A sandbox in which a client without comfort and the product ask for one container registry. */
export async function startFaultyRegistry(): Promise<FaultyRegistry> {
  const sandbox = await startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 });
  await sandbox.context.put(group, { location: "westeurope" });
  const retry = { maxRetries: 2, retryDelayInMs: 1 };
  const common = { logger: silentLogger, version: "0.1.0", retry };
  const { connection } = sandbox;
  const session = await openSession({ cloud: "sandbox", connection, ...common });
  const path = `${id}?api-version=${apiVersion}`;
  const raw = (method: string, body?: unknown): Promise<RawOutcome> =>
    call(sandbox, { method, path, body }).catch((error: unknown) => ({
      broken: error instanceof Error && "code" in error ? error.code : error,
    }));
  return {
    sandbox,
    path,
    declare: async (...faults) => {
      const put = { method: "PUT", path: "/_sandbox/faults", body: { faults } };
      const { status, body } = await call(sandbox, put);
      if (status !== 200) throw new Error(JSON.stringify(body));
      sandbox.requests.clear();
    },
    counters: async () => {
      const { body } = await call(sandbox, { method: "GET", path: "/_sandbox/faults" });
      return (body as { counters: unknown }).counters;
    },
    rawGet: () => raw("GET"),
    rawPut: () => raw("PUT", content),
    get: (signal) =>
      session.send({ method: "GET", path: id, apiVersion, ...(signal && { signal }) }),
    create: async () => {
      const { registries } = await session.containerRegistry(subscriptionId);
      try {
        return await registries.create("rg", "faulty1", content, { updateIntervalInMs: 1 });
      } catch (error) {
        throw parseArmError(error);
      }
    },
    count: () => sandbox.store.list({ type: "Microsoft.ContainerRegistry/registries" }).length,
    remove: () => {
      sandbox.store.delete(id);
    },
    close: async () => {
      session.close();
      await sandbox.close();
    },
  };
}
