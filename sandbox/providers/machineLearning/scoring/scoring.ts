import { notImplemented, toFault } from "../../../armErrors";
import {
  BodyTooLarge,
  ConnectionCut,
  type CreateDataPlane,
  type DataPlaneParts,
  type DataReply,
  type DataRequest,
  type DataRequestHead,
} from "../../../dataPlane/DataPlane";
import { firstSegment, inferenceRoot } from "../../../dataPlane/findDataPlane";
import type { ProviderContext, ResourceRecord } from "../../../provider";
import { textOf } from "../../fields";
import { authorizeScoring } from "./authorizeScoring";
import { chooseDeployment } from "./chooseDeployment";
import { notFound, ScoringFault } from "./ScoringFault";
import { scoringSwagger } from "./scoringSwagger";
import { shapeOf } from "./shapeOf";
import { workspaceType } from "../mlTypes";

/** Managed online endpoints take no more in one request. */
const maximumBodyBytes = 10 * 1024 * 1024;

const deploymentHeader = "azureml-model-deployment";

/** Online endpoints at `{origin}/inference/{location}/{endpoint}/score`, for managed and Kubernetes compute alike. */
export const createScoring: CreateDataPlane = (parts) => ({
  name: "scoring",
  maximumBodyBytes,
  claims: ({ rawPath }) => firstSegment(rawPath) === inferenceRoot,
  handle: async (request) => {
    const [location = "", name = "", what = ""] = request.rawPath.split("/").slice(2);
    const endpoint = requireEndpoint(location, name, parts.context);
    checkNetwork(endpoint, parts.context);
    await authorizeScoring(request, endpoint, parts);
    const reply = answer(what, request, { endpoint, parts });
    return { ...reply, headers: { ...commonHeaders(request), ...reply.headers } };
  },
  refuse: (error, head) => {
    const { status, code, message, headers } = toScoringFault(error);
    return jsonReply(status, { error: { code, message } }, { ...commonHeaders(head), ...headers });
  },
});

function answer(
  what: string,
  request: DataRequest,
  { endpoint, parts }: { readonly endpoint: ResourceRecord; readonly parts: DataPlaneParts },
): DataReply {
  if (what === "score" && request.method === "POST") {
    return score(request, endpoint, parts.context);
  }
  if (what === "swagger.json" && request.method === "GET") {
    return jsonReply(200, scoringSwagger(endpoint));
  }
  const isKnown = what === "score" || what === "swagger.json";
  throw isKnown
    ? new ScoringFault(405, "MethodNotAllowed", `${request.method} is not for ${what}.`)
    : notFound(`There is nothing at '${what}' of the endpoint '${endpoint.name}'.`);
}

/** The name of an endpoint that is not there leads to no host. */
function requireEndpoint(
  location: string,
  name: string,
  { store }: ProviderContext,
): ResourceRecord {
  const find = (kind: string): ResourceRecord | undefined =>
    store
      .list({ type: `${workspaceType}/${kind}` })
      .find((each) => each.name === name && each.location === location);
  if (find("batchEndpoints")) {
    throw notImplemented("jobs of batch endpoints");
  }
  const endpoint = find("onlineEndpoints");
  if (!endpoint) {
    throw new ConnectionCut();
  }
  return endpoint;
}

/** What a closed endpoint answers outside of its network is not documented; here it is 403. */
function checkNetwork({ name, properties }: ResourceRecord, { settings }: ProviderContext): void {
  if (settings.network === "unreachable") {
    throw new ConnectionCut();
  }
  if (settings.network === "outside" && properties["publicNetworkAccess"] === "Disabled") {
    const message = `The endpoint '${name}' takes no requests from public networks.`;
    throw new ScoringFault(403, "Forbidden", message);
  }
}

/** No model runs: the answer says so and echoes the shape of what was sent. */
function score(
  request: DataRequest,
  endpoint: ResourceRecord,
  context: ProviderContext,
): DataReply {
  const wanted = request.headers[deploymentHeader];
  const deployment = chooseDeployment(endpoint, textOf(wanted), context);
  const headers = { [deploymentHeader]: deployment.name };
  const body = {
    simulated: true,
    message: "No model has run: this is the sandbox, which answers the shape of the request.",
    endpoint: endpoint.name,
    deployment: deployment.name,
    model: modelOf(deployment),
    received: shapeOf(parseInput(request, deployment)),
  };
  return jsonReply(200, body, headers);
}

function modelOf({ properties }: ResourceRecord): string | null {
  return textOf(properties["model"]) ?? null;
}

/** What a scoring script would choke on comes back as the failure of a model. */
function parseInput({ bytes }: DataRequest, deployment: ResourceRecord): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    const isManaged = deployment.properties["endpointComputeType"] === "Managed";
    const message = "The request is not JSON.";
    throw isManaged
      ? new ScoringFault(424, "ModelError", message, {
          [deploymentHeader]: deployment.name,
          "ms-azureml-model-error-statuscode": "400",
          "ms-azureml-model-error-reason": "Bad Request",
        })
      : new ScoringFault(502, "ModelError", message, { [deploymentHeader]: deployment.name });
  }
}

function commonHeaders({ requestId, headers }: DataRequestHead): Record<string, string> {
  const clientId = headers["x-ms-client-request-id"];
  return {
    "x-ms-request-id": requestId,
    "x-request-id": requestId,
    ...(typeof clientId === "string" && { "x-ms-client-request-id": clientId }),
  };
}

function jsonReply(
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): DataReply {
  const type = { "Content-Type": "application/json" };
  return { status, headers: { ...headers, ...type }, body: JSON.stringify(body) };
}

function toScoringFault(error: unknown): ScoringFault {
  if (error instanceof ScoringFault) {
    return error;
  }
  if (error instanceof BodyTooLarge) {
    return new ScoringFault(413, "RequestEntityTooLarge", error.message);
  }
  const { status, code, message, options } = toFault(error);
  const { retryAfterSeconds } = options;
  const retry = retryAfterSeconds !== undefined && { "Retry-After": String(retryAfterSeconds) };
  return new ScoringFault(status, code, message, { ...retry });
}
