import fs from "node:fs";
import path from "node:path";
import { root } from "../setup/places.mjs";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Where a part of `npm test` leaves its counts; named by the caller. */
const fileVariable = "ESML_COUNTS_FILE";

export const reportsFolder = path.join(root, "out", "reports");

export const countsEnvironment = (file: string) => ({ [fileVariable]: file });

/** A tool that failed without naming a failed test counts as one. */
export function countFailure(counts: Counts, code: number): Counts {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** Answers with the exit code of the part. */
export function reportCounts(counts: Counts): number {
  const file = process.env[fileVariable];
  if (file !== undefined) fs.writeFileSync(file, JSON.stringify(counts));
  return counts.failed === 0 ? 0 : 1;
}

/** The counts of a part that has ended; one that left none has failed. */
export function readCounts(file: string): Counts {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** A report file for a tool to write, with the one of an earlier run removed. */
export function freshReport(name: string): string {
  fs.mkdirSync(reportsFolder, { recursive: true });
  const file = path.join(reportsFolder, name);
  fs.rmSync(file, { force: true });
  return file;
}

/** The parsed report; undefined when the tool died before it wrote one. */
export function readReport(file: string): unknown {
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : undefined;
}
