import { t } from "@vscode/l10n";
import type { ProjectPage } from "../../src/project/problems";

export function pageTitle(page: ProjectPage): string {
  switch (page) {
    case "factory":
      return t("Factory");
    case "team":
      return t("Team");
    case "services":
      return t("Services");
    case "compute":
      return t("Compute");
    case "network":
      return t("Network");
    case "review":
      return t("Review");
    case "create":
      return t("Create");
  }
}
