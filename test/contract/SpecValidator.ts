import { createRequire } from "node:module";
import { resolve } from "node:path";
import type * as Live from "oav/dist/lib/liveValidation/liveValidator";
import type { OperationMatch } from "oav/dist/lib/liveValidation/operationSearcher";
import { specFiles, specsFolder } from "./azureTruth";
import { isJson, urlOf, type Exchange } from "./exchanges";

// oav is CommonJS and its validator is reached by this path only.
const oav = createRequire(import.meta.url)(
  "oav/dist/lib/liveValidation/liveValidator",
) as typeof Live;

/** The operation of a spec that an exchange is one of. */
export interface SpecOperation {
  /** With its provider, for example `Microsoft.Storage StorageAccounts_Create`. */
  readonly id: string;
  /** Absolute path of the swagger file. */
  readonly file: string;
  readonly pathTemplate: string;
  readonly match: OperationMatch;
}

type ValidationErrors = readonly {
  readonly code: string;
  readonly message: string;
  readonly pathsInPayload: readonly string[];
}[];

/** Microsoft's specs, asked through oav's live validator. */
export class SpecValidator {
  private constructor(private readonly validator: Live.LiveValidator) {}

  static async load(): Promise<SpecValidator> {
    const problems: string[] = [];
    const options = {
      directory: specsFolder,
      git: { shouldClone: false },
      swaggerPathsPattern: [...specFiles()],
      excludedSwaggerPathsPattern: ["**/examples/**"],
      isPathCaseSensitive: false,
      loadValidatorInBackground: false,
      loadValidatorInInitialize: false,
      isArmCall: true,
    };
    const validator = new oav.LiveValidator(options, (message, level) => {
      if (level === "error") problems.push(message);
    });
    await validator.initialize();
    if (problems.length > 0) {
      throw new Error(`The specs could not be read: ${problems.join("; ")}`);
    }
    return new SpecValidator(validator);
  }

  /** The operation with the fewest placeholders that the path fits, as a router would choose. */
  find(exchange: Exchange, method = exchange.method): SpecOperation | undefined {
    const request = oav.parseValidationRequest(urlOf(exchange), method, undefined);
    const { matches } = this.validator.operationSearcher.getPotentialOperations(request);
    const [match] = [...matches].sort((a, b) => placeholders(a) - placeholders(b));
    const id = match?.operation.operationId;
    return match && id !== undefined
      ? {
          id: `${providerOf(match)} ${id}`,
          match,
          file: resolve(specsFolder, match.operation._path._spec._filePath),
          pathTemplate: match.operation._path._pathTemplate,
        }
      : undefined;
  }

  async checkRequest(exchange: Exchange, operation: SpecOperation): Promise<readonly string[]> {
    const { requestHeaders, requestBody, method, query } = exchange;
    const request = {
      url: urlOf(exchange),
      method,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers: { ...requestHeaders },
      ...(isJson(requestBody) && { body: structuredClone(requestBody) as Record<string, unknown> }),
    };
    const { errors, runtimeException } = await this.validator.validateLiveRequest(
      request,
      {},
      contextOf(exchange, operation),
    );
    return texts("request", errors, runtimeException);
  }

  async checkResponse(exchange: Exchange, operation: SpecOperation): Promise<readonly string[]> {
    const { responseHeaders, responseBody, status, method } = exchange;
    const headers = Object.entries(responseHeaders).map(([name, value]) => {
      return [name.toLowerCase(), value] as const;
    });
    const response = {
      statusCode: String(status),
      headers: Object.fromEntries(headers),
      ...(isJson(responseBody) && {
        body: structuredClone(responseBody) as Record<string, unknown>,
      }),
    };
    const { errors, runtimeException } = await this.validator.validateLiveResponse(
      response,
      { url: urlOf(exchange), method },
      {},
      contextOf(exchange, operation),
    );
    return texts("response", errors, runtimeException);
  }
}

function providerOf({ operation }: OperationMatch): string {
  return /\/(Microsoft\.\w+)\//.exec(operation._path._spec._filePath)?.[1] ?? "Microsoft";
}

function placeholders({ operation }: OperationMatch): number {
  return operation._path._pathTemplate.split("{").length;
}

function contextOf(exchange: Exchange, operation: SpecOperation) {
  const validationRequest = oav.parseValidationRequest(urlOf(exchange), exchange.method, undefined);
  return {
    operationId: operation.match.operation.operationId ?? "",
    apiVersion: validationRequest.apiVersion,
    operationMatch: operation.match,
    validationRequest,
  };
}

function texts(
  where: string,
  errors: ValidationErrors,
  exception: { readonly message: string } | undefined,
): readonly string[] {
  const found = errors.map(({ code, message, pathsInPayload }) => {
    return `${where} ${placesOf(pathsInPayload)}: ${code} ${message}`;
  });
  return exception ? [...found, `${where}: not validated, ${exception.message}`] : found;
}

/** The same mistake in every entry of a list is one mistake. */
function placesOf(paths: readonly string[]): string {
  return [...new Set(paths.map((path) => path.replaceAll(/\/\d+(?=\/|$)/g, "/*")))].join(", ");
}
