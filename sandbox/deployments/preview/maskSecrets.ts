import { isObject } from "../../mergeForPatch";
import { allDeployments, type ExpandedDeployment } from "../expand";

const mask = "**********";

/** The value with stars in place of what the deployment was given in secure parameters. */
export function maskSecrets(value: unknown, deployment: ExpandedDeployment): unknown {
  const secrets = secretsOf(deployment);
  const masked = (part: unknown): unknown => {
    if (typeof part === "string") {
      return secrets.has(part) ? mask : part;
    }
    if (Array.isArray(part)) {
      return part.map(masked);
    }
    return isObject(part)
      ? Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, masked(inner)]))
      : part;
  };
  return secrets.size === 0 ? value : masked(value);
}

/** Every text in the values of secure parameters, at any depth. */
function secretsOf(deployment: ExpandedDeployment): ReadonlySet<string> {
  const found = new Set<string>();
  const collect = (part: unknown): void => {
    if (typeof part === "string" && part !== "") {
      found.add(part);
    } else if (Array.isArray(part)) {
      part.forEach(collect);
    } else if (isObject(part)) {
      Object.values(part).forEach(collect);
    }
  };
  for (const { secureValues } of allDeployments(deployment)) {
    secureValues.forEach(collect);
  }
  return found;
}
