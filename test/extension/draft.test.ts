import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Page } from "./support/page";
import { clearFolder, draftOf, manifestFile, startAtOnce } from "./support/project";
import { globalStorage } from "./support/sandbox";

describe("the draft of a project", () => {
  before(startAtOnce);
  after(clearFolder);

  it("survives the page, in one whole file of the extension's storage", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "003");
    await page.request("saveDraft", { draft: { ...draft, page: "team" } });
    await page.request("saveDraft", { draft });
    const [name = "", ...others] = readdirSync(join(globalStorage(), "drafts"));
    assert.deepEqual(others, []);
    const file = join(globalStorage(), "drafts", name);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), draft);
    assert.equal(statSync(file).mode & 0o077, 0);
    await page.close();

    const again = await Page.open();
    assert.deepEqual((await again.request("ready", undefined)).draft, draft);
  });

  it("is not a project: no file is written to the folder", async () => {
    const page = await Page.open();
    await page.request("saveDraft", { draft: await draftOf(page, "003") });
    assert.throws(() => statSync(manifestFile()), { code: "ENOENT" });
  });

  it("knows the numbers that the factory has", async () => {
    const page = await Page.open();
    const draft = await draftOf(page, "003");
    const facts = await page.request("loadFactoryFacts", { draft });
    assert.deepEqual(facts.usedProjectNumbers.slice(0, 2), ["001", "002"]);
    assert.ok(facts.networks.length > 0, "the common network is found");
  });
});
