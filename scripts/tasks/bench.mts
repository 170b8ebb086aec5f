import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Figure, Verdict } from "../../test/bench/figures.ts";
import { root } from "../setup/places.mjs";
import { buildBundles } from "../steps/buildBundles.mts";
import { freshReport } from "../steps/counts.mts";
import { runTask } from "../steps/runTask.mts";
import { runTool } from "../steps/tool.mts";

const resultFile = path.join(root, "test-results", "bench.json");

await runTask(async () => {
  await buildBundles(["sandbox"]);
  const file = freshReport("bench.jsonl");
  const config = "test/bench/vitest.config.mts";
  const args = ["run", "--config", config, "--reporter=dot", ...process.argv.slice(2)];
  const { code } = await runTool("vitest", args, { environment: { ESML_BENCH_FILE: file } });
  const results = readResults(file);
  const figures = results.filter((result) => "value" in result);
  const verdicts = results.flatMap((result) => ("verdict" in result ? result.verdict : []));
  console.log([...tableOf(figures), "", ...verdicts].join("\n"));
  const machine = { node: process.version, processors: os.cpus().map(({ model }) => model) };
  fs.mkdirSync(path.dirname(resultFile), { recursive: true });
  fs.writeFileSync(resultFile, JSON.stringify({ machine, figures, verdicts }, undefined, 2));
  console.log(`Written to ${path.relative(root, resultFile)}`);
  return code;
});

function readResults(file: string): readonly (Figure | Verdict)[] {
  if (!fs.existsSync(file)) return [];
  const lines = fs.readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Figure | Verdict);
}

function tableOf(figures: readonly Figure[]): readonly string[] {
  const width = Math.max(0, ...figures.map(({ what }) => what.length));
  return figures.flatMap(({ area, what, value, unit }, index) => {
    const digits = unit === "MB" ? 1 : 0;
    const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
    const number = value.toLocaleString("en", options).padStart(10);
    const head = figures[index - 1]?.area === area ? [] : ["", area];
    return [...head, `  ${what.padEnd(width)} ${number} ${unit}`];
  });
}
