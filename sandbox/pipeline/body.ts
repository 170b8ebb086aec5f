import { invalidContent } from "../armErrors";
import type { Exchange } from "../exchange";
import { isObject } from "../mergeForPatch";
import { ArmFault } from "../provider";

/** The JSON object of a request; an empty body is an empty object. Throws the ARM error for anything else. */
export function readBody(exchange: Exchange): Record<string, unknown> {
  if (exchange.bodyText.trim() === "") {
    return {};
  }
  const type = exchange.headers["content-type"] ?? "";
  if (!/^(application|text)\/(json|[\w.+-]*\+json)\b/i.test(type)) {
    throw new ArmFault(
      415,
      "UnsupportedMediaType",
      `The content media type '${type}' is not supported. Only 'application/json' is supported.`,
    );
  }
  const body = parse(exchange.bodyText);
  if (!isObject(body)) {
    throw invalidContent("The request content was invalid: a JSON object was expected.");
  }
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    throw invalidContent(
      `The request content was invalid and could not be deserialized: '${detail}'.`,
    );
  }
}
