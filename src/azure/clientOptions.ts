import { Agent } from "node:https";
import type { PipelinePolicy, PipelineRetryOptions } from "@azure/core-rest-pipeline";
import type { Clock } from "../shared/Clock";
import type { Logger } from "../shared/Logger";
import { createLogPolicy, createOriginPolicy } from "./sessionPolicies";

export interface RetrySettings {
  readonly maxRetries?: number;
  readonly retryDelayInMs?: number;
}

export interface ClientOptionsInput {
  readonly endpoint: string;
  readonly scope: string;
  /** Certificate to trust; absent in real Azure, where Node and VS Code decide (proxy included). */
  readonly ca?: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly version: string;
  readonly retry?: RetrySettings;
}

/** What every SDK client and the raw pipeline are made with. */
export interface ClientOptions {
  endpoint: string;
  agent?: Agent;
  /** Read by clients of the older generation (Machine Learning, Data Factory). */
  credentialScopes: string;
  /** Read by clients of the newer generation (AKS, registries, deployments). */
  credentials: { scopes: string[] };
  additionalPolicies: { policy: PipelinePolicy; position: "perRetry" }[];
  retryOptions: PipelineRetryOptions;
  userAgentOptions: { userAgentPrefix: string };
}

/**
 * An own agent, not `tlsOptions`: with a proxy in the environment the SDKs would send even 127.0.0.1
 * through it and drop the certificate, unless the request has its agent already.
 */
export function createClientOptions(input: ClientOptionsInput): ClientOptions {
  const { endpoint, scope, ca, logger, clock, version, retry } = input;
  return {
    endpoint,
    ...(ca === undefined ? {} : { agent: new Agent({ ca, keepAlive: true }) }),
    credentialScopes: scope,
    credentials: { scopes: [scope] },
    additionalPolicies: [
      { policy: createOriginPolicy(endpoint), position: "perRetry" },
      { policy: createLogPolicy(logger, clock), position: "perRetry" },
    ],
    // 429 and 503 wait for Retry-After; failed connections and other 5xx wait longer each time.
    retryOptions: { maxRetries: 3, retryDelayInMs: 800, maxRetryDelayInMs: 30_000, ...retry },
    userAgentOptions: { userAgentPrefix: `esml-vscode/${version}` },
  };
}
