import type { ProviderContext, ResourceRecord } from "../../../provider";
import { fieldsOf, numberOf } from "../../fields";
import { notFound } from "./ScoringFault";

/** The deployment that a header names, or one by the traffic of the endpoint. Throws 404 when there is none. */
export function chooseDeployment(
  endpoint: ResourceRecord,
  wanted: string | undefined,
  context: ProviderContext,
): ResourceRecord {
  const name = wanted ?? byTraffic(endpoint, context);
  const deployment = context.store.get(`${endpoint.id}/deployments/${name ?? ""}`);
  if (deployment?.properties["provisioningState"] !== "Succeeded") {
    throw notFound(
      wanted === undefined
        ? `The endpoint '${endpoint.name}' has no valid deployment with positive weight.`
        : `The endpoint '${endpoint.name}' has no valid deployment '${wanted}'.`,
    );
  }
  return deployment;
}

/** Shares of a hundred; which one it is depends on the injected randomness alone. */
function byTraffic(endpoint: ResourceRecord, { newGuid }: ProviderContext): string | undefined {
  const shares = Object.entries(fieldsOf(endpoint.properties["traffic"]));
  let left = Number.parseInt(newGuid().slice(-8), 16) % 100;
  for (const [name, share] of shares) {
    left -= numberOf(share) ?? 0;
    if (left < 0) {
      return name;
    }
  }
  return undefined;
}
