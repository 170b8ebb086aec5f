import fs from "node:fs";
import path from "node:path";
import { root, say } from "../setup/places.mjs";
import { buildBundles } from "./buildBundles.mts";
import { TaskFailure } from "./runTask.mts";
import { runTool } from "./tool.mts";

/** Builds and packages the extension; answers with the path of the VSIX. */
export async function packageVsix(): Promise<string> {
  await buildBundles(["extension", "webview", "sandbox"]);
  const file = path.join(root, "out", "esml.vsix");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const args = ["package", "--no-dependencies", "--allow-missing-repository", "-o", file];
  const { code, output } = await runTool("@vscode/vsce", args, { output: "collect" });
  if (code !== 0) {
    say(output);
    throw new TaskFailure("The extension could not be packaged.");
  }
  return file;
}
