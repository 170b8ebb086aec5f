import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { IncomingMessage } from "node:http";

interface Connection {
  readonly endpoint: string;
  readonly ca: string;
  readonly token: string;
}

export const readConnection = (file: string): Connection =>
  JSON.parse(readFileSync(file, "utf8")) as Connection;

/** Declares what goes wrong in a sandbox that runs as a program of its own; an empty list ends it. */
export async function setFaults(connectionFile: string, faults: readonly object[]): Promise<void> {
  const { endpoint, ca, token } = readConnection(connectionFile);
  const call = request(`${endpoint}/_sandbox/faults`, {
    method: "PUT",
    ca,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
  });
  call.end(JSON.stringify({ faults }));
  const [answer] = (await once(call, "response")) as [IncomingMessage];
  answer.resume();
  if (answer.statusCode !== 200) {
    throw new Error(`The sandbox refused the faults: ${String(answer.statusCode)}`);
  }
}
