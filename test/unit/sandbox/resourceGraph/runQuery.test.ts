import { describe, expect, it } from "vitest";
import { GraphRefusal } from "../../../../sandbox/resourceGraph/GraphRefusal";
import { parseQuery } from "../../../../sandbox/resourceGraph/parseQuery";
import { runQuery, type Row } from "../../../../sandbox/resourceGraph/runQuery";
import type { ResultColumn, Source } from "../../../../sandbox/resourceGraph/Source";

const rows = [
  {
    name: "aml-001",
    type: "microsoft.machinelearningservices/workspaces",
    tags: { "esml.project": "001", env: "Dev" },
    properties: { state: "Running", size: 2 },
  },
  {
    name: "aks002",
    type: "microsoft.containerservice/managedclusters",
    tags: null,
    properties: { state: "Stopped", size: 10 },
  },
  {
    name: "adf-001",
    type: "microsoft.datafactory/factories",
    tags: { env: "dev" },
    properties: {},
  },
];

const columns: readonly ResultColumn[] = ["name", "type", "tags", "properties"].map((name) => ({
  name,
  type: name === "tags" || name === "properties" ? "dynamic" : "string",
  read: (source) => source.column(name),
}));

const sources: readonly Source[] = rows.map((row) => ({
  column: (name) => new Map<string, unknown>(Object.entries(row)).get(name),
}));

function run(query: string): readonly Row[] {
  const result = runQuery(parseQuery(query), { columns, sources });
  return result.sources.map((source) => result.read(source));
}

const names = (query: string) => run(query).map(({ name }) => name);

describe("runQuery", () => {
  it.each([
    ["Resources", ["aml-001", "aks002", "adf-001"]],
    ["resources | where name == 'AKS002'", []],
    ["resources | where name =~ 'AKS002'", ["aks002"]],
    ["resources | where type in~ ('Microsoft.DataFactory/factories', 'x')", ["adf-001"]],
    ["resources | where name !in~ ('ADF-001')", ["aml-001", "aks002"]],
    ["resources | where tags['esml.project'] == '001'", ["aml-001"]],
    ["resources | where tags.env =~ 'dev' and name startswith 'ad'", ["adf-001"]],
    ["resources | where name has '001'", ["aml-001", "adf-001"]],
    ["resources | where name has '00'", []],
    ["resources | where name has 'aml-001'", ["aml-001"]],
    ["resources | where name contains '00'", ["aml-001", "aks002", "adf-001"]],
    ["resources | where name matches regex @'^a[dk].*\\d$'", ["aks002", "adf-001"]],
    ["resources | where (name == 'x' or name == 'aks002') and properties.size > 3", ["aks002"]],
    ["resources // all\n| order by name asc | limit 2", ["adf-001", "aks002"]],
    ["resources | sort by tolower(name) desc | take 1", ["aml-001"]],
    ["resources | where isnotempty(tags.env)", ["aml-001", "adf-001"]],
  ])("answers %s", (query, expected) => {
    expect(names(query)).toEqual(expected);
  });

  it("projects and extends by path and expression", () => {
    const query =
      "Resources | extend env = tolower(tostring(tags.env)) | where env != '' | project name, env, properties.state";
    expect(run(query)).toEqual([
      { name: "aml-001", env: "dev", properties_state: "Running" },
      { name: "adf-001", env: "dev", properties_state: null },
    ]);
  });

  it("counts, and replaces a column in its place", () => {
    expect(run("Resources | where type has 'factories' | count")).toEqual([{ Count: 1 }]);
    expect(run("Resources | project name, type | extend name = toupper(name) | take 1")).toEqual([
      { name: "AML-001", type: "microsoft.machinelearningservices/workspaces" },
    ]);
  });

  it("knows the types of its columns without a row", () => {
    const query =
      "Resources | where name == 'none' | project name, tags, a = isempty(name), n = toint(name)";
    const result = runQuery(parseQuery(query), { columns, sources });
    expect(result.columns.map(({ name, type }) => [name, type])).toEqual([
      ["name", "string"],
      ["tags", "dynamic"],
      ["a", "boolean"],
      ["n", "integer"],
    ]);
  });

  const unread = (token: string, line: number, characterPositionInLine?: number) => ({
    code: "ParserFailure",
    message: "ParserFailure",
    line,
    ...(characterPositionInLine !== undefined && { characterPositionInLine }),
    token,
  });

  it.each([
    ["Resources | where name ==", unread("<EOF>", 1, 25)],
    ["Resources | where name == 'x", unread("'", 1, 26)],
    ["Resources where name == 'x'", unread("where", 1, 10)],
    ["Resources\n| where name = 'x'", unread("=", 2, 13)],
    ["Resources\n/ where name", unread("/", 2)],
    ["Resources | fly", unread("fly", 1, 12)],
    [
      "Nothing",
      {
        code: "Operator_FailedToResolveEntity",
        message: "Failed to resolve table named 'nothing'",
      },
    ],
    [
      "Resources | where name == 'none' | where nope == 'x'",
      {
        code: "Operator_FailedToResolveEntity",
        message: "'where' operator: Failed to resolve column or scalar expression named 'nope'",
      },
    ],
    [
      "Resources | where cout(name) == 1",
      { code: "UnknownFunction", message: "Unknown function: 'cout'." },
    ],
  ])("refuses %j as Resource Graph does", (query, detail) => {
    const thrown = refusalOf(query);
    expect(thrown).toBeInstanceOf(GraphRefusal);
    expect((thrown as GraphRefusal).details).toEqual([
      expect.objectContaining({ code: "InvalidQuery" }),
      detail,
    ]);
  });

  it.each([
    ["Resources | summarize count() by type", "the operator 'summarize'"],
    ["Resources | mv-expand tags", "the operator 'mv-expand'"],
    ["AdvisorResources", "the table 'advisorresources'"],
    ["Resources | extend a = split(name, '-')", "the function 'split'"],
    ["Resources | extend tolower(name)", "a computed column without a name"],
  ])("says of %j that the sandbox does not have it", (query, what) => {
    expect(refusalOf(query)).toMatchObject({
      status: 501,
      message: expect.stringContaining(what) as string,
    });
  });
});

function refusalOf(query: string): unknown {
  try {
    return run(query);
  } catch (error) {
    return error;
  }
}
