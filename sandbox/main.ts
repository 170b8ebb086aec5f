import { appendFileSync, chmodSync, closeSync, openSync } from "node:fs";
import { readOptions, usage, UsageError, type Options } from "./options";
import { connectionText } from "./connectionText";
import { listText } from "./listText";
import { requestText } from "./requestText";
import type { RecordedRequest } from "./requestLog";
import { startSandbox, type Sandbox } from "./server";
import { FolderInUse } from "./FolderLock";

/** The program: everything for people goes to stdout, over IPC only the three messages below. */
type Message =
  | { readonly kind: "ready"; readonly connection: Sandbox["connection"] }
  | { readonly kind: "alreadyRunning"; readonly connectionFile: string }
  | { readonly kind: "failed"; readonly message: string };

const exitCodes = { usage: 2, alreadyRunning: 3, failed: 1 } as const;

const endSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

async function main(): Promise<void> {
  const options = await readOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  if (options.list) {
    const empty = await startSandbox({ seed: "none" });
    process.stdout.write(listText(empty));
    await empty.close();
    return;
  }
  // Whoever read the output may go first; that is no reason to end without keeping the state.
  process.stdout.on("error", () => undefined);
  const end = Promise.withResolvers<string>();
  for (const signal of endSignals) {
    process.once(signal, () => {
      end.resolve(`${signal}: the sandbox ends.`);
    });
  }
  const sandbox = await start(options, () => {
    end.resolve("No client is left: the sandbox ends.");
  });
  process.stdout.write(connectionText(sandbox, options.seed));
  await tell({ kind: "ready", connection: sandbox.connection });
  process.stdout.write(`${await end.promise}\n`);
  await sandbox.close();
  process.exit(0);
}

function start(options: Options, onIdle: () => void): Promise<Sandbox> {
  const { help: _, list: __, recordFile, ...rest } = options;
  if (recordFile !== undefined) {
    closeSync(openSync(recordFile, "a", 0o600));
    chmodSync(recordFile, 0o600);
  }
  const onRequest = (request: RecordedRequest): void => {
    if (recordFile !== undefined) {
      appendFileSync(recordFile, `${JSON.stringify(request)}\n`);
    }
    process.stdout.write(requestText(request));
  };
  return startSandbox({ ...rest, onIdle, onRequest });
}

/** Resolves when the parent process has the message; at once when there is none. */
function tell(message: Message): Promise<void> {
  return new Promise((resolve) => {
    if (process.send && process.connected) {
      process.send(message, () => {
        resolve();
      });
    } else {
      resolve();
    }
  });
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  const inUse = error instanceof FolderInUse;
  const code = inUse
    ? exitCodes.alreadyRunning
    : error instanceof UsageError
      ? exitCodes.usage
      : exitCodes.failed;
  const told = inUse
    ? tell({ kind: "alreadyRunning", connectionFile: error.connectionFile })
    : tell({ kind: "failed", message });
  void told.then(() => process.exit(code));
}

/** A bug: what it was must be seen, and a half-working sandbox must not go on. */
function crash(kind: string, error: unknown): void {
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  fail(new Error(`The sandbox has a bug (${kind}): ${trace}`));
}

process.on("uncaughtException", (error) => {
  crash("uncaught exception", error);
});
process.on("unhandledRejection", (reason) => {
  crash("unhandled rejection", reason);
});
// Who has started the sandbox may be gone, and with it the other end of the pipe.
process.stdout.on("error", () => undefined);
main().catch(fail);
