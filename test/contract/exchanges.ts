import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedRequest } from "../../sandbox/requestLog";

/** One request and its answer, as a sandbox has recorded it. */
export type Exchange = RecordedRequest;

/** Everything that the sandboxes of a suite have recorded, in the order of each. */
export function loadExchanges(folder: string): readonly Exchange[] {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ndjson"))
    .flatMap((file) => readFileSync(join(folder, file), "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Exchange);
}

/** How the product calls itself. */
const productAgent = "esml-vscode/";

export function isOfProduct({ requestHeaders }: Exchange): boolean {
  return requestHeaders["user-agent"]?.includes(productAgent) ?? false;
}

/** The sandbox's own routes are no part of Azure. */
export function isControl({ path }: Exchange): boolean {
  return path.startsWith("/_sandbox/");
}

/** Azure Resource Manager's paths begin with one of these; all others are data planes. */
export function isResourceManager({ path }: Exchange): boolean {
  return /^\/(subscriptions|providers|tenants)(\/|$)/i.test(path);
}

/** Faults that leave the answer as it would be without them. */
const harmless: readonly string[] = ["delayMs", "failOperation", "dropAfter", "truncate"];

/** A declared fault wrote the answer: it is none of Azure's. */
export function isDeclared({ fault }: Exchange): boolean {
  return fault !== undefined && !harmless.includes(fault);
}

export function urlOf({ path, query, requestHeaders }: Exchange): string {
  const search = query === "" ? "" : `?${query}`;
  return `https://${requestHeaders["host"] ?? "127.0.0.1"}${encodeURI(path)}${search}`;
}

export function apiVersionOf({ query }: Exchange): string | undefined {
  return new URLSearchParams(query).get("api-version") ?? undefined;
}

/** A header of the answer, whatever its case. */
export function headerOf({ responseHeaders }: Exchange, name: string): string | undefined {
  const entry = Object.entries(responseHeaders).find(([key]) => key.toLowerCase() === name);
  return entry?.[1];
}

export type Json = Readonly<Record<string, unknown>>;

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
