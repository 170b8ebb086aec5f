import type { ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { DataReply } from "./DataPlane";

/**
 * Sends an answer of a data plane; HEAD answers carry their length in the headers alone. With `isCut` the
 * connection ends in the middle of the body.
 */
export async function sendData(
  { status, headers = {}, body }: DataReply,
  response: ServerResponse,
  isCut = false,
): Promise<void> {
  const length = lengthOf(body);
  response.writeHead(status, {
    ...(length !== undefined && { "Content-Length": String(length) }),
    ...(length === undefined && hasLength(status) && { "Content-Length": "0" }),
    ...headers,
  });
  if (isCut) {
    response.write((await bytesOf(body)).subarray(0, (length ?? 0) / 2), () => {
      response.socket?.destroySoon();
    });
    return;
  }
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  await pipeline(Readable.from(body.chunks), response);
}

async function bytesOf(body: DataReply["body"]): Promise<Buffer> {
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
    return Buffer.from(body ?? "");
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.chunks) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function lengthOf(body: DataReply["body"]): number | undefined {
  if (body === undefined) {
    return undefined;
  }
  return typeof body === "string" ? Buffer.byteLength(body) : body.length;
}

function hasLength(status: number): boolean {
  return status !== 204 && status !== 304;
}
