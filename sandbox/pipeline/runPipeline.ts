import { toFault } from "../armErrors";
import { isControl, type Exchange, type Reply, type Services, type Step } from "../exchange";
import { access } from "./access";
import { apiVersion } from "./apiVersion";
import { authorization } from "./authorization";
import { faults } from "./faults";
import { logExchange } from "./log";
import { operation } from "./operation";
import { provider } from "./provider";
import { completeReply, faultReply, type CompleteReply } from "./reply";
import { route } from "./route";
import { throttle } from "./throttle";

/** The fixed order; `log` and `reply` go round these, so that what fails is answered and kept as well. */
const steps: readonly Step[] = [
  authorization,
  throttle,
  faults,
  apiVersion,
  route,
  access,
  provider,
  operation,
];
const controlSteps: readonly Step[] = [authorization, route, provider, operation];

export async function runPipeline(exchange: Exchange, services: Services): Promise<CompleteReply> {
  const reply = completeReply(exchange, await answer(exchange, services), services);
  if (!isControl(exchange)) {
    logExchange(exchange, reply, services);
  }
  return reply;
}

async function answer(exchange: Exchange, services: Services): Promise<Reply> {
  try {
    for (const step of isControl(exchange) ? controlSteps : steps) {
      await step(exchange, services);
      if (exchange.answer) {
        return exchange.answer;
      }
    }
    throw new Error(`No step answered ${exchange.method} ${exchange.path}`);
  } catch (error) {
    return faultReply(toFault(error), services);
  }
}
