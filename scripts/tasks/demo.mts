import { randomBytes } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { toolsFolder } from "../setup/places.mjs";
import { findDesktopCode, openDesktopCode } from "../steps/desktopCode.mts";
import { packageVsix } from "../steps/packageVsix.mts";
import { runTask, TaskFailure } from "../steps/runTask.mts";
import { startSandbox } from "../steps/startSandbox.mts";
import { quietSettings } from "../vscode-server/quietSettings.mts";
import { installVsix, startServer } from "../vscode-server/startServer.mts";

// The browser keeps layout and secrets per address, so the port stays the same.
const port = 8123;
const folder = path.join(toolsFolder, "demo");
const workspace = path.join(folder, "workspace");

const tryFirst = `
Try first: open the command palette (F1), run "ESML: Create Project", change sizes on Compute,
read Review and choose "Create in sandbox". Then open ESML in the activity bar.
Everything is simulated: no Azure, no sign-in, no cost. Ctrl+C ends the demo.
`;

const interrupted = new Promise<void>((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
});

await runTask(async () => {
  fs.mkdirSync(workspace, { recursive: true });
  const desktop = process.argv.includes("--browser") ? undefined : findDesktopCode();
  if (desktop === undefined && process.platform !== "linux") {
    throw new TaskFailure(
      "VS Code was not found: put `code` on the PATH (the browser version runs on Linux x64 only).",
    );
  }
  const vsix = await packageVsix();
  const sandbox = await startSandbox(path.join(folder, "sandbox"), []);
  try {
    const settings = { "esml.sandbox.connectionFile": sandbox.connectionFile };
    await (desktop === undefined ? inBrowser(vsix, settings) : onDesktop(desktop, vsix, settings));
  } finally {
    await sandbox.stop();
  }
  return 0;
});

type SandboxSettings = Readonly<Record<string, string>>;

async function onDesktop(code: string, vsix: string, settings: SandboxSettings): Promise<void> {
  const userFolder = path.join(folder, "desktop");
  const file = path.join(userFolder, "user", "User", "settings.json");
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
  const window = openDesktopCode(code, { folder: userFolder, workspace, vsix });
  console.log(`VS Code opens with the folder ${workspace}\n${tryFirst}`);
  await Promise.race([interrupted, window.closed]);
  window.close();
}

async function inBrowser(vsix: string, machineSettings: SandboxSettings): Promise<void> {
  const serverFolder = path.join(folder, "browser");
  installVsix(serverFolder, vsix);
  const token = randomBytes(16).toString("hex");
  const server = await startServer({ folder: serverFolder, port, token, machineSettings });
  console.log(`Open ${server.url(workspace)}\n${tryFirst}`);
  await interrupted;
  await server.stop();
}
