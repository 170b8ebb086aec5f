import type { Exchange, Services } from "../exchange";
import { redact, redactQuery } from "../redact";
import { jsonOf } from "./body";
import type { CompleteReply } from "./reply";

/** Keeps what was asked and answered, without tokens and secrets. Called with the reply, last. */
export function logExchange(exchange: Exchange, reply: CompleteReply, services: Services): void {
  const { bodyText, fault } = exchange;
  const request = {
    at: new Date(exchange.startedAt).toISOString(),
    requestId: exchange.requestId,
    method: exchange.method,
    path: exchange.path,
    query: redactQuery(exchange.query),
    requestHeaders: keptHeaders(exchange.headers),
    status: reply.status,
    durationMs: services.clock.now() - exchange.startedAt,
    ...(fault && { fault }),
    ...(bodyText !== "" && { requestBody: redact(requestBody(exchange)) }),
    responseHeaders: reply.headers,
    ...(reply.body !== undefined && { responseBody: redact(reply.body) }),
  };
  services.requests.add(request, bodyText.length + (reply.text?.length ?? 0));
}

/** What a contract or a reader asks about; credentials are not among it. */
const headerNames = ["host", "user-agent", "content-type", "if-match", "if-none-match"] as const;

export function keptHeaders(headers: Exchange["headers"]): Record<string, string> {
  return Object.fromEntries(
    headerNames.flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** What is not JSON cannot be searched for secrets, so nothing of it is kept. */
function requestBody(exchange: Exchange): unknown {
  const json = jsonOf(exchange);
  return "value" in json
    ? json.value
    : `(${String(exchange.bodyText.length)} characters, not JSON)`;
}
