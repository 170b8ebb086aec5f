import { connect as connectPlainly, type Socket } from "node:net";
import { connect } from "node:tls";
import type { Sandbox } from "../../sandbox/serve";

type Place = Pick<Sandbox, "endpoint" | "ca">;

function open({ endpoint, ca }: Place, isPlain: boolean): Socket {
  const address = { host: "127.0.0.1", port: Number(new URL(endpoint).port) };
  const socket = isPlain
    ? connectPlainly(address)
    : connect({ ...address, ca, servername: "localhost" });
  return socket.once("error", () => undefined);
}

/** Writes the text, over TLS or plainly, and answers all that comes back until the connection ends. */
export function sendRaw(place: Place, text: string, isPlain = false): Promise<string> {
  return new Promise((resolve) => {
    const socket = open(place, isPlain);
    let received = "";
    socket.setEncoding("latin1").on("data", (part: string) => (received += part));
    socket.once("close", () => {
      resolve(received);
    });
    socket.write(text);
  });
}

/** Writes the text and leaves the connection as it is. */
export function beginRaw(place: Place, text: string, isPlain = false): Promise<Socket> {
  return new Promise((resolve) => {
    const socket = open(place, isPlain);
    socket.write(text, () => {
      resolve(socket);
    });
  });
}
