import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { largestScale } from "./catalogue/scaleFactory";
import type { FaultRule } from "./faults";
import { parseFaultRules } from "./parseFaultRules";
import type { SeedName } from "./server";
import { azureLimits, type ThrottleLimits } from "./throttle";

/** The command line, read. */
export interface Options {
  readonly stateFolder?: string;
  readonly port: number;
  readonly timeScale?: number;
  readonly graphLagMs?: number;
  readonly seed: SeedName;
  /** Absent: Azure's limits, unless everything is at once. */
  readonly throttle?: ThrottleLimits | "off";
  readonly idleMs?: number;
  readonly recordFile?: string;
  readonly faults?: readonly FaultRule[];
  readonly help: boolean;
  /** Only say what the sandbox knows. */
  readonly list: boolean;
}

/** A command line that cannot be followed; the message is one sentence for people. */
export class UsageError extends Error {}

export const usage = `Usage: npm run sandbox -- [options]

  --state DIR               keep the state in this folder (without it: in memory only)
  --port N                  port on 127.0.0.1 (default 0: any free one)
  --time-scale F            real time = simulated duration x F (default 0.05; 0: at once)
  --graph-lag MS            milliseconds until Resource Graph shows a change (default 3000)
  --throttle azure|off      count requests by Azure's token buckets (default azure; off with --time-scale 0)
  --seed sample|none|scale:N
                            start with the sample factory, empty, or with a factory of N projects
                            in three environments, 1 to ${String(largestScale)} (default sample)
  --exit-when-idle SECONDS  end this long after the last client has gone
  --record FILE             append every request and answer as a line of JSON, secrets masked
  --faults FILE             JSON array of declared faults
  --list                    show every resource type and address that the sandbox knows
  --help                    show this
`;

/** Throws `UsageError` for unknown options and values out of range. */
export async function readOptions(args: readonly string[]): Promise<Options> {
  const values = parse(args);
  const { state, seed = "sample", record, faults, throttle } = values;
  if (throttle !== undefined && throttle !== "azure" && throttle !== "off") {
    throw new UsageError(`--throttle takes "azure" or "off", not "${throttle}".`);
  }
  const port = number(values.port ?? "0", "--port");
  if (!Number.isInteger(port) || port > 65_535) {
    throw new UsageError(`--port takes a whole number from 0 to 65535, not "${String(port)}".`);
  }
  const timeScale = optional(values["time-scale"], "--time-scale");
  const graphLagMs = optional(values["graph-lag"], "--graph-lag");
  const idleSeconds = optional(values["exit-when-idle"], "--exit-when-idle");
  return {
    port,
    seed: readSeed(seed),
    help: values.help === true,
    list: values.list === true,
    ...(state !== undefined && { stateFolder: state }),
    ...(record !== undefined && { recordFile: record }),
    ...(timeScale !== undefined && { timeScale }),
    ...(graphLagMs !== undefined && { graphLagMs }),
    ...(throttle !== undefined && { throttle: throttle === "azure" ? azureLimits : throttle }),
    ...(idleSeconds !== undefined && { idleMs: idleSeconds * 1000 }),
    ...(faults !== undefined && { faults: await readFaults(faults) }),
  };
}

function readSeed(text: string): SeedName {
  if (text === "sample" || text === "none") {
    return text;
  }
  const projects = Number(/^scale:(\d{1,3})$/u.exec(text)?.[1]);
  if (projects >= 1 && projects <= largestScale) {
    return `scale:${projects}`;
  }
  throw new UsageError(
    `--seed takes "sample", "none" or "scale:N" with N from 1 to ${String(largestScale)}, not "${text}".`,
  );
}

function parse(args: readonly string[]): Readonly<ReturnType<typeof parseStrictly>> {
  try {
    return parseStrictly(args);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${reason.split(". ")[0] ?? reason}.`);
  }
}

function parseStrictly(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: false,
    options: {
      state: { type: "string" },
      port: { type: "string" },
      "time-scale": { type: "string" },
      "graph-lag": { type: "string" },
      throttle: { type: "string" },
      seed: { type: "string" },
      "exit-when-idle": { type: "string" },
      record: { type: "string" },
      faults: { type: "string" },
      list: { type: "boolean" },
      help: { type: "boolean" },
    },
  }).values;
}

function optional(text: string | undefined, name: string): number | undefined {
  return text === undefined ? undefined : number(text, name);
}

function number(text: string, name: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value) || value < 0) {
    throw new UsageError(`${name} takes a number that is 0 or more, not "${text}".`);
  }
  return value;
}

async function readFaults(path: string): Promise<readonly FaultRule[]> {
  try {
    const parsed: unknown = JSON.parse(await readFile(path, "utf8"));
    return parseFaultRules(parsed);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`The faults file ${path} cannot be used: ${reason}`);
  }
}
