import { ArmFault } from "./provider";

export interface Page {
  readonly value: readonly unknown[];
  readonly nextLink?: string;
}

/** One page of a list; the rest is behind `nextLink`, which repeats the caller's query. */
export function pageOf(
  items: readonly unknown[],
  request: { readonly url: URL; readonly pageSize: number },
): Page {
  const token = request.url.searchParams.get("$skipToken");
  const start = token === null ? 0 : Number.parseInt(readToken(token), 10);
  if (!Number.isInteger(start) || start < 0) {
    throw new ArmFault(400, "InvalidSkipToken", "The $skipToken is not one of this service.");
  }
  const end = start + Math.max(1, request.pageSize);
  const value = items.slice(start, end);
  if (end >= items.length) {
    return { value };
  }
  const next = new URL(request.url);
  next.searchParams.set("$skipToken", Buffer.from(`page:${String(end)}`).toString("base64url"));
  return { value, nextLink: next.toString() };
}

function readToken(token: string): string {
  const text = Buffer.from(token, "base64url").toString();
  return text.startsWith("page:") ? text.slice("page:".length) : "";
}
