import type { ArmRequest } from "../../../../src/azure/AzureSession";
import type { StepContext } from "../../../../src/provisioning/steps/StepRunner";
import { armError, fakeSession } from "../../azure/fakeSession";

type Body = Record<string, unknown>;
/** Undefined: it is gone. */
export type Resources = Record<string, Body | undefined>;

export interface FakeAzureOptions {
  /** What a write does; default: PUT stores the body, DELETE removes. */
  readonly onWrite?: (request: ArmRequest, resources: Resources) => void;
  /** What time does, at each wait. */
  readonly onWait?: (resources: Resources, waits: number) => void;
  readonly clients?: object;
  readonly signal?: AbortSignal;
}

const plainPath = (path: string) => path.split("?")[0] ?? path;

function store(request: ArmRequest, resources: Resources): void {
  const path = plainPath(request.path);
  // Nothing is gone at once: time takes what is being deleted.
  if (request.method === "DELETE")
    resources[path] = { properties: { provisioningState: "Deleting" } };
  if (request.method === "PUT") resources[path] = request.body as Body;
}

/** An Azure of a few resources by path, for steps; ends a wait that does not end. */
export function fakeAzure(resources: Resources, options: FakeAzureOptions = {}) {
  const { onWrite = store, onWait, clients = {}, signal } = options;
  const writes: ArmRequest[] = [];
  const { session } = fakeSession({}, clients);
  const send = <T>(request: ArmRequest): Promise<T> => {
    request.signal?.throwIfAborted();
    if (request.method === "GET") {
      const found = resources[plainPath(request.path)];
      return found
        ? Promise.resolve(found as T)
        : Promise.reject(armError(404, "ResourceNotFound"));
    }
    writes.push(request);
    onWrite(request, resources);
    return Promise.resolve(undefined as T);
  };
  let waits = 0;
  const delay = () => {
    signal?.throwIfAborted();
    waits += 1;
    if (waits > 20) throw new Error("The step waits for ever.");
    onWait?.(resources, waits);
    return Promise.resolve();
  };
  const context: StepContext = {
    session: { ...session, send },
    clock: { now: () => 0, delay },
    pollIntervalMs: 1,
    ...(signal ? { signal } : {}),
  };
  return {
    context,
    resources,
    writes,
    /** Method and path of every write. */
    sent: () => writes.map(({ method, path }) => `${method} ${path}`),
    waits: () => waits,
  };
}
