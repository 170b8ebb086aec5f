import { errorBody, invalidContent, type ArmErrorBody } from "../../armErrors";
import type { Reply, Route, RouteRequest, Services } from "../../exchange";
import { isObject } from "../../mergeForPatch";
import type { Complete, Operation } from "../../operations";
import { pollHeaders } from "../../polling";
import { ArmFault } from "../../provider";
import { sameId } from "../../resourceId";
import type { Deployments } from "../Deployments";
import { deploymentIdOf, deploymentScopes } from "../deploymentScopes";
import { deploymentApiVersions } from "../deploymentVersions";
import { shownProperties } from "../newDeployment";
import { deploymentType, type Json } from "../template/templateNode";
import { validate } from "./validate";
import { whatIf, type ResultFormat } from "./whatIf";

const whatIfAction = "whatIf";
const whatIfMs = 8_000;

/** `validate` and `whatIf` of deployments at both scopes. */
export function previewRoutes(
  deployments: Deployments,
  services: () => Services,
): readonly Route[] {
  const post = (path: string, handle: Route["handle"]): Route => ({
    method: "POST",
    path,
    apiVersions: deploymentApiVersions,
    handle,
  });
  return deploymentScopes.flatMap((scope) => {
    const one = `${scope}/providers/${deploymentType}/{name}`;
    return [
      post(`${one}/validate`, (request) => answerValidate(request, deployments)),
      post(`${one}/${whatIfAction}`, (request) => answerWhatIf(request, deployments, services())),
    ];
  });
}

/** The spec has 200, 202 and 400, all with or leading to the same body; the sandbox answers at once. */
async function answerValidate(request: RouteRequest, deployments: Deployments): Promise<Reply> {
  const { services } = deployments;
  const id = deploymentIdOf(request.params);
  const deployment = deployments.read(id, request.body(), "validate/action");
  const validated = await validate(deployment, services);
  const properties = {
    ...shownProperties(deployment),
    provisioningState: "Succeeded",
    timestamp: new Date(services.context.clock.now()).toISOString(),
    duration: "PT0S",
    correlationId: request.exchange.requestId,
    ...validated,
  };
  const { name } = deployment.request;
  return { status: 200, body: { id, name, type: deploymentType, properties } };
}

/**
 * 202 with `Location`; there the result, which holds the error when it has failed. What is wrong with the
 * template itself is refused at once. Which of ARM's refusals come which way is not confirmed.
 */
async function answerWhatIf(
  request: RouteRequest,
  deployments: Deployments,
  services: Services,
): Promise<Reply> {
  const { exchange } = request;
  const { apiVersion = "", failure } = exchange;
  const id = deploymentIdOf(request.params);
  const body = request.body();
  const format = formatOf(body);
  const deployment = deployments.read(id, body, `${whatIfAction}/action`);
  const result = await whatIf(deployment, format, deployments.services).then(
    (properties): Json => ({ status: "Succeeded", properties }),
    failed,
  );
  const operation = services.operations.start({
    id: services.context.newGuid(),
    request: {
      method: "POST",
      resourceId: id,
      apiVersion,
      body: {},
      action: whatIfAction,
      ...(failure && { failure }),
    },
    location: deployments.locationOf(id, deployment.request.location),
    durationMs: whatIfMs,
    result,
    complete: completeWhatIf(failure),
  });
  return {
    status: 202,
    headers: pollHeaders(operation, { style: "location", apiVersion, services }),
  };
}

function failed(error: unknown): Json {
  if (!(error instanceof ArmFault) || error.status >= 500) {
    throw error;
  }
  return { status: "Failed", error: errorBody(error) };
}

function formatOf({ properties }: Json): ResultFormat {
  const settings = isObject(properties) ? properties.whatIfSettings : undefined;
  const format = isObject(settings) ? settings.resultFormat : undefined;
  if (format === undefined || format === "FullResourcePayloads") {
    return "FullResourcePayloads";
  }
  if (format !== "ResourceIdOnly") {
    throw invalidContent(`The what-if result format '${JSON.stringify(format)}' is not valid.`);
  }
  return format;
}

/** A what-if keeps its result from the start: only its time has to pass. */
export function completeWhatIf(failure: ArmErrorBody | undefined): Complete {
  return () => Promise.resolve(failure);
}

export function isWhatIf({ request }: Operation): boolean {
  return request.method === "POST" && sameId(request.action ?? "", whatIfAction);
}
