import type { Settings } from "./exchange";
import { ArmFault } from "./provider";

export interface Page {
  readonly value: readonly unknown[];
  readonly nextLink?: string;
}

interface PageRequest extends Pick<Settings, "pageSize" | "emptyPages"> {
  readonly url: URL;
  /** Name of the query parameter that leads to the next page; default `$skipToken`. */
  readonly parameter?: string;
}

/** Where a page starts. An empty one has no entries and leads to the entries from there on. */
interface Start {
  readonly at: number;
  readonly isEmpty: boolean;
}

/** One page of a list; the rest is behind `nextLink`, which repeats the caller's query. */
export function pageOf(items: readonly unknown[], request: PageRequest): Page {
  const { url, emptyPages = false, parameter = "$skipToken" } = request;
  const size = Math.max(1, request.pageSize);
  const linkTo = (start: Start): string => {
    const next = new URL(url);
    next.searchParams.set(parameter, writeToken(start));
    return next.toString();
  };
  const { at, isEmpty } = readToken(url.searchParams.get(parameter)) ?? {
    at: 0,
    isEmpty: emptyPages && items.length > size,
  };
  if (isEmpty) {
    return { value: [], nextLink: linkTo({ at, isEmpty: false }) };
  }
  const end = at + size;
  const value = items.slice(at, end);
  return end >= items.length
    ? { value }
    : { value, nextLink: linkTo({ at: end, isEmpty: emptyPages }) };
}

function writeToken({ at, isEmpty }: Start): string {
  return Buffer.from(`${isEmpty ? "empty" : "page"}:${String(at)}`).toString("base64url");
}

function readToken(token: string | null): Start | undefined {
  if (token === null) {
    return undefined;
  }
  const text = Buffer.from(token, "base64url").toString();
  const [, kind, at] = /^(page|empty):(\d{1,9})$/.exec(text) ?? [];
  if (at === undefined) {
    throw new ArmFault(400, "InvalidSkipToken", "The $skipToken is not one of this service.");
  }
  return { at: Number(at), isEmpty: kind === "empty" };
}
