// @ts-check
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runNpm } from "./npm.mjs";
import { root, say } from "./places.mjs";

/** Installs what the lockfile names, when it is not what is installed. */
export function ensurePackages() {
  const lockfile = fs.readFileSync(path.join(root, "package-lock.json"));
  const hash = createHash("sha256").update(lockfile).digest("hex");
  const stamp = path.join(root, "node_modules", ".esml-lockfile");
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return;
  say("Installing packages …");
  runNpm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], root);
  fs.writeFileSync(stamp, hash);
}
