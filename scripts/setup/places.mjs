// @ts-check
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** What the commands download; `ESML_TOOLS_DIR` puts it outside the repository. */
export const toolsFolder = path.resolve(
  process.env.ESML_TOOLS_DIR ?? path.join(root, ".vscode-test"),
);

/** For people; stdout belongs to the program that a command runs. @param {string} line */
export const say = (line) => process.stderr.write(`${line}\n`);
