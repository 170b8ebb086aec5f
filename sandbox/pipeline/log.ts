import type { Exchange, Services } from "../exchange";
import { redact, redactQuery } from "../redact";
import { jsonOf } from "./body";
import type { CompleteReply } from "./reply";

/** Keeps what was asked and answered, without tokens and secrets. Called with the reply, last. */
export function logExchange(exchange: Exchange, reply: CompleteReply, services: Services): void {
  const { bodyText } = exchange;
  const request = {
    ...recordOf(exchange, services),
    status: reply.status,
    ...(bodyText !== "" && { requestBody: redact(requestBody(exchange)) }),
    responseHeaders: reply.headers,
    ...(reply.body !== undefined && { responseBody: redact(reply.body) }),
  };
  services.requests.add(request, bodyText.length + (reply.text?.length ?? 0));
}

/** What was asked, of any service; without the bodies, which each service masks in its own way. */
export function recordOf(exchange: Exchange, { clock }: Pick<Services, "clock">) {
  const { startedAt, requestId, method, path, query, headers, fault } = exchange;
  return {
    at: new Date(startedAt).toISOString(),
    requestId,
    method,
    path,
    query: redactQuery(query),
    requestHeaders: keptHeaders(headers),
    durationMs: clock.now() - startedAt,
    ...(fault && { fault }),
  };
}

/** What a contract or a reader asks about; credentials are not among it. */
const headerNames = ["host", "user-agent", "content-type", "if-match", "if-none-match"] as const;

function keptHeaders(headers: Exchange["headers"]): Record<string, string> {
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
