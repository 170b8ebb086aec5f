import { buildBundles } from "../steps/buildBundles.mts";
import { runTask } from "../steps/runTask.mts";

await runTask(async () => {
  await buildBundles();
  return 0;
});
