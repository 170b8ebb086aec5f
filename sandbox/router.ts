import { notImplemented } from "./armErrors";
import type { Route, Target } from "./exchange";
import type { Kinds } from "./kinds";
import { ArmFault } from "./provider";
import { parseResourceId } from "./resourceId";

interface CompiledRoute {
  readonly route: Route;
  readonly parts: readonly string[];
}

/** Finds what a method and path are about: a route, or a resource, list or action of a known type. */
export class Router {
  private readonly routes: readonly CompiledRoute[];

  constructor(
    routes: readonly Route[],
    private readonly kinds: Kinds,
  ) {
    this.routes = routes
      .map((route) => ({ route, parts: route.path.split("/") }))
      .sort((a, b) => placeholders(a) - placeholders(b));
  }

  find(method: string, path: string): Target {
    const parts = path.split("/");
    let otherMethod = false;
    for (const compiled of this.routes) {
      const params = matchParts(compiled.parts, parts);
      if (params && compiled.route.method === method) {
        return { kind: "route", route: compiled.route, params };
      }
      otherMethod ||= params !== undefined;
    }
    return this.findResource(method, path) ?? this.refuse(method, path, otherMethod);
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

  private refuse(method: string, path: string, otherMethod: boolean): never {
    if (otherMethod) {
      const message = `The HTTP method '${method}' is not supported at '${path}'.`;
      throw new ArmFault(405, "MethodNotAllowed", message);
    }
    const namespace = /\/providers\/([^/]+)/i.exec(path)?.[1];
    if (namespace && !this.kinds.provider(namespace) && !/^microsoft\./i.test(namespace)) {
      const message = `The resource namespace '${namespace}' is invalid.`;
      throw new ArmFault(404, "InvalidResourceNamespace", message);
    }
    const type = (parseResourceId(path) ?? parseResourceId(`${path}/x`))?.type;
    if (type && !this.kinds.get(type)) {
      throw notImplemented(`resource type '${type}' (${method} ${path})`);
    }
    throw notImplemented(`${method} ${path}`);
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
