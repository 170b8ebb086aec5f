import assert from "node:assert/strict";
import { withOverride } from "../../src/project/compute";
import { Page } from "./support/page";
import { clearFolder, draftOf, readManifest, startAtOnce } from "./support/project";

describe("a change that loses something", () => {
  before(startAtOnce);
  after(clearFolder);

  it("is asked about on Review, refused without an agreement and made with it", async () => {
    const first = await Page.open();
    const draft = await draftOf(first, "005");
    await first.request("review", { draft });
    await first.request("create", { draft });
    assert.equal((await first.runEvent("runFinished")).outcome, "succeeded");
    const written = readManifest();
    const page = await Page.open();
    const size = "Standard_F8s_v2";
    const manifest = withOverride(written, "dev", "clusterSku", size);
    const changed = { ...draft, manifest };
    const { steps, totals } = await page.request("review", { draft: changed });
    assert.deepEqual(
      steps.map(({ title, name, phase }) => [title, name, phase]),
      [["Replace compute cluster", "p005-m01weu-dev", "before"]],
    );
    assert.equal(totals.replace, 1);
    await assert.rejects(page.request("create", { draft: changed }), {
      name: "REPLACEMENT_NOT_CONFIRMED",
      message: /^Nothing was changed\. .*Jobs that run or wait on it are stopped\./,
    });
    assert.deepEqual(readManifest(), written);

    const confirmed = steps.map(({ id }) => id);
    await page.request("create", { draft: changed, confirmed });
    assert.equal((await page.runEvent("runFinished")).outcome, "succeeded");
    const rows = page
      .runEvents()
      .flatMap((event) =>
        event.kind === "resourceChanged" && event.resourceId === confirmed[0] ? [event.state] : [],
      );
    assert.deepEqual(rows, ["running", "created"]);
    assert.equal(readManifest().environments.dev?.compute?.clusterSku, size);
    const after = await page.request("review", { draft: changed });
    assert.deepEqual([after.steps, after.totals.modify, after.totals.create], [[], 0, 0]);
  });
});
