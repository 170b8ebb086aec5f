import type { Exchange, Reply, Services } from "../exchange";
import { redact } from "../requestLog";

/** Keeps what was asked and answered, without tokens and secrets. Called first and, with the reply, last. */
export function logExchange(
  exchange: Exchange,
  reply: Reply & { readonly headers: Readonly<Record<string, string>> },
  services: Services,
): void {
  const requestBody = parseOrKeep(exchange.bodyText);
  services.requests.add({
    at: new Date(exchange.startedAt).toISOString(),
    requestId: exchange.requestId,
    method: exchange.method,
    path: exchange.path,
    query: exchange.query.toString(),
    status: reply.status,
    durationMs: services.clock.now() - exchange.startedAt,
    ...(requestBody !== undefined && { requestBody: redact(requestBody) }),
    responseHeaders: reply.headers,
    ...(reply.body !== undefined && { responseBody: redact(reply.body) }),
  });
}

function parseOrKeep(text: string): unknown {
  if (text === "") {
    return undefined;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
