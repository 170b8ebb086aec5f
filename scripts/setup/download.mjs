// @ts-check
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { runNpm } from "./npm.mjs";

/**
 * Unpacks a package of the npm registry after its hash was compared; answers with the folder `package`.
 * @param {{ name: string, version: string, integrity: string, into: string, only?: string }} options
 */
export function downloadPackage({ name, version, integrity, into, only = "package" }) {
  fs.mkdirSync(into, { recursive: true });
  runNpm(["pack", `${name}@${version}`, "--silent", "--pack-destination", into], into);
  const archive = path.join(into, `${name}-${version}.tgz`);
  const hash = createHash("sha512").update(fs.readFileSync(archive)).digest("base64");
  if (`sha512-${hash}` !== integrity) {
    throw new Error(`${name}@${version} is not what was pinned: its hash is sha512-${hash}.`);
  }
  execFileSync("tar", ["xzf", archive, "-C", into, only]);
  fs.rmSync(archive);
  return path.join(into, "package");
}

/**
 * Makes a folder whole or not at all: `fill` works in a folder beside it that then takes its place.
 * @param {string} folder
 * @param {(work: string) => string} fill answers with the folder that is to stand at `folder`
 */
export function installFolder(folder, fill) {
  const work = `${folder}.${String(process.pid)}`;
  fs.rmSync(work, { recursive: true, force: true });
  try {
    const done = fill(work);
    fs.rmSync(folder, { recursive: true, force: true });
    fs.renameSync(done, folder);
  } finally {
    fs.rmSync(work, { recursive: true, force: true });
  }
}
