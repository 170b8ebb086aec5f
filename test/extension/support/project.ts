import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { commands, workspace } from "vscode";
import type { ProjectDraft } from "../../../src/wizards/contracts/createProject";
import type { Page } from "./page";
import { changeSettings, setFaults, startSandbox, type Connection } from "./sandbox";

/** The file that Create writes to the open folder. */
export function manifestFile(): string {
  const folder = workspace.workspaceFolders?.[0];
  assert.ok(folder, "a folder is open");
  return join(folder.uri.fsPath, "esml.project.json");
}

export const readManifest = () =>
  JSON.parse(readFileSync(manifestFile(), "utf8")) as ProjectDraft["manifest"];

/** The draft of a new project in Dev, as the page has it when a person comes to Review. */
export async function draftOf(page: Page, number: string): Promise<ProjectDraft> {
  const { draft } = await page.request("ready", undefined);
  const { dev } = draft.manifest.environments;
  assert.ok(dev, "Dev is proposed");
  const { identitySalt: _, ...settings } = dev;
  const environments = { dev: { ...settings, compute: { aksNodeCount: 2 } } };
  const manifest = { ...draft.manifest, project: { number }, environments };
  return page.request("decideSalts", {
    draft: { ...draft, manifest, selected: ["dev"], page: "review" },
  });
}

/** A sandbox without faults in which everything is at once. */
export async function startAtOnce(): Promise<Connection> {
  const sandbox = await startSandbox();
  await setFaults(sandbox, []);
  // No person asks as often as a test does.
  await changeSettings(sandbox, { timeScale: 0, graphLagMs: 0, throttle: "off" });
  return sandbox;
}

/** Leaves the folder as the next test expects it. */
export async function clearFolder(): Promise<void> {
  await commands.executeCommand("workbench.action.closeAllEditors");
  rmSync(manifestFile(), { force: true });
}
