import type { Route } from "./exchange";
import type { Kinds } from "./kinds";
import type { ResourceKind } from "./provider";

export interface Known {
  readonly kinds: Kinds;
  readonly routes: readonly Route[];
}

/** Every resource type with its actions, and every other request that the sandbox knows, in Markdown. */
export function listText({ kinds, routes }: Known): string {
  const sections = new Map<string, string[]>();
  const add = (section: string, lines: readonly string[]): void => {
    sections.set(section, [...(sections.get(section) ?? []), ...lines]);
  };
  for (const { namespace, kinds: types } of kinds.providers()) {
    const asked = types.filter(({ apiVersions }) => apiVersions.length > 0);
    add(namespace, asked.toSorted((a, b) => (a.type < b.type ? -1 : 1)).map(kindLine));
  }
  for (const [section, own] of Map.groupBy(routes, ({ path }) => sectionOf(path))) {
    const sorted = own.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    add(section, [...Map.groupBy(sorted, requestText)].map(requestLine));
  }
  return [...sections]
    .filter(([, lines]) => lines.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([section, lines]) => `### ${section}\n\n${lines.join("")}`)
    .join("\n");
}

function kindLine({ type, apiVersions, actions = {} }: ResourceKind): string {
  const names = Object.keys(actions).sort().map(code);
  const after = names.length > 0 ? `: ${names.join(", ")}` : "";
  return `- ${code(type)} (${versionsText(apiVersions)})${after}\n`;
}

/** With `{scope}` for what comes before the namespace: the same request at other scopes reads the same. */
function requestText({ method, path, apiVersions }: Route): string {
  const below = path.slice(scopeOf(path).length);
  const versions = apiVersions === "any" ? "" : ` (${versionsText(apiVersions)})`;
  return `- ${code(`${method} {scope}${below}`)}${versions}`;
}

function requestLine([text, same]: readonly [string, readonly Route[]]): string {
  const scopes = same.map(({ path }) => scopeOf(path)).sort((a, b) => a.length - b.length);
  const names = new Set(scopes.map(scopeName));
  return scopes.length === 1
    ? `${text.replace("{scope}", scopes.join(""))}\n`
    : `${text} at ${[...names].join(", ")}\n`;
}

function scopeOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/providers/Microsoft.")));
}

function scopeName(scope: string): string {
  const named = scope.split("/").length;
  return ["tenant", "subscription", "resource group"][(named - 1) / 2] ?? "resource";
}

/** By path, whatever is asked there. */
function keyOf({ method, path }: Route): string {
  return `${path} ${method}`;
}

function versionsText(versions: readonly string[]): string {
  const [newest = "", ...older] = versions.toSorted().reverse();
  return older.length === 0 ? newest : `${newest} and ${String(older.length)} older`;
}

function sectionOf(path: string): string {
  if (path.startsWith("/_sandbox/")) {
    return "The sandbox itself";
  }
  const namespaces = [...path.matchAll(/\/providers\/(Microsoft\.[^/]+)/g)];
  return namespaces.at(-1)?.[1] ?? "Resource Manager";
}

function code(text: string): string {
  return `\`${text}\``;
}
