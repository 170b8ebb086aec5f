/** Shape of a page's requests: name -> what goes over and what comes back. */
export type RequestMap<T> = { [K in keyof T]: { params: unknown; result: unknown } };

export type RequestName<T> = keyof T & string;
export type ParamsOf<T extends RequestMap<T>, K extends keyof T> = T[K]["params"];
export type ResultOf<T extends RequestMap<T>, K extends keyof T> = T[K]["result"];

/** Page -> host. */
export type PageMessage =
  | {
      readonly type: "request";
      readonly id: number;
      readonly name: string;
      readonly params: unknown;
    }
  | { readonly type: "cancel"; readonly id: number };

/** Host -> page. */
export type HostMessage<E> =
  | { readonly type: "result"; readonly id: number; readonly result: unknown }
  | {
      readonly type: "error";
      readonly id: number;
      readonly code: string;
      readonly message: string;
      readonly canceled: boolean;
    }
  | { readonly type: "event"; readonly event: E };

/** Host side of a contract: one handler per request; a forgotten one does not compile. */
export type RequestHandlers<T extends RequestMap<T>> = {
  readonly [K in RequestName<T>]: (
    params: ParamsOf<T, K>,
    signal: AbortSignal,
  ) => Promise<ResultOf<T, K>>;
};

/** Page side of a contract. */
export interface HostConnection<T extends RequestMap<T>> {
  request<K extends RequestName<T>>(
    name: K,
    params: ParamsOf<T, K>,
    signal?: AbortSignal,
  ): Promise<ResultOf<T, K>>;
}
