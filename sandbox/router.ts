import type { Route, Target } from "./exchange";
import type { Kinds } from "./kinds";
import { parseResourceId } from "./resourceId";
import { methodNotAllowed } from "./unknownTarget";

interface CompiledRoute {
  readonly route: Route;
  readonly parts: readonly string[];
}

/** Finds what a method and path are about: a route, or a resource, list or action of a known type. */
export class Router {
  private readonly routes: readonly CompiledRoute[];

  constructor(
    readonly all: readonly Route[],
    private readonly kinds: Kinds,
  ) {
    this.routes = all
      .map((route) => ({ route, parts: route.path.split("/") }))
      .sort((a, b) => placeholders(a) - placeholders(b));
  }

  /** Undefined when nothing answers; throws the 405 for the wrong method of a known route. */
  find(method: string, path: string): Target | undefined {
    const parts = path.split("/");
    let otherMethod = false;
    for (const compiled of this.routes) {
      const params = matchParts(compiled.parts, parts);
      if (params && compiled.route.method === method) {
        return { kind: "route", route: compiled.route, params };
      }
      otherMethod ||= params !== undefined;
    }
    const found = this.findResource(method, path);
    if (!found && otherMethod) {
      throw methodNotAllowed(method);
    }
    return found;
  }

  private findResource(method: string, path: string): Target | undefined {
    const parsed = parseResourceId(path);
    if (parsed) {
      const resource = this.kinds.get(parsed.type);
      return resource && method !== "POST" ? { kind: "resource", resource, id: path } : undefined;
    }
    const cut = path.lastIndexOf("/");
    const [above, last] = [path.slice(0, cut), path.slice(cut + 1)];
    if (method === "POST") {
      const target = parseResourceId(above);
      const resource = target && this.kinds.get(target.type);
      return resource && { kind: "action", resource, id: above, action: last };
    }
    if (method !== "GET") {
      return undefined;
    }
    const asResource = parseResourceId(`${path}/x`);
    const resource = asResource && this.kinds.get(asResource.type);
    return (
      resource && { kind: "collection", resource, scope: asResource.parentId ?? asResource.scope }
    );
  }
}

function placeholders({ parts }: CompiledRoute): number {
  return parts.filter((part) => part.startsWith("{")).length;
}

function matchParts(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== parts.length) {
    return undefined;
  }
  const params: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const given = parts[index] ?? "";
    if (expected.startsWith("{") && expected.endsWith("}")) {
      if (given === "") {
        return undefined;
      }
      params[expected.slice(1, -1)] = given;
    } else if (expected.toLowerCase() !== given.toLowerCase()) {
      return undefined;
    }
  }
  return params;
}
