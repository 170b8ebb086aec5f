import type { Sandbox } from "../../sandbox/serve";
import { call, type RawAnswer } from "./sandbox";

/** Calls of one provider at one api-version. */
export interface ArmCalls {
  get(path: string): Promise<RawAnswer>;
  put(path: string, body: object): Promise<RawAnswer>;
  patch(path: string, body: object): Promise<RawAnswer>;
  remove(path: string): Promise<RawAnswer>;
  post(path: string, body?: object): Promise<RawAnswer>;
  /** PUT, and GET until the resource has got a final state. */
  create(path: string, body: object): Promise<Resource>;
  /** Names of a list, all pages. */
  names(path: string): Promise<readonly string[]>;
}

export interface Resource {
  readonly id: string;
  readonly name: string;
  readonly etag?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const underWay = ["Accepted", "Creating", "RegisteringDns", "Updating"];

export function armCalls(sandbox: () => Sandbox, apiVersion: string): ArmCalls {
  const at = (path: string): string =>
    `${path}${path.includes("?") ? "&" : "?"}api-version=${apiVersion}`;
  const send = (method: string, path: string, body?: object): Promise<RawAnswer> =>
    call(sandbox(), { method, path: at(path), ...(body && { body }) });
  const read = async (path: string): Promise<Resource> =>
    (await send("GET", path)).body as Resource;
  return {
    get: (path) => send("GET", path),
    put: (path, body) => send("PUT", path, body),
    patch: (path, body) => send("PATCH", path, body),
    remove: (path) => send("DELETE", path),
    post: (path, body) => send("POST", path, body),
    create: async (path, body) => {
      const { status, body: answer } = await send("PUT", path, body);
      if (status >= 300) {
        throw new Error(`PUT ${path}: ${String(status)} ${JSON.stringify(answer)}`);
      }
      let resource = await read(path);
      while (underWay.includes(String(resource.properties["provisioningState"]))) {
        resource = await read(path);
      }
      return resource;
    },
    names: async (path) => {
      const found: string[] = [];
      let next: string | undefined = at(path);
      while (next !== undefined) {
        const { body } = await call(sandbox(), { method: "GET", path: next });
        const { value, nextLink } = body as { value: { name: string }[]; nextLink?: string };
        found.push(...value.map(({ name }) => name));
        next = nextLink?.slice(sandbox().endpoint.length);
      }
      return found;
    },
  };
}

/** Status and code of an answer that is an error, for example `409 Conflict`. */
export function refusal({ status, body }: RawAnswer): string {
  const { error } = (body ?? {}) as { error?: { code?: string } };
  return `${String(status)} ${error?.code ?? ""}`;
}
