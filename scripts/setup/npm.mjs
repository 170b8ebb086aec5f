// @ts-check
import { spawnSync } from "node:child_process";

/**
 * Runs npm with its complaints on stderr. Throws when it fails.
 * @param {readonly string[]} args
 * @param {string} cwd
 */
export function runNpm(args, cwd) {
  const stdio = /** @type {const} */ (["ignore", "ignore", 2]);
  const options = { cwd, stdio: [...stdio] };
  // npm tells its scripts where it is; Windows cannot start `npm.cmd` without a shell.
  const own = process.env.npm_execpath;
  const result = own?.endsWith(".js")
    ? spawnSync(process.execPath, [own, ...args], options)
    : spawnSync("npm", args, { ...options, shell: process.platform === "win32" });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`npm ${args[0]} failed in ${cwd}.`);
}
