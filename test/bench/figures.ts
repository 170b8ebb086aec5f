import { appendFileSync } from "node:fs";

/** One figure of the table that `npm run bench` prints. */
export interface Figure {
  /** What was measured together. */
  readonly area: string;
  readonly what: string;
  readonly value: number;
  readonly unit: "ms" | "MB" | "per s" | "rows" | "records" | "answers";
}

/** A sentence that goes below the table. */
export interface Verdict {
  readonly verdict: string;
}

export function report(figure: Figure): void {
  add(figure);
}

export function reportVerdict(verdict: string): void {
  add({ verdict });
}

/** Goes to the file that `npm run bench` has named; without one it is printed. */
function add(result: Figure | Verdict): void {
  const file = process.env["ESML_BENCH_FILE"];
  if (file === undefined) {
    console.log(Object.values(result).join("  "));
  } else {
    appendFileSync(file, `${JSON.stringify(result)}\n`);
  }
}

export async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** Median over some runs, after one that is not counted. */
export async function medianMs(runs: number, work: () => Promise<unknown>): Promise<number> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    times.push(await elapsedMs(work));
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}
