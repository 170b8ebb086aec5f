import type { Exchange, Reply, Services, Step } from "../exchange";
import { pollHeaders, type PollStyle } from "../polling";

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
  switch (exchange.method) {
    case "DELETE":
      return { status: 202, headers: headers(style.delete === "none" ? "location" : style.delete) };
    case "POST":
      return { status: 202, headers: headers("location") };
    default: {
      const status = outcome.created ? style.createStatus : style.updateStatus;
      const needsLocation = status === 202 && style.put === "none";
      const polled = headers(needsLocation ? "location" : style.put);
      // 202 says no more than that the work has begun.
      return { status, headers: polled, ...(status !== 202 && { body: outcome.body }) };
    }
  }
}
