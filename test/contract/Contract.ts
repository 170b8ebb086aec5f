import { allowedWithoutSpec } from "./allowedWithoutSpec";
import { dataPlaneOf } from "./dataPlane";
import { headerOf, isOfProduct, isResourceManager, urlOf, type Exchange } from "./exchanges";
import { armIdErrors } from "./rules/armIds";
import { envelopeErrors, errorAnswerErrors } from "./rules/errorAnswers";
import { longRunningErrors } from "./rules/longRunning";
import { openEnumErrors } from "./rules/openEnums";
import { SpecValidator, type SpecOperation } from "./SpecValidator";
import { waiverFor, waivers, type Waiver } from "./waivers";

/** What an exchange is one of: an operation of a spec, an allowance, a data plane, or only an error. */
export interface Verdict {
  readonly kind: "operation" | "allowance" | "dataPlane" | "refusal" | "unknown";
  readonly name: string;
  readonly errors: readonly string[];
}

/** Holds exchanges against Microsoft's specs and against the rules that specs do not write down. */
export class Contract {
  /** Where a long operation said that its result would be, and the request that it came from. */
  private readonly origins = new Map<string, Exchange>();
  private readonly usedWaivers = new Set<Waiver>();

  private constructor(private readonly specs: SpecValidator) {}

  static async load(): Promise<Contract> {
    return new Contract(await SpecValidator.load());
  }

  /** Waivers that nothing has needed so far. */
  unusedWaivers(): readonly Waiver[] {
    return waivers.filter((waiver) => !this.usedWaivers.has(waiver));
  }

  /** Exchanges of one sandbox have to come in their order: polls are judged by what they belong to. */
  async judge(exchange: Exchange): Promise<Verdict> {
    if (!isResourceManager(exchange)) {
      return otherVerdict(exchange);
    }
    const general = errorAnswerErrors(exchange);
    const operation = this.specs.find(exchange);
    if (operation) {
      this.remember(exchange);
      const own = await this.operationErrors(exchange, operation);
      return { kind: "operation", name: operation.id, errors: [...general, ...own] };
    }
    if (exchange.status >= 400) {
      return { kind: "refusal", name: "refused", errors: general };
    }
    const allowance = allowedWithoutSpec.find(({ path }) => path.test(exchange.path));
    if (!allowance) {
      const unknown = `no spec has ${exchange.method} ${exchange.path}?${exchange.query}`;
      return { kind: "unknown", name: "unknown", errors: [...general, unknown] };
    }
    const errors = [
      ...general,
      ...allowance.check(exchange),
      ...(await this.resultErrors(exchange)),
    ];
    return { kind: "allowance", name: allowance.name, errors };
  }

  private remember(exchange: Exchange): void {
    const location = headerOf(exchange, "location");
    if (exchange.status === 202 && location !== undefined) {
      this.origins.set(location, exchange);
    }
  }

  private async operationErrors(
    exchange: Exchange,
    operation: SpecOperation,
  ): Promise<readonly string[]> {
    if (exchange.status >= 400) {
      // What is sent in order to be refused need not fit; the envelope is checked for all alike.
      return [];
    }
    const errors = [
      ...(await this.specs.checkRequest(exchange, operation)),
      ...(await this.specs.checkResponse(exchange, operation)),
      ...longRunningErrors(exchange, operation),
      ...openEnumErrors(exchange, operation),
      ...armIdErrors(exchange),
    ];
    return errors.filter((error) => !this.isWaived(operation.id, error));
  }

  private isWaived(operation: string, error: string): boolean {
    const waiver = waiverFor(operation, error);
    if (waiver) {
      this.usedWaivers.add(waiver);
    }
    return waiver !== undefined;
  }

  /** The end of a poll is what a call that waits would have answered. */
  private async resultErrors(exchange: Exchange): Promise<readonly string[]> {
    const origin = this.origins.get(urlOf(exchange));
    const operation = origin && this.specs.find(origin);
    if (!origin || !operation || exchange.status !== 200 || exchange.responseBody === undefined) {
      return [];
    }
    const { status, responseBody, responseHeaders } = exchange;
    const asAnswered = { ...origin, status, responseBody, responseHeaders };
    return [
      ...(await this.specs.checkResponse(asAnswered, operation)),
      ...openEnumErrors(asAnswered, operation),
    ];
  }
}

/** What is neither of Resource Manager nor of a data plane is refused, in Resource Manager's form. */
function otherVerdict(exchange: Exchange): Verdict {
  const found = dataPlaneOf(exchange);
  if (found) {
    return { kind: "dataPlane", name: found.name, errors: found.check(exchange) };
  }
  const { status, method, responseBody, path } = exchange;
  if (status === 0) {
    return { kind: "refusal", name: "cut connection", errors: [] };
  }
  if (status >= 400) {
    const errors = method === "HEAD" ? [] : envelopeErrors(responseBody);
    return { kind: "refusal", name: "refused", errors };
  }
  return { kind: "unknown", name: "unknown", errors: [`no schema has ${method} ${path}`] };
}

/** Operations that the product has sent among these. */
export function sentByProduct(
  judged: readonly { readonly exchange: Exchange; readonly verdict: Verdict }[],
): readonly string[] {
  const names = judged
    .filter(({ exchange, verdict }) => isOfProduct(exchange) && verdict.kind === "operation")
    .map(({ verdict }) => verdict.name);
  return [...new Set(names)].sort();
}
