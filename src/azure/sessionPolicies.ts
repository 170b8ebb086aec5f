import type { PipelinePolicy, PipelineRequest } from "@azure/core-rest-pipeline";
import { t } from "@vscode/l10n";
import type { Clock } from "../shared/Clock";
import { UserError } from "../shared/errors";
import type { Logger } from "../shared/Logger";

/** Query parameters whose values say what was asked and hold no secret; all others are masked. */
const loggedParameters = new Set(["api-version", "$filter", "$expand", "$top", "$orderby"]);

/** Path and query as they may be logged. */
export function describeUrl(address: string): string {
  const url = URL.parse(address);
  if (url === null) {
    return "(not an address)";
  }
  const query = [...url.searchParams].map(([name, value]) =>
    loggedParameters.has(name.toLowerCase()) ? `${name}=${value}` : `${name}=***`,
  );
  return query.length === 0 ? url.pathname : `${url.pathname}?${query.join("&")}`;
}

/** One debug line for each try: method, path, status, duration, request id. Never headers or bodies. */
export function createLogPolicy(logger: Logger, clock: Clock): PipelinePolicy {
  return {
    name: "esmlLogPolicy",
    async sendRequest(request, next) {
      const startedAt = clock.now();
      const what = `${request.method} ${describeUrl(request.url)}`;
      try {
        const response = await next(request);
        const requestId = response.headers.get("x-ms-request-id") ?? "-";
        const durationMs = clock.now() - startedAt;
        logger.debug(`${what} ${response.status} ${durationMs} ms ${requestId}`);
        return response;
      } catch (error) {
        logger.debug(`${what} ${failureName(error)} ${clock.now() - startedAt} ms`);
        throw error;
      }
    },
  };
}

function failureName(error: unknown): string {
  if (!(error instanceof Error)) {
    return "failed";
  }
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** Keeps the token on the cloud's own Resource Manager: page links and polling addresses come from replies. */
export function createOriginPolicy(endpoint: string): PipelinePolicy {
  return {
    name: "esmlOriginPolicy",
    async sendRequest(request: PipelineRequest, next) {
      assertSameOrigin(request.url, endpoint);
      return next(request);
    },
  };
}

/** @throws UserError `ForeignAddress` */
export function assertSameOrigin(address: string, endpoint: string): void {
  const origin = URL.parse(address)?.origin;
  if (origin !== new URL(endpoint).origin) {
    throw new UserError(
      "ForeignAddress",
      t(
        "Azure Resource Manager at {0} answered with a link to {1}. It was not followed, because the access token is meant for the former alone.",
        endpoint,
        origin ?? address,
      ),
    );
  }
}
