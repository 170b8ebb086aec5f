import type { Exchange, Reply, Services, Step } from "../exchange";
import { pollHeaders } from "../polling";
import type { PollStyle } from "../provider";

/** Puts what goes on into status and headers, in the style of the resource's kind. */
export const operation: Step = (exchange, services) => {
  const { outcome } = exchange;
  if (outcome?.kind === "done") {
    exchange.answer = outcome.reply;
  } else if (outcome) {
    exchange.answer = acceptedReply(exchange, outcome, services);
  }
};

function acceptedReply(
  exchange: Exchange,
  outcome: Extract<Exchange["outcome"], { kind: "underWay" }>,
  services: Services,
): Reply {
  const { style } = outcome.resource;
  const { apiVersion = "" } = exchange;
  const headers = (polled: PollStyle): Record<string, string> =>
    pollHeaders(outcome.operation, { style: polled, apiVersion, services });
  const withTimeout = (polled: PollStyle): Record<string, string> => ({
    ...headers(polled),
    ...(style.timeout && polled !== "none" && { "x-ms-async-operation-timeout": style.timeout }),
  });
  switch (exchange.method) {
    case "DELETE":
      return {
        status: 202,
        headers: withTimeout(style.delete === "none" ? "location" : style.delete),
      };
    case "POST":
      return { status: 202, headers: headers("location") };
    default: {
      const patch = exchange.method === "PATCH" ? style.patch : undefined;
      const status = patch?.status ?? (outcome.created ? style.createStatus : style.updateStatus);
      const polled = patch?.poll ?? style.put;
      const needsLocation = status === 202 && polled === "none";
      // 202 says no more than that the work has begun.
      return {
        status,
        headers: withTimeout(needsLocation ? "location" : polled),
        ...(status !== 202 && { body: outcome.body }),
      };
    }
  }
}
