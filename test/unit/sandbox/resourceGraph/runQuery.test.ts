import { describe, expect, it } from "vitest";
import { ArmFault } from "../../../../sandbox/provider";
import { parseQuery } from "../../../../sandbox/resourceGraph/parseQuery";
import { runQuery } from "../../../../sandbox/resourceGraph/runQuery";

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

function names(query: string): unknown[] {
  return runQuery(parseQuery(query), rows).rows.map(({ name }) => name);
}

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
    const query = parseQuery(
      "Resources | extend env = tolower(tostring(tags.env)) | where env != '' | project name, env, properties.state",
    );
    expect(runQuery(query, rows).rows).toEqual([
      { name: "aml-001", env: "dev", properties_state: "Running" },
      { name: "adf-001", env: "dev", properties_state: null },
    ]);
  });

  it.each([
    "Resources | summarize count() by type",
    "Nothing",
    "Resources | where name ==",
    "Resources | where nope == 'x'",
    "Resources | where name == 'x",
    "Resources where name == 'x'",
    "Resources | extend tolower(name)",
  ])("refuses %s", (query) => {
    expect(() => runQuery(parseQuery(query), rows)).toThrow(ArmFault);
  });
});
