import type {
  HostConnection,
  HostMessage,
  PageMessage,
  ParamsOf,
  RequestMap,
  RequestName,
  ResultOf,
} from "../src/wizards/contracts/rpc";

/** The page's end of the wire; `acquireVsCodeApi` and `window` in the page, arrays in tests. */
export interface Wire<E> {
  post(message: PageMessage): void;
  listen(listener: (message: HostMessage<E>) => void): void;
}

/** A request that the host answered with an error, or that was canceled. */
export class RequestError extends Error {
  override readonly name = "RequestError";

  constructor(
    readonly code: string,
    message: string,
    readonly canceled: boolean,
  ) {
    super(message);
  }
}

interface Pending {
  resolve(result: unknown): void;
  reject(error: RequestError): void;
}

export interface ConnectOptions<E> {
  readonly wire: Wire<E>;
  readonly onEvent: (event: E) => void;
  /** The host said something: it is there. */
  readonly onHeard?: () => void;
}

/** Page side of a contract: every request settles once, by its answer or by its signal. */
export function connectHost<T extends RequestMap<T>, E>(
  options: ConnectOptions<E>,
): HostConnection<T> {
  const { wire } = options;
  const pending = new Map<number, Pending>();
  let lastId = 0;

  wire.listen((message) => {
    options.onHeard?.();
    if (message.type === "event") {
      options.onEvent(message.event);
      return;
    }
    const waiting = pending.get(message.id);
    pending.delete(message.id);
    if (message.type === "result") waiting?.resolve(message.result);
    else waiting?.reject(new RequestError(message.code, message.message, message.canceled));
  });

  const request = <K extends RequestName<T>>(
    name: K,
    params: ParamsOf<T, K>,
    signal?: AbortSignal,
  ): Promise<ResultOf<T, K>> =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const cancel = () => {
        if (!pending.delete(id)) return;
        wire.post({ type: "cancel", id });
        reject(new RequestError("Canceled", "Canceled", true));
      };
      if (signal?.aborted) {
        reject(new RequestError("Canceled", "Canceled", true));
        return;
      }
      signal?.addEventListener("abort", cancel, { once: true });
      const settled = () => signal?.removeEventListener("abort", cancel);
      pending.set(id, {
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      wire.post({ type: "request", id, name, params });
    });

  return { request };
}
