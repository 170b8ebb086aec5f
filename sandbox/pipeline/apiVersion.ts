import type { Step } from "../exchange";
import { ArmFault } from "../provider";
import { resourceVersions } from "../resourceManager/versions";

const wellFormed = /^\d{4}-\d{2}-\d{2}(-[a-z0-9.-]+)?$/i;

/** Every request names its api-version; whether the type has it is seen once the type is known. */
export const apiVersion: Step = (exchange) => {
  const given = [...exchange.query]
    .filter(([name]) => name.toLowerCase() === "api-version")
    .map(([, value]) => value)
    .join(",");
  if (given === "") {
    const message = "The api-version query parameter (?api-version=) is required for all requests.";
    throw new ArmFault(400, "MissingApiVersionParameter", message);
  }
  if (!wellFormed.test(given)) {
    throw invalidVersion(given, resourceVersions);
  }
  exchange.apiVersion = given;
};

export interface Place {
  /** Of the resource, as far as it is known. */
  readonly location: string;
  /** Where the type is offered; empty when it is not bound to a location. */
  readonly locations: readonly string[];
}

const anywhere: Place = { location: "", locations: [] };

/** Throws ARM's refusal of an api-version that a type does not have. */
export function requireSupported(
  given: string | undefined,
  supported: readonly string[] | "any",
  type: string,
  { location, locations }: Place = anywhere,
): void {
  const asked = given?.toLowerCase() ?? "";
  if (supported === "any" || supported.some((version) => version.toLowerCase() === asked)) {
    return;
  }
  const [namespace, ...names] = type.split("/");
  if (namespace?.toLowerCase() === "microsoft.resources") {
    throw invalidVersion(asked, supported);
  }
  const sentences = [
    `No registered resource provider found for location '${location}' and API version '${asked}' for type '${names.join("/")}'.`,
    `The supported api-versions are '${supported.join(", ")}'.`,
    ...(locations.length > 0 ? [`The supported locations are '${locations.join(", ")}'.`] : []),
  ];
  throw new ArmFault(400, "NoRegisteredProviderFound", sentences.join(" "));
}

function invalidVersion(given: string, versions: readonly string[]): ArmFault {
  const message = `The api-version '${given}' is invalid. The supported versions are '${versions.join(",")}'.`;
  return new ArmFault(400, "InvalidApiVersionParameter", message);
}
