import type { IncomingMessage, ServerResponse } from "node:http";
import type { Exchange, Services } from "../exchange";
import { requireOwnHost } from "../pipeline/authorization";
import { faults } from "../pipeline/faults";
import { recordOf } from "../pipeline/log";
import { redact } from "../redact";
import { ConnectionCut, type DataPlane, type DataReply, type DataRequestHead } from "./DataPlane";
import { readBytes } from "./readBytes";
import { lengthOf, sendData } from "./sendData";

export interface DataExchange {
  readonly plane: DataPlane;
  readonly head: DataRequestHead;
  /** The same request as the declared faults see it. */
  readonly exchange: Exchange;
}

/** Answers a request for a data plane: own host, declared faults, the service, the record of requests. */
export async function answerData(
  { plane, head, exchange }: DataExchange,
  { request, response }: { readonly request: IncomingMessage; readonly response: ServerResponse },
  services: Services,
): Promise<void> {
  let received = 0;
  const answer = async (): Promise<DataReply | undefined> => {
    try {
      requireOwnHost(exchange, services);
      await faults(exchange, services);
      if (exchange.answer) {
        return undefined;
      }
      const bytes = await readBytes(request, plane.maximumBodyBytes);
      received = bytes.length;
      return await plane.handle({ ...head, bytes });
    } catch (error) {
      const isGone = error instanceof ConnectionCut || (request.destroyed && !request.complete);
      return isGone ? undefined : plane.refuse(error, head);
    }
  };
  const answered = await answer();
  const date = new Date(services.clock.now()).toUTCString();
  const reply = answered && { ...answered, headers: { Date: date, ...answered.headers } };
  record(exchange, { received, reply }, services);
  if (!reply || exchange.cut === "answer") {
    request.socket.destroy();
    return;
  }
  // What is left of a body that was too large is read and thrown away, or the client would not see the answer.
  request.resume();
  try {
    await sendData(reply, response, exchange.cut === "body");
  } catch {
    // Too late for another answer: the client has gone, or the bytes of a blob have.
    response.destroy();
  }
}

/** Keeps what was asked and answered: text without secrets, of bytes only how many there were. */
function record(
  exchange: Exchange,
  { received, reply }: { readonly received: number; readonly reply: DataReply | undefined },
  services: Services,
): void {
  const answered = reply && shown(reply.body);
  const recorded = {
    ...recordOf(exchange, services),
    status: reply?.status ?? 0,
    ...(received > 0 && { requestBody: byteCount(received) }),
    responseHeaders: reply?.headers ?? {},
    ...(answered !== undefined && { responseBody: answered }),
  };
  services.requests.add(recorded, typeof reply?.body === "string" ? reply.body.length : 0);
}

function shown(body: DataReply["body"]): unknown {
  if (typeof body !== "string") {
    const length = lengthOf(body);
    return length === undefined ? undefined : byteCount(length);
  }
  try {
    return redact(JSON.parse(body));
  } catch {
    return body;
  }
}

function byteCount(count: number): string {
  return `<${String(count)} bytes>`;
}
