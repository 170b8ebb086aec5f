import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const malformed: Refusal = {
  status: 400,
  code: "BadRequest",
  message: "The request is not one of HTTP.",
};

/** By Node's code for what is wrong with it. */
const refusals: ReadonlyMap<unknown, Refusal> = new Map([
  [
    "HPE_HEADER_OVERFLOW",
    {
      status: 431,
      code: "RequestHeaderFieldsTooLarge",
      message: "The headers of the request are too large.",
    },
  ],
  [
    "ERR_HTTP_REQUEST_TIMEOUT",
    { status: 408, code: "RequestTimeout", message: "The request did not arrive in time." },
  ],
]);

/** Answers what never became a request: there is no response to write to, only the connection. */
export function answerBrokenRequest(error: Error, socket: Duplex): void {
  const code = "code" in error ? error.code : undefined;
  if (code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, ...body } = refusals.get(code) ?? malformed;
  const text = JSON.stringify({ error: body });
  const head = [
    `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ""}`,
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${String(Buffer.byteLength(text))}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${text}`);
}
