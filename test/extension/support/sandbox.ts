import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { request } from "node:https";
import { dirname, join } from "node:path";
import { commands, extensions, window } from "vscode";
import { replace, seen } from "./observe";

export interface Connection {
  readonly endpoint: string;
  readonly ca: string;
  readonly token: string;
  readonly pid: number;
}

/** Folder of the installed or developed extension. */
export function extensionFolder(): string {
  const extension = extensions.getExtension("esml.esml");
  assert.ok(extension, "the extension is installed");
  return extension.extensionPath;
}

/** Runs the command *Start Sandbox*, which joins the one that is running. */
export async function startSandbox(): Promise<Connection> {
  await commands.executeCommand("esml.sandbox.start");
  return readConnection(connectionFile());
}

/** The folder to which the extension told its sandbox to write. */
export function stateFolder(): string {
  const args = seen.programs.at(-1)?.args ?? [];
  const folder = args[args.indexOf("--state") + 1];
  assert.ok(folder, "a sandbox was started with a state folder");
  return folder;
}

/** The extension's global storage: the state folder of its sandbox lies in it. */
export const globalStorage = () => dirname(stateFolder());

export const connectionFile = () => join(stateFolder(), "connection.json");

export function readConnection(file: string): Connection {
  return JSON.parse(readFileSync(file, "utf8")) as Connection;
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One request to a sandbox, with its token. */
export function ask(
  connection: Connection,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer> {
  const { endpoint, ca, token } = connection;
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const call = request(
      `${endpoint}${path}`,
      { method, ca, headers, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (text += chunk));
        response.on("end", () => {
          const parsed: unknown = text === "" ? {} : JSON.parse(text);
          resolve({ status: response.statusCode ?? 0, body: parsed as Answer["body"] });
        });
      },
    );
    call.on("error", reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

export interface Fault {
  readonly match: { readonly method?: string; readonly path: string };
  readonly times?: number;
  readonly action: object;
}

/** From now on these requests go wrong; none of them with an empty list. */
export async function setFaults(connection: Connection, faults: readonly Fault[]): Promise<void> {
  const { status } = await ask(connection, "PUT", "/_sandbox/faults", { faults });
  assert.ok(status < 300, `faults are set (${String(status)})`);
}

export async function changeSettings(connection: Connection, settings: object): Promise<void> {
  const { status } = await ask(connection, "PATCH", "/_sandbox/settings", settings);
  assert.equal(status, 200, "settings are changed");
}

export type Shown = readonly unknown[];

/** Replaces VS Code's warnings: each is kept, and answered with `choose`. */
export function answerWarnings(choose: (message: Shown) => unknown): {
  readonly shown: Shown[];
  readonly first: Promise<Shown>;
  restore(): void;
} {
  const shown: Shown[] = [];
  let tell: (message: Shown) => void = () => undefined;
  const first = new Promise<Shown>((resolve) => (tell = resolve));
  const restore = replace(window, "showWarningMessage", (...message: unknown[]) => {
    shown.push(message);
    tell(message);
    return Promise.resolve(choose(message));
  });
  return { shown, first, restore };
}

/** Ends the process without a chance to say goodbye; resolves when the extension has told it. */
export async function killSandbox({ pid }: Pick<Connection, "pid">): Promise<void> {
  const warnings = answerWarnings(() => undefined);
  try {
    process.kill(pid, "SIGKILL");
    await warnings.first;
  } finally {
    warnings.restore();
  }
}
