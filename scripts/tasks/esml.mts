import { buildBundles } from "../steps/buildBundles.mts";
import { runTask } from "../steps/runTask.mts";
import { runNode } from "../steps/tool.mts";

await runTask(async () => {
  await buildBundles(["cli"]);
  return (await runNode(["dist/esml.js", ...process.argv.slice(2)])).code;
});
