// @ts-check
// Every npm script starts here, on whatever Node the machine has (18 or later): it brings packages and a
// Node that is new enough, then continues with scripts/tasks/<task>.mts on that Node.
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureNode } from "./setup/ensureNode.mjs";
import { ensurePackages } from "./setup/ensurePackages.mjs";
import { root, say } from "./setup/places.mjs";

const [task = "", ...args] = process.argv.slice(2);

try {
  const node = ensureNode();
  ensurePackages();
  const child = spawn(node, [path.join(root, "scripts", "tasks", `${task}.mts`), ...args], {
    stdio: "inherit",
    env: { ...process.env, PATH: path.dirname(node) + path.delimiter + (process.env.PATH ?? "") },
  });
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
    // Ctrl+C reaches the child by itself; here the parent only waits for it to finish.
    process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
  }
  child.on("exit", (code) => process.exit(code ?? 1));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
