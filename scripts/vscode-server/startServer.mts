import { execFileSync, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { bringNode } from "../setup/ensureNode.mjs";
import { ensureServer } from "./install.mts";
import { quietSettings } from "./quietSettings.mts";

export interface ServerOptions {
  /** Everything that the server writes is below it. */
  readonly folder: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Settings of the machine scope. */
  readonly machineSettings?: Readonly<Record<string, unknown>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly port?: number;
  /** Absent: everybody on this computer may connect. */
  readonly token?: string;
  /** Loads an extension under development from the address; hides notifications. */
  readonly forExtensionTests?: boolean;
}

export interface VSCodeServer {
  readonly origin: string;
  readonly logFile: string;
  /** Address of a workbench with the folder open; `payload` as VS Code's web window takes it. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** The address by which the window names a file of the server. */
  remote(file: string): string;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

const noGallery = JSON.stringify({
  serviceUrl: "",
  itemUrl: "",
  resourceUrlTemplate: "",
  controlUrl: "",
  recommendationsUrl: "",
});

/** VS Code 1.139 needs Node 24. */
const node24 = () =>
  Number(process.versions.node.split(".")[0]) >= 24 ? process.execPath : bringNode();

const folderFlags = (folder: string) => [
  "--server-data-dir",
  path.join(folder, "data"),
  "--user-data-dir",
  path.join(folder, "user"),
  "--extensions-dir",
  path.join(folder, "extensions"),
];

const environmentOf = (extra: Readonly<Record<string, string>> = {}) => ({
  ...process.env,
  EXTENSIONS_GALLERY: noGallery,
  NODE_OPTIONS: "",
  ...extra,
});

/** Installs a packaged extension for servers of this folder. */
export function installVsix(folder: string, vsix: string): void {
  const program = path.join(ensureServer(), "out", "server-main.js");
  const args = [program, ...folderFlags(folder), "--install-extension", vsix, "--force"];
  execFileSync(node24(), args, { env: environmentOf(), stdio: ["ignore", "ignore", "inherit"] });
}

/** Starts VS Code on loopback; resolves when it answers. */
export async function startServer(options: ServerOptions): Promise<VSCodeServer> {
  const { folder, token = "" } = options;
  const server = ensureServer();
  const port = options.port ?? (await freePort());
  writeSettings(path.join(folder, "user", "User"), { ...quietSettings, ...options.settings });
  writeSettings(path.join(folder, "user", "Machine"), options.machineSettings ?? {});
  const logFile = path.join(folder, "server.log");
  const log = fs.openSync(logFile, "w");
  const child = spawn(node24(), serverArguments(options), {
    env: environmentOf({
      ...options.environment,
      ESML_SERVER_FOLDER: server,
      ESML_SERVER_PORT: String(port),
      ESML_SERVER_KEY_FILE: path.join(folder, "secret.key"),
      ESML_SERVER_TOKEN: token,
    }),
    stdio: ["ignore", log, log],
    // A group of its own, so that extension hosts end with it.
    detached: process.platform !== "win32",
  });
  fs.closeSync(log);
  const stop = () => stopGroup(child);
  const origin = `http://127.0.0.1:${String(port)}`;
  try {
    await answers(`${origin}/version`, child);
  } catch (error) {
    await stop();
    const tail = fs.readFileSync(logFile, "utf8").slice(-2000);
    throw new Error(`VS Code did not start.\n${tail}`, { cause: error });
  }
  return {
    origin,
    logFile,
    stop,
    remote: (file) => `vscode-remote://127.0.0.1:${String(port)}${encodeURI(path.resolve(file))}`,
    url: (opened, payload = []) => {
      const query = new URLSearchParams({ folder: opened });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      if (token !== "") query.set("tkn", token);
      return `${origin}/?${query.toString()}`;
    },
  };
}

function serverArguments({ folder, token, forExtensionTests }: ServerOptions): string[] {
  return [
    path.join(import.meta.dirname, "serve.mjs"),
    ...(token === undefined ? ["--without-connection-token"] : ["--connection-token", token]),
    "--accept-server-license-terms",
    "--disable-telemetry",
    "--disable-workspace-trust",
    "--disable-getting-started-override",
    // Without it a built VS Code ignores extensionTestsPath in the address.
    ...(forExtensionTests ? ["--enable-smoke-test-driver"] : []),
    ...folderFlags(folder),
  ];
}

function writeSettings(folder: string, settings: Readonly<Record<string, unknown>>): void {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "settings.json"), JSON.stringify(settings, undefined, 2));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function answers(address: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + startTimeoutMs;
  for (;;) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) return;
    if (child.exitCode !== null) throw new Error(`It ended with code ${String(child.exitCode)}.`);
    if (Date.now() > end) throw new Error("It did not answer in time.");
    await delay(100);
  }
}

async function stopGroup(child: ChildProcess): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const signal = (name: NodeJS.Signals) => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, name);
    } catch {
      // The group has ended by itself.
    }
  };
  const ended =
    child.exitCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => child.once("exit", resolve));
  signal("SIGTERM");
  await Promise.race([ended, delay(3000, undefined, { ref: false })]);
  signal("SIGKILL");
}
