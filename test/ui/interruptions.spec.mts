import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/vscode/fixtures.mts";
import { CreateProjectPage } from "./CreateProjectPage.mts";

test.use({ story: "interruptions" });
test.describe.configure({ mode: "serial" });

const slowCluster = {
  match: { method: "PUT", path: "/managedClusters/[^/]+$" },
  action: { delayMs: 6000 },
};

test("a window that is reloaded during a run shows it again and brings it to its end", async ({
  vscode,
}) => {
  const { workbench } = vscode;
  await vscode.setFaults([slowCluster]);
  await workbench.runCommand("ESML: Create Project");
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.heading("Factory").waitFor();
  await wizard.settled();
  await wizard.goTo("Review");
  await expect(wizard.text("to create")).toBeVisible();
  await wizard.button("Create in sandbox").click();
  await expect(wizard.text(/^Creating Dev/)).toBeVisible();
  await workbench.reload();
  await vscode.setFaults([]);
  await wizard.heading("Create").waitFor({ timeout: 60_000 });
  await workbench.screenshot("run-after-reload");
  await expect(wizard.text(/^The window was closed during the run\./)).toBeVisible();
  await wizard.button("Continue run").click();
  await expect(wizard.text(/The project is ready\./)).toBeVisible({ timeout: 90_000 });
});

test("Create without a folder asks for one and goes on there", async ({ vscode }) => {
  const { workbench, folder, origin } = vscode;
  const chosen = join(folder, "..", "chosen");
  mkdirSync(chosen);
  await workbench.open(`${origin}/?ew=true`);
  await workbench.runCommand("ESML: Create Project");
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.heading("Factory").waitFor();
  await wizard.settled();
  await wizard.goTo("Review");
  await expect(wizard.text("to create")).toBeVisible();
  await wizard.button("Create in sandbox").click();
  await workbench.chooseFolder(chosen);
  await expect(wizard.text(/The project is ready\./)).toBeVisible({ timeout: 90_000 });
  await workbench.screenshot("created-in-chosen-folder");
  expect(existsSync(join(chosen, "esml.project.json"))).toBe(true);
});
