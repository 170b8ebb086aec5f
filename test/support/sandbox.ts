import { randomUUID } from "node:crypto";
import https from "node:https";
import { createCatalogue } from "../../sandbox/catalogue/catalogue";
import { recordVariable } from "../../sandbox/recording";
import { serve, type Sandbox, type ServeOptions } from "../../sandbox/serve";
import { testProvider } from "./sandboxProvider";

/** Starts a sandbox that holds only its subscriptions; everything is at once unless told otherwise. */
export function startTestSandbox(options: Partial<ServeOptions> = {}): Promise<Sandbox> {
  const recordFolder = process.env[recordVariable];
  const defaults = { timeScale: 0, graphLagMs: 0, catalogue: createCatalogue(), recordFolder };
  return serve({ ...defaults, providers: [testProvider], ...options });
}

/** Options with which every SDK client talks to a sandbox, as the product's clients do. */
export function sdkOptions({ endpoint, ca }: Pick<Sandbox, "endpoint" | "ca">) {
  const scope = "https://management.azure.com/.default";
  return {
    endpoint,
    agent: new https.Agent({ ca, keepAlive: true }),
    credentialScopes: scope,
    credentials: { scopes: [scope] },
  };
}

export function sdkCredential({ token }: Pick<Sandbox, "token">) {
  const expiresOnTimestamp = Date.now() + 3_600_000;
  return { getToken: () => Promise.resolve({ token, expiresOnTimestamp }) };
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Parsed JSON, or text of another kind; undefined for an empty body. */
  readonly body: unknown;
}

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  /** Sent as it is instead of `body`. */
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Callee extends Pick<Sandbox, "endpoint" | "ca" | "token"> {
  /** Absent: every request has a connection of its own. */
  readonly agent?: https.Agent;
}

/** One request with the sandbox's token; paths are sent as they are written. */
export function call(
  { endpoint, ca, token, agent }: Callee,
  { method, path, body, text, headers }: RawRequest,
): Promise<RawAnswer> {
  const { hostname, port } = new URL(endpoint);
  const content = text ?? (body === undefined ? undefined : JSON.stringify(body));
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        hostname,
        port,
        method,
        path,
        ca,
        agent: agent ?? false,
        servername: "localhost",
        headers: {
          Authorization: `Bearer ${token}`,
          ...(content !== undefined && {
            "Content-Type": "application/json",
            "Content-Length": String(Buffer.byteLength(content)),
          }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.once("error", reject);
        response.on("end", () => {
          const { statusCode: status = 0, headers: answered } = response;
          const text = Buffer.concat(chunks).toString();
          resolve({ status, headers: answered, body: parsed(text, answered["content-type"]) });
        });
      },
    );
    request.once("error", reject);
    request.end(content);
  });
}

function parsed(text: string, type = ""): unknown {
  if (text === "") {
    return undefined;
  }
  const body: unknown = type.includes("json") ? JSON.parse(text) : text;
  return body;
}

/** First subscription of the sample catalogue. */
export function firstSubscription(): string {
  return createCatalogue().subscriptions[0]?.subscriptionId ?? randomUUID();
}
