import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root, say } from "../setup/places.mjs";
import { TaskFailure } from "./runTask.mts";
import { runTool } from "./tool.mts";

export type Bundle = "extension" | "webview" | "sandbox" | "cli" | "extensionTests";

export const productBundles: readonly Bundle[] = ["extension", "webview", "sandbox", "cli"];

const settings = ["webpack.config.js", "tsconfig.json", "tsconfig.base.json", "package-lock.json"];
const sources: Readonly<Record<Bundle, readonly string[]>> = {
  extension: ["src"],
  webview: ["webview", "src"],
  sandbox: ["sandbox"],
  cli: ["src"],
  extensionTests: ["test/extension", "src"],
};
const results: Readonly<Record<Bundle, string>> = {
  extension: "dist/extension.js",
  webview: "dist/webview/createProject.js",
  sandbox: "dist/sandbox.js",
  cli: "dist/esml.js",
  extensionTests: "out/extension-tests/index.js",
};

/** Builds what is older than its sources. What webpack says goes to stderr. */
export async function buildBundles(bundles: readonly Bundle[] = productBundles): Promise<void> {
  const stale = bundles.filter((bundle) => !isCurrent(bundle));
  if (stale.length === 0) return;
  say(`Building ${stale.join(", ")} …`);
  const { code } = await runTool(
    "webpack-cli",
    ["--mode", "production", "--stats", "errors-warnings"],
    {
      environment: { ESML_BUILD: stale.join(",") },
      output: "stderr",
    },
  );
  if (code !== 0) throw new TaskFailure("The build failed.");
  for (const bundle of stale) {
    if (!fs.existsSync(path.join(root, results[bundle]))) {
      throw new TaskFailure(`The build left no ${results[bundle]}.`);
    }
    fs.mkdirSync(path.dirname(stampOf(bundle)), { recursive: true });
    fs.writeFileSync(stampOf(bundle), fingerprint(bundle));
  }
}

const stampOf = (bundle: Bundle) => path.join(root, "out", "built", bundle);

function isCurrent(bundle: Bundle): boolean {
  const stamp = stampOf(bundle);
  return (
    fs.existsSync(path.join(root, results[bundle])) &&
    fs.existsSync(stamp) &&
    fs.readFileSync(stamp, "utf8") === fingerprint(bundle)
  );
}

function fingerprint(bundle: Bundle): string {
  const hash = createHash("sha256");
  const files = [...settings, ...sources[bundle].flatMap((folder) => filesBelow(folder))];
  for (const file of files.sort()) {
    hash
      .update(file)
      .update("\0")
      .update(fs.readFileSync(path.join(root, file)));
  }
  return hash.digest("hex");
}

function filesBelow(folder: string): string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}
