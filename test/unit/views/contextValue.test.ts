import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { contextValue } from "../../../src/views/contextValue";
import { readAt, scope, aksCluster } from "./builders";
import { allSamples } from "./samples";

const entry = z.object({ command: z.string(), when: z.string(), group: z.string() });
const manifest = z
  .object({ contributes: z.object({ menus: z.object({ "view/item/context": z.array(entry) }) }) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));
const menu = manifest.contributes.menus["view/item/context"].filter(({ when }) =>
  when.includes("view == esml.environments"),
);
const values = allSamples.map(contextValue);

function commandsFor(value: string): string[] {
  return menu
    .filter(({ when }) => new RegExp(/viewItem =~ \/(.+)\//.exec(when)?.[1] ?? "^$").test(value))
    .map(({ command }) => command.split(".").at(-1) ?? "");
}

describe("contextValue", () => {
  it("has its parts in a fixed order", () => {
    const node = {
      kind: "aksCluster",
      scope: scope({ environment: "prod", isProtected: true }),
      resource: aksCluster(),
      readAt,
    } as const;
    expect(contextValue(node)).toBe(
      "esml;env=prod;kind=aksCluster;state=normal;can=copyId,viewAsJson,refresh;protected",
    );
    const form =
      /^esml(;env=(dev|stage|prod))?;kind=\w+(;type=\w+)?(;state=\w+)?(;can=\w+(,\w+)*)?(;protected)?$/;
    for (const value of values) expect(value).toMatch(form);
  });

  it("is matched by every when clause of the menus at least once", () => {
    expect(menu.length).toBeGreaterThan(0);
    for (const { command, when } of menu) {
      const last = command.split(".").at(-1) ?? "";
      expect(
        values.some((value) => commandsFor(value).includes(last)),
        when,
      ).toBe(true);
    }
  });

  it("offers exactly the acts that it names", () => {
    for (const value of values) {
      const can = /;can=([^;]+)/.exec(value)?.[1]?.split(",") ?? [];
      expect(commandsFor(value).toSorted(), value).toEqual(can.toSorted());
    }
  });

  it("offers the portal for Azure and never in the sandbox", () => {
    const node = { kind: "aksCluster", resource: aksCluster(), readAt } as const;
    const azure = scope({ simulated: false, cloud: "azure", portal: "https://portal.azure.com" });
    expect(contextValue({ ...node, scope: azure })).toContain("openInPortal");
    const odd = scope({ portal: "https://portal.azure.com" });
    expect(contextValue({ ...node, scope: odd })).not.toContain("openInPortal");
  });

  it("has at most two inline acts per row, none of which changes Azure", () => {
    const inline = menu.filter(({ group }) => group.startsWith("inline"));
    expect(inline.map(({ command }) => command)).toEqual([
      "esml.environments.refresh",
      "esml.branch.retry",
    ]);
  });
});
