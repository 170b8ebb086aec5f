import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "../support/vscode/fixtures.mts";
import { CreateProjectPage } from "./CreateProjectPage.mts";

const steps = ["Factory", "Team", "Services", "Compute", "Network", "Review"];
const nodeCount = "2";
const clusterSku = "Standard_DS4_v2";

interface Manifest {
  readonly project: { readonly number: string };
  readonly environments: { readonly dev: { readonly compute: Readonly<Record<string, unknown>> } };
}

test.describe.configure({ mode: "serial" });

test("the palette opens the wizard, and every page fits in 600 and 1280 px @look", async ({
  vscode,
}) => {
  const { workbench } = vscode;
  await workbench.showView("ESML");
  await workbench.treeItem("Project 001").waitFor();
  await workbench.screenshot("environments");
  await expect(workbench.errors).toHaveCount(0);
  await workbench.runCommand("ESML: Create Project");
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.heading("Factory").waitFor();
  // The one that joins by its connection file, with its lag, and none that the extension started.
  expect(vscode.log()).toContain(vscode.sandboxOrigin);
  for (const width of [600, 1280]) {
    // The wizard alone: the side bar would take half of a narrow window.
    await workbench.hideSideBar();
    await workbench.page.setViewportSize({ width: width + 48, height: 900 });
    for (const step of steps) {
      await wizard.goTo(step);
      await wizard.settled();
      if (step === "Review") await expect(wizard.part("Plan by resource group")).toBeVisible();
      expect(await wizard.overflowing(), `${step} at ${String(width)} px`).toEqual([]);
      expect(await wizard.deafButtons(), `${step}: buttons that do nothing`).toEqual([]);
      await workbench.screenshot(`${step.toLowerCase()}-${String(width)}`);
    }
  }
});

test("the sample factory has projects 001 and 002, and 003 is proposed", async ({ vscode }) => {
  const wizard = new CreateProjectPage(vscode.workbench.webview);
  await wizard.goTo("Factory");
  await expect(wizard.text(/003 is free in this factory/)).toBeVisible();
  await wizard.type(wizard.field("project-number"), "001");
  await expect(wizard.text(/Project 001 exists in this factory/)).toBeVisible();
  await wizard.button("Use next free").click();
  await expect(wizard.text(/003 is free in this factory/)).toBeVisible();
});

test("compute settings of Dev are overridden, and marked as such", async ({ vscode }) => {
  const { workbench } = vscode;
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.goTo("Compute");
  const count = wizard.compute("dev", "aksNodeCount");
  await wizard.type(count, nodeCount);
  await expect(wizard.cell(count)).toContainText("Override");
  const sku = wizard.compute("dev", "clusterSku");
  await wizard.choose(sku, clusterSku);
  await expect(wizard.cell(sku)).toContainText("Override");
  await workbench.screenshot("compute-overridden");
});

test("Create brings the project up and the tree shows its values", async ({ vscode }) => {
  const { workbench, folder } = vscode;
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.goTo("Review");
  await expect(wizard.text("to create")).toBeVisible();
  await workbench.screenshot("review-before-create");
  await wizard.button("Create in sandbox").click();
  await wizard.heading("Create").waitFor();
  await workbench.screenshot("create-running");
  const end = wizard.text(/The project is ready\.|was not created/);
  await expect(end).toBeVisible({ timeout: 90_000 });
  await expect(end).toHaveText(/The project is ready\./);
  await workbench.screenshot("create-done");

  const text = readFileSync(join(folder, "esml.project.json"), "utf8");
  const { project, environments } = JSON.parse(text) as Manifest;
  expect(environments.dev.compute).toMatchObject({
    aksNodeCount: Number(nodeCount),
    clusterSku,
  });

  // Resource Graph does not show the new project yet: what the tree has is what the run left.
  await workbench.showView("ESML");
  const projectRow = workbench.treeItem(`Project ${project.number}`);
  await expect(projectRow).toContainText("Sandbox");
  await workbench.expand(projectRow);
  await workbench.expand(workbench.treeItem("Dev"));
  await workbench.expand(workbench.treeItemOf(", AKS cluster"));
  await expect(workbench.treeItemOf(", Node pool")).toContainText(`${nodeCount} nodes`);
  await workbench.expand(workbench.treeItemOf(", AML workspace"));
  await workbench.expand(workbench.treeItem("Compute clusters"));
  const cluster = workbench.treeItemOf(", Compute cluster,");
  await cluster.waitFor();
  expect(await workbench.tooltipOf(cluster)).toContain(clusterSku);
  await workbench.screenshot("tree");
});

test("a failed run says what happened, on what, what exists and what to do; it continues", async ({
  vscode,
}) => {
  const { workbench } = vscode;
  await vscode.setFaults([
    {
      match: { method: "PUT", path: "/managedClusters/[^/]+$" },
      action: {
        status: 400,
        code: "ErrCode_InsufficientVCPUQuota",
        message: "Insufficient regional vcpu quota left for location westeurope.",
      },
    },
  ]);
  const wizard = new CreateProjectPage(workbench.webview);
  await wizard.goTo("Factory");
  await wizard.environment("Stage").click();
  await wizard.goTo("Review");
  await expect(wizard.text("to create")).toBeVisible();
  await wizard.settled();
  await wizard.button("Create in sandbox").click();
  await expect(
    wizard.text(/^Stage failed: AKS cluster aks003-weu-test was not created/),
  ).toBeVisible({ timeout: 90_000 });
  for (const part of ["What happened", "On which resource", "What exists now", "What to do next"]) {
    await expect(wizard.part(part)).toBeVisible();
  }
  await expect(wizard.text("ErrCode_InsufficientVCPUQuota")).toBeVisible();
  expect(await wizard.deafButtons()).toEqual([]);
  await workbench.screenshot("create-failed");

  await vscode.setFaults([]);
  // The result of the run is said once; it lies over the page's buttons until it is closed.
  await workbench.runCommand("Notifications: Clear All Notifications");
  await wizard.button("Continue run").click();
  await expect(wizard.text(/The project is ready\./)).toBeVisible({ timeout: 90_000 });
  await workbench.screenshot("create-continued");
});

test("a change of size names what is lost, and Create waits for the tick", async ({ vscode }) => {
  const { workbench } = vscode;
  const wizard = new CreateProjectPage(workbench.webview);
  await workbench.runCommand("Notifications: Clear All Notifications");
  await wizard.goTo("Compute");
  await wizard.choose(wizard.compute("dev", "clusterSku"), "Standard_F8s_v2");
  await wizard.goTo("Review");
  await expect(wizard.part("What is lost")).toBeVisible();
  await wizard.settled();
  await expect(wizard.text("1 open confirmation")).toBeVisible();
  await expect(wizard.text(/^Jobs that run or wait on it are stopped\./)).toBeVisible();
  expect(await wizard.overflowing()).toEqual([]);
  expect(await wizard.deafButtons()).toEqual([]);
  await workbench.screenshot("review-replacement");

  const tick = wizard.tick("Dev: Replace compute cluster p003-m01weu-dev");
  // The button goes to what is missing instead.
  await wizard.button("Create in sandbox").click({ force: true });
  await expect(tick).toBeFocused();
  await expect(wizard.heading("Review")).toBeVisible();
  await tick.click();
  await expect(wizard.text("1 open confirmation")).toHaveCount(0);
  await wizard.button("Create in sandbox").click();
  await expect(wizard.text(/The project is ready\./)).toBeVisible({ timeout: 90_000 });
  await workbench.screenshot("replacement-done");
});
