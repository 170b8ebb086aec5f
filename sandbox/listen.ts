import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:https";
import type { Socket } from "node:net";
import { answerData } from "./dataPlane/answerData";
import type { DataRequestHead } from "./dataPlane/DataPlane";
import { findDataPlane } from "./dataPlane/findDataPlane";
import { ArmFault } from "./provider";
import { errorBody, toFault } from "./armErrors";
import { answerBrokenRequest } from "./brokenRequest";
import type { Exchange, Services } from "./exchange";
import { sendReply } from "./pipeline/reply";
import { runPipeline } from "./pipeline/runPipeline";

const maximumBodyBytes = 4 * 1024 * 1024;
const endlessBodyBytes = 16 * maximumBodyBytes;

/** Answers requests until the answer is called: it ends open streams and resolves when the port is free. */
export function listen(server: Server, services: Services): () => Promise<void> {
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response, services);
  });
  server.on("clientError", answerBrokenRequest);
  // The server itself does not know of connections that have not come to an end with TLS.
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) {
        socket.destroy();
      }
    });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  services: Services,
): Promise<void> {
  try {
    const { head, exchange: read } = readHead(request, services);
    const plane = findDataPlane(head, services.dataPlanes);
    if (plane) {
      await answerData({ plane, head, exchange: read }, { request, response }, services);
      return;
    }
    const exchange = { ...read, bodyText: await readText(request) };
    const reply = await runPipeline(exchange, services);
    if (exchange.cut === "answer") {
      request.socket.destroy();
    } else {
      sendReply(reply, response, exchange.cut === "body");
    }
  } catch (error) {
    refuse(error, response);
  }
}

/** A request that could not be read, or an answer that could not be sent. */
function refuse(error: unknown, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const fault = toFault(error);
  const headers = { Connection: "close" };
  sendReply(
    { status: fault.status, headers, text: JSON.stringify({ error: errorBody(fault) }) },
    response,
  );
}

/** A request as both planes see it, without its body. */
function readHead(
  { url, method = "GET", headers }: IncomingMessage,
  services: Services,
): { readonly head: DataRequestHead; readonly exchange: Exchange } {
  const target = url ?? "/";
  const cut = target.indexOf("?");
  const raw = cut < 0 ? target : target.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? "" : target.slice(cut + 1));
  const requestId = services.context.newGuid();
  const startedAt = services.clock.now();
  const common = { requestId, method, query, headers };
  return {
    head: { ...common, rawPath: raw },
    exchange: { ...common, ...readPath(raw), bodyText: "", startedAt },
  };
}

/** Decodes a path; what could mean another path once decoded is not a path of ARM. */
function readPath(raw: string): { readonly path: string; readonly badPath?: string } {
  const trimmed = raw.length > 1 && raw.endsWith("/") ? raw.slice(0, -1) : raw;
  const bad = { path: raw, badPath: `The request URI '${raw}' is invalid.` };
  try {
    const path = decodeURIComponent(trimmed);
    const encodedSign = /%(2f|5c|00|25)/i.test(trimmed);
    const segments = path.split("/");
    const strange =
      !path.startsWith("/") ||
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      /[\u0000-\u001f\\?#]/.test(path) ||
      segments.slice(1).some((segment) => segment === "" || segment === "." || segment === "..");
    return encodedSign || (strange && path !== "/") ? bad : { path };
  } catch {
    return bad;
  }
}

/** A body that is too large is read to its end all the same, or the client would not see the refusal. */
async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.length;
    if (size <= maximumBodyBytes) {
      chunks.push(bytes);
    } else if (size > endlessBodyBytes) {
      break;
    }
  }
  if (size > maximumBodyBytes) {
    const message = "The request content size exceeds the maximum size of 4 MB.";
    throw new ArmFault(413, "RequestContentTooLarge", message);
  }
  return Buffer.concat(chunks).toString("utf8");
}
