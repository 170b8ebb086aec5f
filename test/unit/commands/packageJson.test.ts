import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { commandIds } from "../../../src/commands/commandIds";

const read = (path: string) => JSON.parse(readFileSync(path, "utf8")) as unknown;
const menuItem = z.object({ command: z.string(), when: z.string().optional() });
const packageJson = z
  .object({
    main: z.string(),
    icon: z.string(),
    activationEvents: z.array(z.string()),
    contributes: z.object({
      commands: z.array(z.object({ command: z.string(), title: z.string(), category: z.string() })),
      menus: z.record(z.string(), z.array(menuItem)),
      views: z.record(z.string(), z.array(z.object({ id: z.string(), name: z.string() }))),
      viewsWelcome: z.array(z.object({ view: z.string(), contents: z.string(), when: z.string() })),
      configuration: z.object({ properties: z.record(z.string(), z.unknown()) }),
    }),
  })
  .loose()
  .parse(read("package.json"));
const whole = read("package.json");
const texts = z.record(z.string(), z.string()).parse(read("package.nls.json"));
const { contributes } = packageJson;

const placeholders = (value: unknown): readonly string[] =>
  [...JSON.stringify(value).matchAll(/"%([^%"]+)%"/g)].map((match) => match[1] ?? "");

describe("package.json", () => {
  it("contributes exactly the commands that have a handler", () => {
    const contributed = contributes.commands.map((one) => one.command);
    expect(contributed.toSorted()).toEqual([...commandIds].sort());
  });

  it("takes every text from package.nls.json and leaves none there unused", () => {
    expect([...new Set(placeholders(whole))].sort()).toEqual(Object.keys(texts).sort());
    for (const { title } of contributes.commands) expect(title).toMatch(/^%.+%$/);
  });

  it("names only known commands in menus and welcome texts", () => {
    const known = new Set<string>(commandIds);
    const inMenus = Object.values(contributes.menus).flatMap((items) =>
      items.map((item) => item.command),
    );
    const inTexts = Object.values(texts).flatMap((text) =>
      [...text.matchAll(/\(command:(esml\.[\w.]+)/g)].map((match) => match[1] ?? ""),
    );
    for (const id of [...inMenus, ...inTexts]) expect(known).toContain(id);
  });

  it("hides from the palette what only works on a node", () => {
    const hidden = contributes.menus.commandPalette?.filter((item) => item.when === "false");
    expect(hidden?.map((item) => item.command).toSorted()).toEqual([
      "esml.branch.retry",
      "esml.resource.copyId",
      "esml.resource.openInPortal",
      "esml.resource.viewAsJson",
    ]);
  });

  it("starts only when it is needed", () => {
    expect(packageJson.activationEvents).not.toContain("*");
    expect(packageJson.activationEvents).not.toContain("onStartupFinished");
  });

  it("declares the settings that are read and the context keys that are set", () => {
    const source = readFileSync("src/host/settings.ts", "utf8");
    const keys = /settingKeys = \[(?<keys>[^\]]*)\]/.exec(source)?.groups?.keys ?? "";
    const read = [...keys.matchAll(/"([^"]+)"/g)].map((match) => `esml.${match[1] ?? ""}`);
    expect(Object.keys(contributes.configuration.properties).sort()).toEqual(read.sort());
    const used = JSON.stringify(contributes.viewsWelcome).match(/\besml\.connected\b/g) ?? [];
    const contexts = readFileSync("src/host/contexts.ts", "utf8");
    expect(used.length).toBeGreaterThan(0);
    expect(contexts).toContain('"esml.connected"');
  });
});
