import type { TokenCredential } from "@azure/core-auth";
import type { PipelineResponse } from "@azure/core-rest-pipeline";
import { t } from "@vscode/l10n";
import { ArmError } from "./ArmError";
import type { ArmRequest } from "./AzureSession";
import type { ClientOptions } from "./clientOptions";
import { parseArmError, fromStatus } from "./parseArmError";
import { assertSameOrigin } from "./sessionPolicies";

export type SendRaw = (request: ArmRequest) => Promise<unknown>;

/** Makes the raw call of a session: same endpoint, agent, retry, log and token as the SDK clients. */
export async function createSendRaw(
  credential: TokenCredential,
  options: ClientOptions,
): Promise<SendRaw> {
  const core = await import(/* webpackChunkName: "azure-pipeline" */ "./sdk/pipeline");
  const { agent, retryOptions, userAgentOptions, additionalPolicies } = options;
  const pipeline = core.createPipelineFromOptions({
    retryOptions,
    userAgentOptions,
    ...(agent === undefined ? {} : { agent }),
  });
  pipeline.addPolicy(
    core.bearerTokenAuthenticationPolicy({ credential, scopes: options.credentials.scopes }),
  );
  for (const { policy } of additionalPolicies) {
    pipeline.addPolicy(policy, { afterPhase: "Sign" });
  }
  const httpClient = core.createDefaultHttpClient();
  return async (request) => {
    const url = addressOf(request, options.endpoint);
    const pipelineRequest = core.createPipelineRequest({
      url,
      method: request.method,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(request.signal === undefined ? {} : { abortSignal: request.signal }),
    });
    pipelineRequest.headers.set("accept", "application/json");
    if (request.body !== undefined) {
      pipelineRequest.headers.set("content-type", "application/json; charset=utf-8");
    }
    try {
      return readBody(await pipeline.sendRequest(httpClient, pipelineRequest));
    } catch (error) {
      throw parseArmError(error);
    }
  };
}

function addressOf({ path, apiVersion }: ArmRequest, endpoint: string): string {
  const url = new URL(path, `${endpoint}/`);
  assertSameOrigin(url.href, endpoint);
  if (apiVersion !== undefined) {
    url.searchParams.set("api-version", apiVersion);
  }
  return url.href;
}

function readBody(response: PipelineResponse): unknown {
  const { status, headers, bodyAsText, request } = response;
  const text = bodyAsText ?? "";
  const body = parseText(text);
  if (status >= 400) {
    throw fromStatus({
      status,
      body: body.value,
      host: new URL(request.url).host,
      header: (name) => headers.get(name),
    });
  }
  if (!body.isJson) {
    throw new ArmError({
      status,
      code: "AnswerUnreadable",
      message: t("{0} answered with something that is not JSON.", new URL(request.url).host),
    });
  }
  return body.value;
}

function parseText(text: string): { readonly isJson: boolean; readonly value: unknown } {
  if (text.trim() === "") {
    return { isJson: true, value: undefined };
  }
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch {
    return { isJson: false, value: undefined };
  }
}
