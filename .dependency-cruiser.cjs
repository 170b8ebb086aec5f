"use strict";

/** Who may import whom: the table of CONTRIBUTING.md. `types` may be imported with `import type` only. */
const engine = ["provisioning", "promotion", "scaffolding"];
const table = {
  shared: { may: [] },
  project: { may: ["shared"] },
  azure: { may: ["shared"] },
  runs: { may: ["shared"] },
  provisioning: { may: ["project", "azure", "runs", "shared"] },
  promotion: { may: ["project", "azure", "runs", "shared"] },
  scaffolding: { may: ["project", "azure", "runs", "shared"] },
  views: { may: [...engine, "runs", "azure", "project", "host", "shared"], vscode: true },
  wizards: { may: [...engine, "runs", "azure", "project", "host", "shared"], vscode: true },
  host: { may: ["shared"], vscode: true },
  commands: { may: ["shared"], vscode: true, types: true },
  cli: { may: [...engine, "runs", "azure", "project", "shared"] },
};

const anyOf = (names) => (names.length === 0 ? "(?!)" : `(${names.join("|")})`);

const folderRules = Object.entries(table).flatMap(([folder, { may, vscode, types }]) => {
  const from = { path: `^src/${folder}/`, pathNot: "^src/wizards/contracts/" };
  const own = anyOf([folder, ...may]);
  const foreign = { path: "^src/", pathNot: `^src/${own}/` };
  const rules = [
    {
      name: `${folder}-imports`,
      comment: `src/${folder} may import ${may.join(", ") || "nothing else"} of src.`,
      severity: "error",
      from,
      to: types ? { ...foreign, dependencyTypesNot: ["type-only"] } : foreign,
    },
  ];
  if (!vscode) {
    rules.push({
      name: `${folder}-without-vscode`,
      comment: `src/${folder} runs without the editor.`,
      severity: "error",
      from,
      to: { path: "^vscode$" },
    });
  }
  return rules;
});

const error = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    ...folderRules,
    error(
      "contracts-types-only",
      "A contract takes only types from other folders of src.",
      { path: "^src/wizards/contracts/" },
      {
        path: "^src/",
        pathNot: "^src/wizards/contracts/",
        dependencyTypesNot: ["type-only"],
      },
    ),
    error(
      "contracts-without-vscode",
      "Page and host share a contract; the page has no editor.",
      { path: "^src/wizards/contracts/" },
      { path: "^vscode$" },
    ),
    error(
      "project-without-network",
      "src/project is pure: the page runs it too.",
      { path: "^src/(project|shared)/" },
      { dependencyTypes: ["core"] },
    ),
    error(
      "project-without-sdk",
      "src/project is pure: the page runs it too.",
      { path: "^src/(project|shared)/" },
      { path: "node_modules/@azure/", dependencyTypesNot: ["type-only"] },
    ),
    error(
      "product-alone",
      "The product starts the sandbox as a program and knows no test.",
      { path: "^src/" },
      { path: "^(sandbox|test|scripts|webview)/" },
    ),
    error(
      "webview-imports",
      "The page takes values from src/project only (which brings src/shared).",
      { path: "^webview/" },
      {
        path: "^src/",
        pathNot: "^src/(project|wizards/contracts)/",
        dependencyTypesNot: ["type-only"],
      },
    ),
    error(
      "webview-contract-types",
      "The page takes only types from the contracts.",
      { path: "^webview/" },
      { path: "^src/wizards/", pathNot: "^src/wizards/contracts/" },
    ),
    error(
      "webview-in-a-browser",
      "The page has neither Node nor the editor.",
      { path: "^webview/" },
      { path: "^vscode$|^(sandbox|test|scripts)/" },
    ),
    error(
      "webview-without-node",
      "The page has no Node.",
      { path: "^webview/" },
      {
        dependencyTypes: ["core"],
      },
    ),
    error(
      "sandbox-alone",
      "Code shared with the client would hide the client's mistakes.",
      { path: "^sandbox/" },
      { path: "^(src|webview|test|scripts)/|^vscode$" },
    ),
    error(
      "no-cycles",
      "A cycle hides which part comes first.",
      {},
      {
        circular: true,
        viaOnly: { dependencyTypesNot: ["type-only"] },
      },
    ),
    error(
      "resolvable",
      "An import that leads nowhere.",
      {},
      {
        couldNotResolve: true,
        pathNot: "^vscode$",
      },
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|out|coverage|\\.vscode-test)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".mts", ".js", ".mjs", ".json"],
    },
    combinedDependencies: false,
  },
};
