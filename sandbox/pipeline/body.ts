import { invalidContent } from "../armErrors";
import type { Exchange, JsonBody } from "../exchange";
import { isObject } from "../mergeForPatch";
import { ArmFault } from "../provider";

/** Deeper than any template; what walks through a body must not run out of stack. */
const maximumDepth = 128;

/** The JSON object of a request; an empty body is an empty object. Throws the ARM error for anything else. */
export function readBody(exchange: Exchange): Record<string, unknown> {
  if (exchange.bodyText.trim() === "") {
    return {};
  }
  const type = exchange.headers["content-type"];
  if (!/^(application|text)\/(json|[\w.+-]*\+json)\b/i.test(type ?? "")) {
    throw new ArmFault(
      415,
      "UnsupportedMediaType",
      `The content media type '${type ?? "<null>"}' is not supported. Only 'application/json' is supported.`,
    );
  }
  const json = jsonOf(exchange);
  if ("fault" in json) {
    throw json.fault;
  }
  if (!isObject(json.value)) {
    throw cannotBeRead("An object was expected", 1, 1);
  }
  return json.value;
}

/** The body as JSON, read once. */
export function jsonOf(exchange: Exchange): JsonBody {
  exchange.json ??= parse(exchange.bodyText);
  return exchange.json;
}

function parse(source: string): JsonBody {
  const tooDeep = tooDeepAt(source);
  if (tooDeep !== undefined) {
    const what = `The reader's MaxDepth of ${String(maximumDepth)} has been exceeded`;
    return { fault: cannotBeRead(what, ...placeOf(source, tooDeep)) };
  }
  try {
    return { value: JSON.parse(source) as unknown };
  } catch (error) {
    // The engine's own sentence quotes the body, which may hold a secret.
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
    const what = at === undefined ? "Unexpected content" : "Unexpected character encountered";
    return { fault: cannotBeRead(what, ...placeOf(source, Number(at ?? source.length))) };
  }
}

/** Where objects and arrays lie in each other deeper than is read; undefined when they do not. */
function tooDeepAt(source: string): number | undefined {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < source.length; at += 1) {
    const char = source[at];
    if (char === '"') {
      inText = !inText;
    } else if (inText) {
      at += char === "\\" ? 1 : 0;
    } else if (char === "{" || char === "[") {
      depth += 1;
    } else if (char === "}" || char === "]") {
      depth -= 1;
    }
    if (depth > maximumDepth) {
      return at;
    }
  }
  return undefined;
}

function placeOf(source: string, at: number): readonly [line: number, position: number] {
  const before = source.slice(0, at).split("\n");
  return [before.length, before.at(-1)?.length ?? 0];
}

function cannotBeRead(what: string, line: number, position: number): ArmFault {
  return invalidContent(
    `The request content was invalid and could not be deserialized: '${what}. Path '', line ${String(line)}, position ${String(position)}.'.`,
  );
}
