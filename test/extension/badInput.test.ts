import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { commands } from "vscode";
import type { ProjectDraft } from "../../src/wizards/contracts/createProject";
import { Page } from "./support/page";
import { clearFolder, draftOf, manifestFile, startAtOnce } from "./support/project";
import { ask, killSandbox, setFaults, startSandbox } from "./support/sandbox";
import { rowAt, rowsBelow } from "./support/tree";

const refresh = () => commands.executeCommand("esml.environments.refresh");

const assertNothingWritten = () => {
  assert.throws(() => statSync(manifestFile()), { code: "ENOENT" });
};

describe("Create with bad input", () => {
  let page: Page;
  let draft: ProjectDraft;
  before(async () => {
    await startAtOnce();
    page = await Page.open();
    draft = await draftOf(page, "005");
  });
  afterEach(assertNothingWritten);
  after(clearFolder);

  it("refuses a draft in which a value is not finished", async () => {
    const path = "environments.dev.compute.aksNodeCount";
    const create = page.request("create", { draft: { ...draft, texts: { [path]: "many" } } });
    await assert.rejects(create, { name: "ValueUnfinished", message: new RegExp(`^${path} `) });
  });

  it("refuses a draft without environments", async () => {
    const create = page.request("create", { draft: { ...draft, selected: [] } });
    await assert.rejects(create, { name: "NothingSelected" });
  });

  it("refuses a manifest that is not valid, with a sentence for each value", async () => {
    const manifest = { ...draft.manifest, project: { number: "5" } };
    const create = page.request("create", { draft: { ...draft, manifest } });
    await assert.rejects(create, { name: "ManifestInvalid", message: /project\.number/ });
  });

  it("refuses names over their limit", async () => {
    const factory = { ...draft.manifest.factory, prefix: "a-much-too-long-prefix-".repeat(4) };
    const manifest = { ...draft.manifest, factory };
    const create = page.request("create", { draft: { ...draft, manifest } });
    await assert.rejects(create, { name: "ManifestInvalid", message: /Azure allows 90\./ });
  });

  it("refuses a node count that is out of range", async () => {
    const { dev } = draft.manifest.environments;
    assert.ok(dev);
    const environments = { dev: { ...dev, compute: { aksNodeCount: 100_000 } } };
    const manifest = { ...draft.manifest, environments };
    const create = page.request("create", { draft: { ...draft, manifest } });
    await assert.rejects(create, { name: "ManifestInvalid" });
  });

  it("refuses an environment of another tenant, which is not connected", async () => {
    const { dev } = draft.manifest.environments;
    assert.ok(dev);
    const tenantId = "99999999-9999-4999-8999-999999999999";
    const manifest = { ...draft.manifest, environments: { dev: { ...dev, tenantId } } };
    const create = page.request("create", { draft: { ...draft, manifest } });
    await assert.rejects(create, { name: "NotConnected", message: /^Dev belongs to .*99999999/ });
  });

  it("says that Azure refuses, and starts nothing", async () => {
    const sandbox = await startSandbox();
    const action = { status: 403, code: "AuthorizationFailed", message: "You may not read here." };
    await setFaults(sandbox, [{ match: { method: "GET", path: "/resourcegroups/" }, action }]);
    await ask(sandbox, "DELETE", "/_sandbox/requests");
    try {
      await assert.rejects(page.request("create", { draft }), /may not read here/);
    } finally {
      await setFaults(sandbox, []);
    }
    const { value } = (await ask(sandbox, "GET", "/_sandbox/requests")).body;
    const asked = value as readonly { method: string; path: string }[];
    const writes = asked.filter((one) => one.method === "PUT" && !one.path.startsWith("/_sandbox"));
    assert.deepEqual(writes, []);
  });
});

describe("a manifest in the folder", () => {
  before(startAtOnce);
  after(async () => {
    await clearFolder();
    await startSandbox();
    await refresh();
  });

  it("that cannot be read is shown with line and reason", async () => {
    writeFileSync(manifestFile(), '{\n  "schemaVersion": 1,\n  "project": {\n');
    await refresh();
    const [project] = await rowsBelow();
    const [failed] = await rowsBelow(project);
    assert.match(failed?.label ?? "", /^esml\.project\.json:\d+ /);
    assert.equal(failed?.command, "vscode.open");
  });

  it("stays in the tree without a connection, and says the way back", async () => {
    const page = await Page.open();
    const { manifest } = await draftOf(page, "001");
    writeFileSync(manifestFile(), JSON.stringify(manifest));
    await refresh();
    await rowAt("Project 001", "Dev", /^aml-001-/);
    await killSandbox(await startSandbox());
    await refresh();
    const [lost] = await rowsBelow(await rowAt("Project 001", "Dev"));
    assert.equal(lost?.label, "The sandbox has ended. Start it again.");
    assert.equal(lost.command, "esml.sandbox.start");
    await commands.executeCommand(lost.command);
    await refresh();
    await rowAt("Project 001", "Dev", /^aml-001-/);
  });
});
