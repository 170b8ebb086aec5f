import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { allowedWithoutSpec } from "./allowedWithoutSpec";
import { hasSpecs, howToGetSpecs } from "./azureTruth";
import { dataPlaneCalls } from "./dataPlane";
import { Contract, sentByProduct, type Verdict } from "./Contract";
import { checkResource, hasBicepTypes } from "../support/bicepTypes";
import { isControl, isDeclared, isOfProduct, loadExchanges, type Exchange } from "./exchanges";
import { sentResources } from "./sentTemplates";

/** Folders with records, one for each suite that was run with recording on. */
const folders = (process.env["ESML_CONTRACT_RECORDS"] ?? "").split("\n").filter(Boolean);
const figuresFile = process.env["ESML_CONTRACT_FIGURES"];
const productOperations = JSON.parse(
  readFileSync(join(import.meta.dirname, "productOperations.json"), "utf8"),
) as readonly string[];

if (!hasSpecs) {
  console.warn(howToGetSpecs);
}

interface Judged {
  readonly exchange: Exchange;
  readonly verdict: Verdict;
}

async function judgeAll(contract: Contract): Promise<readonly Judged[]> {
  const judged: Judged[] = [];
  for (const exchange of folders.filter((folder) => existsSync(folder)).flatMap(loadExchanges)) {
    if (!isControl(exchange) && !isDeclared(exchange)) {
      judged.push({ exchange, verdict: await contract.judge(exchange) });
    }
  }
  return judged;
}

const contract = hasSpecs ? await Contract.load() : undefined;
const judged = contract ? await judgeAll(contract) : [];
const names = (kind: Verdict["kind"]) => [
  ...new Set(judged.filter(({ verdict }) => verdict.kind === kind).map((one) => one.verdict.name)),
];

/** Each mistake once, with how often it was made and the first place. */
function mistakesOf(wanted: (verdict: Verdict) => boolean): readonly string[] {
  const found = new Map<string, { count: number; readonly first: Exchange }>();
  for (const { exchange, verdict } of judged.filter((one) => wanted(one.verdict))) {
    for (const error of new Set(verdict.errors)) {
      const key = `${exchange.method} ${verdict.name} ${String(exchange.status)}: ${error}`;
      const known = found.get(key) ?? { count: 0, first: exchange };
      known.count += 1;
      found.set(key, known);
    }
  }
  return [...found].map(([error, { count, first }]) => {
    return `${error} (${String(count)} times, first ${first.path}?${first.query})`;
  });
}

describe.skipIf(!hasSpecs)("what the suites sent and the sandbox answered", () => {
  it("has been recorded", () => {
    expect(folders, "ESML_CONTRACT_RECORDS names no folder").not.toEqual([]);
    expect(judged.length, "nothing has been recorded").toBeGreaterThan(0);
  });

  it("holds every operation that the product sends, and no other is sent unnoticed", () => {
    expect(sentByProduct(judged)).toEqual(productOperations);
  });

  it("is described by a spec, or allowed without one for a reason", () => {
    expect(mistakesOf(({ kind }) => kind === "unknown")).toEqual([]);
  });

  it("needs every allowance that there is", () => {
    expect(names("allowance").sort()).toEqual(allowedWithoutSpec.map(({ name }) => name).sort());
  });

  it("needs every waiver that there is", () => {
    expect(contract?.unusedWaivers()).toEqual([]);
  });

  it.skipIf(!hasBicepTypes)("deploys resources that fit Azure's own types", () => {
    const sent = judged.map(({ exchange }) => exchange).filter(isOfProduct);
    const resources = sentResources(sent);
    expect(resources.length).toBeGreaterThan(100);
    const bodies = resources.map(({ scope: _scope, ...rest }) => rest);
    expect([...new Set(bodies.flatMap((body) => [...checkResource(body)]))]).toEqual([]);
  });

  it("refuses with errors as Azure Resource Manager writes them", () => {
    expect(mistakesOf(({ kind }) => kind === "refusal")).toEqual([]);
  });

  it.each(names("allowance"))("fits the contract: %s", (name) => {
    expect(mistakesOf((verdict) => verdict.name === name)).toEqual([]);
  });

  it("holds every data plane that has a schema", () => {
    expect(names("dataPlane").sort()).toEqual(dataPlaneCalls.map(({ name }) => name).sort());
  });

  it.each(names("dataPlane"))("fits the schema: %s", (name) => {
    expect(mistakesOf((verdict) => verdict.name === name)).toEqual([]);
  });

  it.each(names("operation"))("fits the spec: %s", (name) => {
    expect(mistakesOf((verdict) => verdict.name === name)).toEqual([]);
  });
});

if (figuresFile !== undefined) {
  const operations = names("operation").length;
  mkdirSync(dirname(figuresFile), { recursive: true });
  writeFileSync(figuresFile, JSON.stringify({ operations, exchanges: judged.length }));
}
