import { t } from "@vscode/l10n";
import { environmentIds, environmentSpellings } from "./environments";
import type { ProjectManifest } from "./manifest";
import { nameLengths, type NameLength } from "./names";
import type { Problem, ProjectPage } from "./problems";
import { checkForms } from "./validateForms";
import { checkTeam } from "./validateTeam";
import { validateCompute } from "./validateCompute";
import { validateNetwork } from "./validateNetwork";

function present(manifest: ProjectManifest) {
  return environmentIds.filter((id) => manifest.environments[id] !== undefined);
}

/** Four characters fit into Dev only: vault and storage names of Stage and Prod then have 25 of 24. */
function checkShortCode(manifest: ProjectManifest): readonly Problem[] {
  const { shortCode } = manifest.location;
  if (shortCode.length !== 4) return [];
  const base = {
    path: "location.shortCode",
    page: "factory",
    code: "SHORT_CODE_TOO_LONG",
  } as const;
  if (present(manifest).some((id) => id !== "dev")) {
    const message = t(
      "“{0}” has 4 characters. Names in Stage and Prod have room for 3: shorten it.",
      shortCode,
    );
    return [{ ...base, severity: "error", message }];
  }
  const message = t(
    "“{0}” has 4 characters and fits Dev only. Shorten it if Stage or Prod follow.",
    shortCode,
  );
  return [{ ...base, severity: "warning", message }];
}

/** The field whose text makes the name too long. */
function causeOf(key: NameLength["key"], manifest: ProjectManifest): string {
  const { factory } = manifest;
  if (key === "vnet") return "factory.vnetNameBase";
  if (key !== "projectResourceGroup" && key !== "aksNodeResourceGroup") return "location.shortCode";
  const longest = [
    ["factory.prefix", factory.prefix],
    ["factory.projectPrefix", factory.projectPrefix],
    ["factory.projectSuffix", factory.projectSuffix],
  ] as const;
  return [...longest].sort((a, b) => b[1].length - a[1].length)[0]?.[0] ?? "factory.prefix";
}

function checkNameLengths(manifest: ProjectManifest): readonly Problem[] {
  const isCodeReported = manifest.location.shortCode.length > 3;
  const seen = new Set<string>();
  return present(manifest).flatMap((environment) =>
    nameLengths(manifest, environment).flatMap((one): Problem[] => {
      const path = causeOf(one.key, manifest);
      const isReported = seen.has(path) || (isCodeReported && path === "location.shortCode");
      if (one.length <= one.limit || isReported) return [];
      seen.add(path);
      const { title } = environmentSpellings[environment];
      const message = t(
        "The name of {0} in {1} has {2} characters, Azure allows {3}. Shorten this value.",
        one.title,
        title,
        one.length,
        one.limit,
      );
      return [
        { severity: "error", code: "NAME_TOO_LONG", path, page: "factory", environment, message },
      ];
    }),
  );
}

function checkServices(manifest: ProjectManifest): readonly Problem[] {
  const { machineLearning, aks, dataFactory } = manifest.services;
  const problem = (code: string, path: string, page: ProjectPage, message: string): Problem => {
    return { severity: "error", code, path, page, message };
  };
  const problems: Problem[] = [];
  if (present(manifest).length === 0) {
    problems.push(
      problem(
        "NO_ENVIRONMENT",
        "environments",
        "factory",
        t("The project has no environment. Choose a subscription for at least one."),
      ),
    );
  }
  if (!machineLearning && !aks && !dataFactory) {
    problems.push(
      problem(
        "NO_SERVICE",
        "services",
        "services",
        t("No service is on. Turn on Azure Machine Learning."),
      ),
    );
  } else if (aks && !machineLearning) {
    problems.push(
      problem(
        "AKS_NEEDS_ML",
        "services.aks",
        "services",
        t("AKS serves models of Azure Machine Learning. Turn that on, or AKS off."),
      ),
    );
  }
  return problems;
}

/** All rules that need no cloud, each at the field that causes the problem, in the order of the pages. */
export function validateManifest(manifest: ProjectManifest): readonly Problem[] {
  return [
    ...checkForms(manifest),
    ...checkShortCode(manifest),
    ...checkNameLengths(manifest),
    ...checkTeam(manifest),
    ...checkServices(manifest),
    ...validateCompute(manifest),
    ...validateNetwork(manifest),
  ];
}
