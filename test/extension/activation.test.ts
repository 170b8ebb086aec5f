import assert from "node:assert/strict";
import { join } from "node:path";
import { commands, extensions, TabInputWebview, window } from "vscode";
import { commandIds } from "../../src/commands/commandIds";

const extension = () => {
  const found = extensions.getExtension("esml.esml");
  assert.ok(found, "the extension is installed");
  return found;
};

const openPanels = () =>
  window.tabGroups.all
    .flatMap((group) => group.tabs)
    .map((tab) => (tab.input instanceof TabInputWebview ? tab.input.viewType : ""))
    .filter((type) => type.endsWith("esml.createProject"));

/** Resolves when a wizard is among the tabs, which VS Code tells the host a little later. */
const panelShown = () =>
  new Promise<void>((resolve) => {
    if (openPanels().length > 0) {
      resolve();
      return;
    }
    const listener = window.tabGroups.onDidChangeTabs(() => {
      if (openPanels().length === 0) return;
      listener.dispose();
      resolve();
    });
  });

describe("activation", () => {
  it("waits until the extension is used", () => {
    assert.equal(extension().isActive, false);
  });

  it("registers every command of package.json and no other", async () => {
    await extension().activate();
    const registered = (await commands.getCommands(true)).filter((id) => id.startsWith("esml."));
    const manifest = extension().packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const contributed = manifest.contributes.commands.map(({ command }) => command);
    for (const id of contributed) {
      assert.ok(registered.includes(id), `${id} is registered`);
    }
    assert.deepEqual([...commandIds].sort(), [...contributed].sort());
  });

  it("loads no SDK before one is needed", () => {
    const dist = join(extension().extensionPath, "dist");
    // Not imported: the bundler would answer for its own modules.
    const { cache } = process
      .getBuiltinModule("node:module")
      .createRequire(join(dist, "extension.js"));
    const loaded = Object.keys(cache).filter((file) => file.startsWith(dist));
    assert.deepEqual(loaded, [join(dist, "extension.js")]);
  });
});

describe("Create Project", () => {
  it("opens one wizard, and shows the same one when asked again", async () => {
    await commands.executeCommand("esml.project.create");
    await panelShown();
    assert.equal(openPanels().length, 1);
    await commands.executeCommand("esml.project.create");
    assert.equal(openPanels().length, 1);
  });
});
