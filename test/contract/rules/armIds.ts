import { isJson, type Exchange, type Json } from "../exchanges";

const guid = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const scope = `(?:/subscriptions/${guid}(?:/resourceGroups/[^/]+)?)?`;
const resource = String.raw`(?:/providers/[a-z]+(?:\.[a-z]+)+(?:/[^/]+/[^/]+)+)`;
const location = `/subscriptions/${guid}/locations/[a-z0-9]+`;
const armId = new RegExp(`^(?:${scope}${resource}*|${location}|/tenants/${guid})$`, "i");

/** Ids are ARM ids, and those of an answer are the ones that were asked for. */
export function armIdErrors(exchange: Exchange): readonly string[] {
  const { responseBody: body, method, path } = exchange;
  if (!isJson(body)) {
    return [];
  }
  const entries = Array.isArray(body["value"]) ? body["value"].filter(isJson) : [];
  const own = method !== "POST" && !Array.isArray(body["value"]) ? resourceErrors(body, path) : [];
  const listed = entries.flatMap((entry) => formErrors(entry));
  return [...own, ...new Set(listed)];
}

function resourceErrors(body: Json, path: string): readonly string[] {
  const { id } = body;
  const wrong = formErrors(body);
  if (typeof id !== "string" || !id.startsWith("/") || wrong.length > 0 || !armId.test(path)) {
    return wrong;
  }
  return id.toLowerCase() === path.toLowerCase() ? [] : [`id '${id}' is not that of the request`];
}

/** The id parses, ends in the name and says the same type as `type`. */
function formErrors({ id, name, type }: Json): readonly string[] {
  if (typeof id !== "string" || !id.startsWith("/")) {
    return [];
  }
  if (!armId.test(id)) {
    return [`id '${id}' is not an ARM id`];
  }
  const parts = id.split("/");
  const at = parts.map((part) => part.toLowerCase()).lastIndexOf("providers");
  if (at < 0 || typeof type !== "string" || typeof name !== "string") {
    return [];
  }
  const rest = parts.slice(at + 2);
  const types = [parts[at + 1], ...rest.filter((_, index) => index % 2 === 0)].join("/");
  return [
    ...(types.toLowerCase() === type.toLowerCase() ? [] : [`type '${type}' of the id '${id}'`]),
    ...(parts.at(-1)?.toLowerCase() === name.toLowerCase() ? [] : [`name '${name}' of '${id}'`]),
  ];
}
