import type { ServerResponse } from "node:http";
import { errorBody } from "../armErrors";
import type { Exchange, Reply, Services } from "../exchange";
import type { ArmFault } from "../provider";

/** Remaining calls as a fresh token bucket of ARM shows them. */
const remaining: Readonly<Record<string, readonly [header: string, value: string]>> = {
  GET: ["x-ms-ratelimit-remaining-subscription-reads", "249"],
  HEAD: ["x-ms-ratelimit-remaining-subscription-reads", "249"],
  DELETE: ["x-ms-ratelimit-remaining-subscription-deletes", "199"],
};
const remainingWrites = ["x-ms-ratelimit-remaining-subscription-writes", "199"] as const;

export function faultReply(fault: ArmFault): Reply {
  const { retryAfterSeconds } = fault.options;
  return {
    status: fault.status,
    headers: {
      ...(retryAfterSeconds !== undefined && { "Retry-After": String(retryAfterSeconds) }),
      ...(fault.status === 401 && {
        "WWW-Authenticate": `Bearer authorization_uri="https://login.microsoftonline.com/", error="invalid_token", error_description="${fault.code}"`,
      }),
    },
    body: { error: errorBody(fault) },
  };
}

/** Adds what every answer of ARM carries. */
export function completeReply(
  exchange: Exchange,
  reply: Reply,
  services: Services,
): Reply & { readonly headers: Readonly<Record<string, string>> } {
  const { headers } = exchange;
  const clientId = headers["x-ms-client-request-id"];
  const echo = String(headers["x-ms-return-client-request-id"]).toLowerCase() === "true";
  const [limit, left] = remaining[exchange.method] ?? remainingWrites;
  const correlation = headers["x-ms-correlation-request-id"];
  return {
    ...reply,
    headers: {
      "Cache-Control": "no-cache",
      Date: new Date(services.clock.now()).toUTCString(),
      "x-ms-request-id": exchange.requestId,
      "x-ms-correlation-request-id":
        typeof correlation === "string" ? correlation : exchange.requestId,
      "x-ms-routing-request-id": `SANDBOX:${new Date(services.clock.now()).toISOString()}:${exchange.requestId}`,
      ...(echo && typeof clientId === "string" && { "x-ms-client-request-id": clientId }),
      ...(!exchange.path.startsWith("/_sandbox/") && { [limit]: left }),
      ...(reply.body !== undefined && { "Content-Type": "application/json; charset=utf-8" }),
      ...reply.headers,
    },
  };
}

export function sendReply(
  reply: Reply & { readonly headers: Readonly<Record<string, string>> },
  response: ServerResponse,
): void {
  if (reply.stream) {
    response.writeHead(reply.status, { ...reply.headers, "Content-Type": "text/plain" });
    response.flushHeaders();
    reply.stream({
      write: (text) => response.write(text),
      end: () => response.end(),
      onClose: (listener) => response.on("close", listener),
    });
    return;
  }
  if (reply.body === undefined) {
    response.writeHead(reply.status, {
      ...reply.headers,
      ...(reply.status !== 204 && { "Content-Length": "0" }),
    });
    response.end();
    return;
  }
  const text = JSON.stringify(reply.body);
  response.writeHead(reply.status, {
    "Content-Type": "application/json; charset=utf-8",
    ...reply.headers,
    "Content-Length": String(Buffer.byteLength(text)),
  });
  response.end(text);
}
