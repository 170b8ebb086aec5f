import { packageVsix } from "../steps/packageVsix.mts";
import { runTask } from "../steps/runTask.mts";

await runTask(async () => {
  console.log(await packageVsix());
  return 0;
});
