import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { root } from "../setup/places.mjs";

interface PackageManifest {
  readonly bin: string | Readonly<Record<string, string>>;
}

export interface ToolOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** `stderr`: what the tool prints goes there; stdout belongs to another program. */
  readonly output?: "inherit" | "stderr" | "collect";
}

export interface ToolResult {
  readonly code: number;
  /** Both streams; empty unless `collect` was asked for. */
  readonly output: string;
}

const stdioOf = {
  inherit: ["ignore", 1, 2],
  stderr: ["ignore", 2, 2],
  collect: ["ignore", "pipe", "pipe"],
} as const;

/** Runs the command-line program of an installed package, on this Node. */
export function runTool(
  packageName: string,
  args: readonly string[],
  options: ToolOptions = {},
): Promise<ToolResult> {
  return runNode([programOf(packageName), ...args], options);
}

/** Runs a program on this Node, in the repository's root. It ends when this process is told to. */
export function runNode(args: readonly string[], options: ToolOptions = {}): Promise<ToolResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ...options.environment },
      stdio: [...stdioOf[options.output ?? "inherit"]],
    });
    const parts: Buffer[] = [];
    child.stdout?.on("data", (part: Buffer) => parts.push(part));
    child.stderr?.on("data", (part: Buffer) => parts.push(part));
    const end = () => child.kill("SIGTERM");
    process.on("SIGTERM", end);
    child.once("error", reject);
    child.once("close", (code) => {
      process.off("SIGTERM", end);
      resolve({ code: code ?? 1, output: Buffer.concat(parts).toString() });
    });
  });
}

function programOf(packageName: string): string {
  const folder = path.join(root, "node_modules", packageName);
  const text = fs.readFileSync(path.join(folder, "package.json"), "utf8");
  const { bin } = JSON.parse(text) as PackageManifest;
  const program = typeof bin === "string" ? bin : (bin[packageName] ?? Object.values(bin)[0]);
  if (program === undefined) throw new Error(`${packageName} has no program.`);
  return path.join(folder, program);
}
