import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const names = process.platform === "win32" ? ["code.cmd"] : ["code"];
const shell = process.platform === "win32";

/** The desktop editor's command on the PATH; undefined when there is none or it has no screen to open on. */
export function findDesktopCode(): string | undefined {
  const { PATH = "", DISPLAY, WAYLAND_DISPLAY, TERM_PROGRAM } = process.env;
  const hasScreen =
    process.platform !== "linux" ||
    [DISPLAY, WAYLAND_DISPLAY].some((one) => one !== undefined && one !== "") ||
    TERM_PROGRAM === "vscode";
  if (!hasScreen) return undefined;
  return PATH.split(path.delimiter)
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => fs.existsSync(file));
}

/** Own folders for everything, so that the person's profile stays as it is. */
const ownProfile = (folder: string) => [
  "--user-data-dir",
  path.join(folder, "user"),
  "--extensions-dir",
  path.join(folder, "extensions"),
];

/** Installs the extension into the profile of this folder and opens a window on `workspace`. */
export function openDesktopCode(
  code: string,
  options: { readonly folder: string; readonly workspace: string; readonly vsix: string },
): { readonly closed: Promise<void>; close(): void } {
  const profile = ownProfile(options.folder);
  const install = [...profile, "--install-extension", options.vsix, "--force"];
  const { status } = spawnSync(code, install, { stdio: ["ignore", "ignore", "inherit"], shell });
  if (status !== 0) throw new Error(`${code} could not install the extension.`);
  const window = spawn(code, [...profile, "--new-window", "--wait", options.workspace], {
    stdio: "ignore",
    shell,
  });
  const closed = new Promise<void>((resolve) => window.once("exit", () => resolve()));
  return { closed, close: () => window.kill() };
}
