import { freshReport, readReport } from "../steps/counts.mts";
import { recordingEnvironment, recordsOf } from "../steps/records.mts";
import { runTask } from "../steps/runTask.mts";
import { runNode } from "../steps/tool.mts";

/** With `--recorded`, the records of the suites that have just run are judged as they are. */
const recorded = process.argv.includes("--recorded");

await runTask(async () => {
  if (!recorded) {
    const environment = recordingEnvironment("integration");
    const { code } = await runNode(["scripts/tasks/vitest.mts", "integration"], { environment });
    if (code !== 0) return code;
  }
  const figures = freshReport("contract.figures.json");
  const environment = {
    ESML_CONTRACT_RECORDS: [recordsOf("integration"), recordsOf("extension")].join("\n"),
    ESML_CONTRACT_FIGURES: figures,
  };
  const { code } = await runNode(["scripts/tasks/vitest.mts", "contract"], { environment });
  const { exchanges = 0, operations = 0 } = (readReport(figures) ?? {}) as Figures;
  console.log(`exchanges judged: ${String(exchanges)}`);
  console.log(`operations validated: ${String(operations)}`);
  return code;
});

interface Figures {
  readonly exchanges?: number;
  readonly operations?: number;
}
