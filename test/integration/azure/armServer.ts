import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createCertificate } from "../../../sandbox/certificate";

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string;
  readonly userAgent: string;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An HTTPS server on this computer whose answers the test writes. */
export async function startArmServer(
  answer: (request: SeenRequest, origin: string) => Answer,
): Promise<{
  readonly endpoint: string;
  readonly ca: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}> {
  const { key, cert } = await createCertificate(Date.now());
  const seen: SeenRequest[] = [];
  let endpoint = "";
  const server = createServer({ key, cert }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const url = new URL(request.url ?? "/", endpoint);
      const { authorization = "", "user-agent": userAgent = "" } = request.headers;
      const item = {
        method: request.method ?? "",
        path: url.pathname,
        query: url.searchParams,
        authorization,
        userAgent,
        body: Buffer.concat(chunks).toString("utf8"),
      };
      seen.push(item);
      const { status, body, headers } = answer(item, endpoint);
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(body === undefined ? undefined : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    ca: cert,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

export const tenantId = "11111111-1111-4111-8111-111111111111";
export const subscriptionId = "22222222-2222-4222-8222-222222222222";

export function makeToken(claims: object): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${encode({ alg: "none" })}.${encode(claims)}.signature`;
}

export const token = makeToken({ oid: "object-1", tid: tenantId, upn: "you@acme.example" });
