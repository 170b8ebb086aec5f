import { isAllowed } from "../../../access/grants";
import type { DataPlaneParts, DataRequestHead } from "../../../dataPlane/DataPlane";
import { audiences } from "../../../identity";
import type { ResourceRecord } from "../../../provider";
import { fieldsOf } from "../../fields";
import { onlineEndpoints } from "../endpoints/onlineEndpoints";
import { unauthorized } from "./ScoringFault";
import { isSame, isScoringToken } from "./scoringToken";

const scoreAction = "Microsoft.MachineLearningServices/workspaces/onlineEndpoints/score/action";

/** Key, endpoint token or Entra token, as the endpoint's `authMode` says; 401 for everything else. */
export async function authorizeScoring(
  { headers }: DataRequestHead,
  endpoint: ResourceRecord,
  { context, identity }: DataPlaneParts,
): Promise<void> {
  const { authorization } = headers;
  const given = /^Bearer +(\S+)$/iu.exec(authorization ?? "")?.[1];
  if (given === undefined) {
    throw unauthorized(
      "The Authorization header is missing or is not 'Bearer' with a key or token.",
    );
  }
  switch (endpoint.properties["authMode"]) {
    case "Key": {
      const keys = await keysOf(endpoint, context);
      if (!keys.some((key) => isSame(key, given))) {
        throw unauthorized("The key is not one of this endpoint.");
      }
      return;
    }
    case "AMLToken":
      if (!isScoringToken(endpoint, given, context.clock.now())) {
        throw unauthorized("The token is not one of this endpoint or has expired.");
      }
      return;
    default:
      if (identity.problemWith(authorization, [audiences.machineLearning])) {
        throw unauthorized(`The token is not for ${audiences.machineLearning} or has expired.`);
      }
      if (!isAllowed(endpoint.id, scoreAction, context)) {
        throw unauthorized(`The caller has no right to ${scoreAction} on this endpoint.`);
      }
  }
}

/** As Resource Manager lists them, so that a key that was made anew counts at once. */
async function keysOf(
  record: ResourceRecord,
  context: DataPlaneParts["context"],
): Promise<readonly string[]> {
  const request = { record, body: {}, query: new URLSearchParams(), apiVersion: "" };
  const listed = await onlineEndpoints.actions?.["listkeys"]?.(request, context);
  const { primaryKey, secondaryKey } = fieldsOf(listed?.body);
  return [primaryKey, secondaryKey].filter((key): key is string => typeof key === "string");
}
