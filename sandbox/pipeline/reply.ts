import type { ServerResponse } from "node:http";
import { errorBody } from "../armErrors";
import type { Exchange, Reply, Services } from "../exchange";
import type { Identity } from "../identity";
import type { ArmFault } from "../provider";

/** An answer with everything that is sent. */
export type CompleteReply = Reply & {
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it is sent. */
  readonly text?: string;
};

export function faultReply(fault: ArmFault, { identity }: Pick<Services, "identity">): Reply {
  const { retryAfterSeconds } = fault.options;
  return {
    status: fault.status,
    headers: {
      ...(retryAfterSeconds !== undefined && { "Retry-After": String(retryAfterSeconds) }),
      ...(fault.status === 401 && { "WWW-Authenticate": challenge(fault, identity) }),
    },
    body: { error: errorBody(fault) },
  };
}

/** As Resource Manager asks for a token; no one signs in to a sandbox. */
function challenge({ code, message }: ArmFault, { caller }: Identity): string {
  const reason =
    code === "AuthenticationFailed"
      ? "The authentication failed because of missing 'Authorization' header."
      : message;
  const authority = `https://login.windows.net/${caller.tenantId}`;
  return `Bearer authorization_uri="${authority}", error="invalid_token", error_description="${reason}"`;
}

/** Adds what every answer of ARM carries. */
export function completeReply(exchange: Exchange, reply: Reply, services: Services): CompleteReply {
  const { headers } = exchange;
  const clientId = headers["x-ms-client-request-id"];
  const echo = String(headers["x-ms-return-client-request-id"]).toLowerCase() === "true";
  const correlation = headers["x-ms-correlation-request-id"];
  return {
    ...reply,
    ...(reply.body !== undefined && { text: JSON.stringify(reply.body) }),
    headers: {
      "Cache-Control": "no-cache",
      Date: new Date(services.clock.now()).toUTCString(),
      "x-ms-request-id": exchange.requestId,
      "x-ms-correlation-request-id":
        typeof correlation === "string" ? correlation : exchange.requestId,
      "x-ms-routing-request-id": `SANDBOX:${new Date(services.clock.now()).toISOString()}:${exchange.requestId}`,
      ...(echo && typeof clientId === "string" && { "x-ms-client-request-id": clientId }),
      ...exchange.remaining,
      ...(reply.body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
      ...reply.headers,
    },
  };
}

/** Sends an answer; cut in its body, it promises the whole length and ends in the middle. */
export function sendReply(reply: CompleteReply, response: ServerResponse, isCut = false): void {
  const { status, headers, stream, text } = reply;
  if (stream) {
    response.writeHead(status, { ...headers, "Content-Type": "text/plain" });
    response.flushHeaders();
    stream({
      write: (part) => response.write(part),
      end: () => response.end(),
      onClose: (listener) => response.on("close", listener),
    });
    return;
  }
  if (text === undefined) {
    response.writeHead(status, { ...headers, ...(status !== 204 && { "Content-Length": "0" }) });
    response.end();
    return;
  }
  const bytes = Buffer.from(text);
  response.writeHead(status, {
    "Content-Type": "application/json; charset=utf-8",
    ...headers,
    "Content-Length": String(bytes.length),
  });
  if (isCut) {
    response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroySoon());
  } else {
    response.end(bytes);
  }
}
