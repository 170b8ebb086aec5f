import fs from "node:fs";
import path from "node:path";
import { downloadPackage, installFolder } from "../setup/download.mjs";
import { runNpm } from "../setup/npm.mjs";
import { say, toolsFolder } from "../setup/places.mjs";
import { shims } from "./shims.mts";

/** code-server 4.139.1 holds VS Code 1.139.1 in `lib/vscode`; only that part is used. */
const version = "4.139.1";
const integrity =
  "sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==";

/** Built-in extensions that need the network or a compiled module, or only make noise. */
const unwanted = [
  "copilot",
  "mermaid-markdown-features",
  "git",
  "github",
  "tunnel-forwarding",
  "grunt",
  "gulp",
  "jake",
  "terminal-suggest",
  "node_modules",
  "ms-vscode.js-debug",
  "ms-vscode.js-debug-companion",
  "ms-vscode.vscode-js-profile-table",
];

const serverFolder = path.join(toolsFolder, `vscode-server-${version}`);

/** The folder of a VS Code server that can be started; installed when it is not there yet. */
export function ensureServer(): string {
  if (fs.existsSync(path.join(serverFolder, ".ready"))) return serverFolder;
  say("Installing a VS Code server (about 190 MB, once) …");
  installFolder(serverFolder, (work) => {
    const unpacked = downloadPackage({
      name: "code-server",
      version,
      integrity,
      into: work,
      only: "package/lib/vscode",
    });
    const folder = path.join(unpacked, "lib", "vscode");
    installDependencies(folder);
    removeUnwanted(folder);
    fs.writeFileSync(path.join(folder, ".ready"), version);
    return folder;
  });
  return serverFolder;
}

function installDependencies(folder: string): void {
  fs.rmSync(path.join(folder, "npm-shrinkwrap.json"));
  fs.cpSync(path.join(import.meta.dirname, "runtime"), folder, { recursive: true });
  runNpm(["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--loglevel=error"], folder);
  for (const [name, text] of Object.entries(shims)) {
    const shim = path.join(folder, "node_modules", "@vscode", name);
    fs.mkdirSync(shim, { recursive: true });
    const manifest = { name: `@vscode/${name}`, version: "0.0.0", main: "index.js" };
    fs.writeFileSync(path.join(shim, "package.json"), JSON.stringify(manifest));
    fs.writeFileSync(path.join(shim, "index.js"), text);
  }
}

function removeUnwanted(folder: string): void {
  for (const name of unwanted) {
    fs.rmSync(path.join(folder, "extensions", name), { recursive: true, force: true });
  }
  const ripgrep = path.join(folder, "node_modules/@vscode/ripgrep-universal/bin");
  const own = `${process.platform}-${process.arch}`;
  for (const name of fs.readdirSync(ripgrep).filter((one) => one !== own)) {
    fs.rmSync(path.join(ripgrep, name), { recursive: true });
  }
}
