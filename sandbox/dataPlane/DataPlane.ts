import type { IncomingHttpHeaders } from "node:http";
import type { Identity } from "../identity";
import type { ProviderContext } from "../provider";

/** A request that is none of Resource Manager's, before its body is read. */
export interface DataRequestHead {
  readonly requestId: string;
  readonly method: string;
  /** As it was sent, still encoded; begins with `/`. */
  readonly rawPath: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface DataRequest extends DataRequestHead {
  readonly bytes: Buffer;
}

export interface DataReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text (XML, JSON) is kept in the record of requests; of bytes only the number is. */
  readonly body?: string | Buffer | DataStream;
}

/** Bytes that are not all in memory at once. */
export interface DataStream {
  readonly length: number;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A service with its own addresses, authorization and errors, such as blob storage. */
export interface DataPlane {
  /** For people, for example `blob`. */
  readonly name: string;
  /** Bytes that one request may carry. */
  readonly maximumBodyBytes: number;
  /** Whether a request is for this service; never asked about paths of Resource Manager. */
  claims(head: DataRequestHead): boolean;
  handle(request: DataRequest): Promise<DataReply> | DataReply;
  /** Anything that was thrown, worded as the service words its errors. */
  refuse(error: unknown, head: DataRequestHead): DataReply;
  /** Reads what an earlier run has left. */
  open?(): Promise<void>;
  /** Resolves when everything is in its files. */
  close?(): Promise<void>;
}

export interface DataPlaneParts {
  readonly context: ProviderContext;
  readonly identity: Identity;
  /** Where the service may keep files; absent: in memory only. */
  readonly folder?: string;
}

export type CreateDataPlane = (parts: DataPlaneParts) => DataPlane;

/** Thrown instead of an answer: the connection is closed, as by a host that cannot be reached. */
export class ConnectionCut extends Error {}

/** Thrown while a body is read that is larger than the service takes. */
export class BodyTooLarge extends Error {
  constructor(readonly maximumBytes: number) {
    super(`The body is larger than ${String(maximumBytes)} bytes.`);
  }
}
