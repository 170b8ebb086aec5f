import { toFault } from "../armErrors";
import type { Exchange, Reply, Services, Step } from "../exchange";
import { apiVersion } from "./apiVersion";
import { authorization } from "./authorization";
import { faults } from "./faults";
import { logExchange } from "./log";
import { operation } from "./operation";
import { provider } from "./provider";
import { completeReply, faultReply } from "./reply";
import { route } from "./route";

/** The fixed order; `log` and `reply` go round these, so that what fails is answered and kept as well. */
const steps: readonly Step[] = [faults, authorization, apiVersion, route, provider, operation];

export async function runPipeline(
  exchange: Exchange,
  services: Services,
): Promise<Reply & { readonly headers: Readonly<Record<string, string>> }> {
  const reply = completeReply(exchange, await answer(exchange, services), services);
  logExchange(exchange, reply, services);
  return reply;
}

async function answer(exchange: Exchange, services: Services): Promise<Reply> {
  try {
    for (const step of steps) {
      await step(exchange, services);
      if (exchange.answer) {
        return exchange.answer;
      }
    }
    throw new Error(`No step answered ${exchange.method} ${exchange.path}`);
  } catch (error) {
    return faultReply(toFault(error));
  }
}
