import type { IncomingMessage } from "node:http";
import { BodyTooLarge } from "./DataPlane";

/**
 * The whole body. Throws `BodyTooLarge`, before reading where the length is declared; the request stays
 * open, so that it can still be answered.
 */
export async function readBytes(request: IncomingMessage, maximumBytes: number): Promise<Buffer> {
  const declared = Number(request.headers["content-length"] ?? 0);
  if (declared > maximumBytes) {
    throw new BodyTooLarge(maximumBytes);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size > maximumBytes) {
      throw new BodyTooLarge(maximumBytes);
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
