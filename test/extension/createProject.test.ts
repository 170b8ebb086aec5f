import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { commands, window } from "vscode";
import { replace } from "./support/observe";
import { Page } from "./support/page";
import { clearFolder, draftOf, manifestFile, readManifest, startAtOnce } from "./support/project";
import { answerWarnings, ask, changeSettings, setFaults, type Connection } from "./support/sandbox";
import { labelsOf, rowAt, rowsBelow } from "./support/tree";

describe("Create", () => {
  let sandbox: Connection;
  before(async () => {
    sandbox = await startAtOnce();
  });
  after(clearFolder);

  it("overwrites nothing when the file has changed since Review", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "003");
    const { files } = await page.request("review", { draft });
    assert.deepEqual(
      files.map(({ change }) => change),
      ["new"],
    );
    const text = '{\n    "acme": { "costBook": 7 }\n}\n';
    writeFileSync(manifestFile(), text);
    const warnings = answerWarnings(() => undefined);
    try {
      const { outcome } = await page.request("create", { draft });
      assert.equal(outcome, "declined");
      assert.match(String(warnings.shown[0]?.[0]), /has changed since the review/);
    } finally {
      warnings.restore();
    }
    assert.equal(readFileSync(manifestFile(), "utf8"), text);
    assert.deepEqual(page.runEvents(), []);
  });

  it("keeps unknown keys, and a failure says what, where, why and what to do", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "003");
    await page.request("review", { draft });
    await setFaults(sandbox, [
      {
        match: { method: "PUT", path: "/managedClusters/aks003-" },
        action: { failOperation: { code: "QuotaExceeded", message: "No cores are left." } },
      },
    ]);
    const warnings = answerWarnings(() => undefined);
    try {
      assert.equal((await page.request("create", { draft })).outcome, "started");
      const { outcome, failure } = await page.runEvent("runFinished");
      assert.equal(outcome, "failed");
      assert.ok(failure);
      assert.equal(failure.environment, "dev");
      assert.equal(failure.code, "QuotaExceeded");
      assert.match(failure.resourceId ?? "", /managedClusters\/aks003-weu-dev$/);
      assert.match(failure.message, /aks003-weu-dev/);
      assert.match(failure.nextStep, /\.$/);
      assert.match(failure.raw ?? "", /No cores are left/);
      assert.match(String((await warnings.first)[0]), /^Project 003 was not created completely\./);
    } finally {
      warnings.restore();
      await setFaults(sandbox, []);
    }
    const manifest = readManifest();
    assert.deepEqual(manifest.acme, { costBook: 7 });
    assert.deepEqual(manifest.project, { number: "003" });
  });

  it("tells a page that comes back what has happened, and goes on from there", async () => {
    const page = await Page.open();
    const { run = [], draft } = await page.request("ready", undefined);
    assert.equal(run[0]?.kind, "runStarted");
    assert.equal(run.at(-1)?.kind, "runFinished");
    assert.equal(draft.page, "create");
    assert.deepEqual((await page.request("ready", undefined)).run, run);

    let restore: () => void = () => undefined;
    const told = new Promise<unknown>((resolve) => {
      restore = replace(window, "showInformationMessage", (message: string) => {
        resolve(message);
        return Promise.resolve(undefined);
      });
    });
    try {
      await page.request("continueRun", undefined);
      assert.equal((await page.runEvent("runFinished")).outcome, "succeeded");
      assert.equal(await told, "Project 003 was created in the sandbox: Dev.");
    } finally {
      restore();
    }
  });

  it("leaves what was asked for, in Azure and in the side bar", async () => {
    const manifest = readManifest();
    const subscriptionId = manifest.environments.dev?.subscriptionId ?? "";
    const path = `/subscriptions/${subscriptionId}/resourceGroups/acme-ai-esml-project003-weu-dev-001-rg/providers/Microsoft.ContainerService/managedClusters/aks003-weu-dev?api-version=2025-07-01`;
    const { status, body } = await ask(sandbox, "GET", path);
    assert.equal(status, 200);
    const { agentPoolProfiles } = body.properties as { agentPoolProfiles: { count: number }[] };
    assert.equal(agentPoolProfiles[0]?.count, 2);

    await commands.executeCommand("esml.environments.refresh");
    assert.deepEqual(labelsOf(await rowsBelow()), ["Project 003", "Project 001", "Project 002"]);
    const [pool] = await rowsBelow(await rowAt("Project 003", "Dev", /^aks003-/));
    assert.match(pool?.description ?? "", /2 nodes/);
  });

  it("goes on without the page, and can be canceled by the next one", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "004");
    await page.request("review", { draft });
    await changeSettings(sandbox, { timeScale: "frozen" });
    const warnings = answerWarnings(() => undefined);
    try {
      await page.request("create", { draft });
      await page.runEvent("environmentStarted");
      await page.close();
      const next = await Page.open();
      const { run = [], draft: shown } = await next.request("ready", undefined);
      assert.equal(run[0]?.kind, "runStarted");
      assert.equal(shown.page, "create");
      await assert.rejects(next.request("create", { draft }), { name: "RunActive" });
      await next.request("cancelRun", undefined);
      assert.equal((await next.runEvent("runFinished")).outcome, "canceled");
      assert.match(String((await warnings.first)[0]), /^The run of project 004 was canceled\./);
    } finally {
      warnings.restore();
      await changeSettings(sandbox, { timeScale: 0 });
    }
  });
});
