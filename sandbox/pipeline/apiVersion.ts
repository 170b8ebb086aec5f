import type { Step } from "../exchange";
import { ArmFault } from "../provider";

const wellFormed = /^\d{4}-\d{2}-\d{2}(-[a-z0-9.-]+)?$/i;

/** Every request names its api-version; whether the type has it is seen once the type is known. */
export const apiVersion: Step = (exchange) => {
  if (exchange.path.startsWith("/_sandbox/")) {
    return;
  }
  const given = [...exchange.query].find(([name]) => name.toLowerCase() === "api-version")?.[1];
  if (!given) {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    throw new ArmFault(400, "MissingApiVersionParameter", message);
  }
  if (!wellFormed.test(given)) {
    const message = `The api-version '${given}' is invalid. It must be a date such as '2024-01-01'.`;
    throw new ArmFault(400, "InvalidApiVersionParameter", message);
  }
  exchange.apiVersion = given;
};

/** Throws ARM's refusal of an api-version that a type or route does not have. */
export function requireSupported(
  given: string | undefined,
  supported: readonly string[] | "any",
  what: string,
): void {
  const asked = given?.toLowerCase();
  if (supported === "any" || supported.some((version) => version.toLowerCase() === asked)) {
    return;
  }
  throw new ArmFault(
    400,
    "NoRegisteredProviderFound",
    `No registered resource provider found for API version '${given ?? ""}' for '${what}'. The supported api-versions are '${supported.join(", ")}'.`,
  );
}
