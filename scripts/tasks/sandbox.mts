import path from "node:path";
import { toolsFolder } from "../setup/places.mjs";
import { buildBundles } from "../steps/buildBundles.mts";
import { runTask } from "../steps/runTask.mts";
import { runNode } from "../steps/tool.mts";

await runTask(async () => {
  await buildBundles(["sandbox"]);
  const args = process.argv.slice(2);
  // A state folder, so that there is a connection file to join by.
  const state = args.some((arg) => /^--(state|help|list)\b/.test(arg))
    ? []
    : ["--state", path.join(toolsFolder, "sandbox")];
  process.on("SIGINT", () => undefined);
  return (await runNode(["dist/sandbox.js", ...state, ...args])).code;
});
