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
    requestHeaders: keptHeaders(exchange.headers),
    status: reply.status,
    durationMs: services.clock.now() - exchange.startedAt,
    ...(requestBody !== undefined && { requestBody: redact(requestBody) }),
    responseHeaders: reply.headers,
    ...(reply.body !== undefined && { responseBody: redact(reply.body) }),
    ...(exchange.faulty && { faulty: true }),
  });
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
