import assert from "node:assert/strict";
import { commands } from "vscode";
import { Page } from "./support/page";
import { clearFolder, draftOf, readManifest, startAtOnce } from "./support/project";
import { answerWarnings, changeSettings, type Connection } from "./support/sandbox";
import { rowAt } from "./support/tree";

describe("a sandbox that ends during a run", () => {
  let sandbox: Connection;
  before(async () => {
    sandbox = await startAtOnce();
  });
  after(clearFolder);

  it("ends the run with a sentence, and the run goes on after Restart", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "006");
    await page.request("review", { draft });
    await changeSettings(sandbox, { timeScale: "frozen" });
    const warnings = answerWarnings(() => undefined);
    try {
      await page.request("create", { draft });
      await page.runEvent("environmentStarted");
      process.kill(sandbox.pid, "SIGKILL");
      const { outcome, failure } = await page.runEvent("runFinished");
      assert.equal(outcome, "failed");
      assert.ok(failure);
      assert.notEqual(failure.message, "");
      assert.match(failure.nextStep, /\.$/);
      const said = warnings.shown.map(([message]) => String(message));
      assert.equal(said.filter((one) => one.startsWith("The sandbox has ended.")).length, 1);
    } finally {
      warnings.restore();
    }
    assert.equal(readManifest().project.number, "006");

    await commands.executeCommand("esml.sandbox.restart");
    await startAtOnce();
    const next = await Page.open();
    await next.request("continueRun", undefined);
    assert.equal((await next.runEvent("runFinished")).outcome, "succeeded");
    await commands.executeCommand("esml.environments.refresh");
    await rowAt("Project 006", "Dev", /^aks006-/);
  });
});
