import https from "node:https";
import type { Connection } from "../../sandbox/stateFolder";

export interface BenchRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}

export interface BenchClient {
  /** Answers the status; the body is read and dropped. */
  send(request: BenchRequest): Promise<number>;
  close(): void;
}

/** A client that does as little as possible, over connections that stay open. */
export function benchClient({
  endpoint,
  ca,
  token,
}: Pick<Connection, "endpoint" | "ca" | "token">): BenchClient {
  const { hostname, port } = new URL(endpoint);
  const agent = new https.Agent({ ca, keepAlive: true });
  const send = ({ method, path, body }: BenchRequest): Promise<number> => {
    const content = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      Authorization: `Bearer ${token}`,
      ...(content !== undefined && {
        "Content-Type": "application/json",
        "Content-Length": String(Buffer.byteLength(content)),
      }),
    };
    return new Promise((resolve, reject) => {
      const options = { hostname, port, method, path, agent, headers, servername: "localhost" };
      const request = https.request(options, (response) => {
        response.resume();
        response.once("end", () => {
          resolve(response.statusCode ?? 0);
        });
      });
      request.once("error", reject);
      request.end(content);
    });
  };
  return {
    send,
    close: () => {
      agent.destroy();
    },
  };
}
