import type { Sandbox } from "../../sandbox/serve";
import { call, type RawAnswer } from "./sandbox";

/** The code of an ARM error; undefined for anything else. */
export function codeOf({ body }: RawAnswer): unknown {
  const { error } = (body ?? {}) as { error?: { code?: unknown } };
  return error?.code;
}

export function propertiesOf({ body }: RawAnswer): Record<string, unknown> {
  const { properties } = (body ?? {}) as { properties?: Record<string, unknown> };
  return properties ?? {};
}

/** Plain requests to resources by their id, at one api-version, that wait for long operations. */
export class ArmCalls {
  constructor(
    private readonly sandbox: Sandbox,
    private readonly version: string,
  ) {}

  /** Sends and answers at once. */
  send(method: string, id: string, body?: unknown, headers: Record<string, string> = {}) {
    const mark = id.includes("?") ? "&" : "?";
    const path = `${id}${mark}api-version=${this.version}`;
    return call(this.sandbox, { method, path, headers, ...(body !== undefined && { body }) });
  }

  get(id: string): Promise<RawAnswer> {
    return this.send("GET", id);
  }

  /** The resource when its operation is over; the refusal or failure otherwise. */
  async put(id: string, body: unknown): Promise<RawAnswer> {
    const failed = await this.end(await this.send("PUT", id, body));
    return failed ?? this.get(id);
  }

  async remove(id: string): Promise<RawAnswer> {
    const started = await this.send("DELETE", id);
    return (await this.end(started)) ?? started;
  }

  /** Follows a write to its end; answers what went wrong, if anything. */
  async end(started: RawAnswer): Promise<RawAnswer | undefined> {
    if (started.status >= 400) {
      return started;
    }
    const address = started.headers["azure-asyncoperation"] ?? started.headers["location"];
    if (typeof address !== "string") {
      return undefined;
    }
    const { pathname, search } = new URL(address);
    for (let poll = 0; poll < 100; poll += 1) {
      const answer = await call(this.sandbox, { method: "GET", path: `${pathname}${search}` });
      const { status } = (answer.body ?? {}) as { status?: string };
      if (answer.status !== 202 && status !== "InProgress") {
        return answer.status >= 400 || status === "Failed" ? answer : undefined;
      }
    }
    throw new Error(`The operation at ${pathname} does not end.`);
  }
}
