import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listText } from "../../../sandbox/listText";
import { usage } from "../../../sandbox/options";
import { startSandbox, type Sandbox } from "../../../sandbox/server";

const text = readFileSync("sandbox/README.md", "utf8");
const listHeading = "## Everything it knows\n";
const [prose = "", list = ""] = text.split(listHeading);

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ seed: "none", timeScale: 0 });
});
afterAll(() => sandbox.close());

const namesIn = (pattern: RegExp, where: string) =>
  [...new Set([...where.matchAll(pattern)].map(([, name = ""]) => name))].sort();

describe("the sandbox's README", () => {
  it("lists what the sandbox knows: replace the end of it by `npm run sandbox -- --list`", () => {
    expect(list.slice(list.indexOf("###"))).toBe(listText(sandbox));
  });

  it("has a section on every provider, and on none that there is not", () => {
    const [, providers = ""] = prose.split("\n## Providers\n");
    const described = namesIn(/^### (.+)$/gmu, providers);
    const known = sandbox.kinds.providers().map(({ namespace }) => namespace);
    expect(described).toEqual(known.toSorted());
  });

  it("explains every control endpoint, and none that there is not", () => {
    const explained = namesIn(/^\| `([A-Z]+ \/_sandbox\/\w+)`/gmu, prose);
    const own = sandbox.routes.filter(({ path }) => path.startsWith("/_sandbox/"));
    expect(explained).toEqual(own.map(({ method, path }) => `${method} ${path}`).sort());
    const paths = new Set(own.map(({ path }) => path));
    const named = namesIn(/(\/_sandbox\/\w+)/gu, prose);
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
  });

  it("explains every option of the command line, and none that there is not", () => {
    const explained = namesIn(/^\| `(--[a-z-]+)/gmu, prose);
    expect(explained).toEqual(namesIn(/^ {2}(--[a-z-]+)/gmu, usage));
  });
});
