import { apiVersionOf, isJson, type Exchange, type Json } from "../exchanges";

/** Codes with which ARM refuses an api-version, by what is wrong with it. */
const refusals = {
  missing: ["MissingApiVersionParameter"],
  malformed: ["InvalidApiVersionParameter"],
} as const;

/** Every refusal has ARM's envelope with code and message, and a request without an api-version is refused as such. */
export function errorAnswerErrors(exchange: Exchange): readonly string[] {
  const { status, method, responseBody } = exchange;
  const error = isJson(responseBody) ? responseBody["error"] : undefined;
  const code = isJson(error) ? error["code"] : undefined;
  const isAsked = status !== 401 && status !== 421 && status !== 413 && status !== 429;
  return [
    ...(status >= 400 && method !== "HEAD" ? envelopeErrors(responseBody) : []),
    ...(isAsked ? apiVersionErrors(exchange, code) : []),
  ];
}

export function envelopeErrors(body: unknown): readonly string[] {
  const error = isJson(body) ? body["error"] : undefined;
  if (!isJson(error)) {
    return ["an error answer has no 'error'"];
  }
  const wrong = ["code", "message"].filter((name) => {
    const value = error[name];
    return typeof value !== "string" || value === "";
  });
  const strange = Object.keys(error).filter((name) => !known.has(name));
  return [
    ...wrong.map((name) => `'error' has no '${name}'`),
    ...strange.map((name) => `'error' has a '${name}', which ARM's errors have not`),
    ...detailsOf(error).flatMap((detail) => envelopeErrors({ error: detail })),
  ];
}

function detailsOf({ details }: Json): readonly unknown[] {
  return Array.isArray(details) ? details : [];
}

const known = new Set([
  ...["code", "message", "target", "details", "additionalInfo", "innererror"],
  // Where a Resource Graph query is wrong (Azure/aztfexport#485).
  ...["line", "characterPositionInLine", "token"],
]);

function apiVersionErrors(exchange: Exchange, code: unknown): readonly string[] {
  const version = apiVersionOf(exchange);
  const reason =
    version === undefined || version === ""
      ? "missing"
      : /^\d{4}-\d{2}-\d{2}/.test(version)
        ? undefined
        : "malformed";
  if (reason === undefined) {
    return [];
  }
  const codes: readonly string[] = refusals[reason];
  return exchange.status === 400 && codes.includes(String(code))
    ? []
    : [
        `the api-version is ${reason}, and the answer is ${String(exchange.status)} ${String(code)}`,
      ];
}
