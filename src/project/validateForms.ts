import { t } from "@vscode/l10n";
import { environmentIds, environmentSpellings } from "./environments";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function present(manifest: ProjectManifest) {
  return environmentIds.filter((id) => manifest.environments[id] !== undefined);
}

interface FormRule {
  readonly path: string;
  readonly value: string;
  readonly form: RegExp;
  readonly code: string;
  readonly message: string;
}

function formRules(manifest: ProjectManifest): readonly FormRule[] {
  const { factory, location, project } = manifest;
  const rule = (path: string, value: string, form: RegExp, code: string, message: string) => {
    return { path, value, form, code, message };
  };
  const suffix = (path: string, value: string) =>
    rule(
      path,
      value,
      /^-\d{3}$/,
      "SUFFIX_FORMAT",
      t("“{0}” is not a suffix. Enter a dash and three digits, for example -001.", value),
    );
  const base = (path: string, value: string) =>
    rule(
      path,
      value,
      /^[a-z0-9][a-z0-9-]*[a-z0-9]$/i,
      "NAME_PART_FORMAT",
      t("“{0}” is not a part of a name. Use letters, digits and dashes.", value),
    );
  return [
    rule(
      "project.number",
      project.number,
      /^\d{3}$/,
      "NUMBER_FORMAT",
      t("“{0}” is not a project number. Enter three digits, for example 001.", project.number),
    ),
    rule(
      "factory.prefix",
      factory.prefix,
      /^[a-z0-9][a-z0-9-]*-$/i,
      "PREFIX_FORMAT",
      t(
        "“{0}” is not a factory prefix. Use letters, digits and dashes, with a dash at the end.",
        factory.prefix,
      ),
    ),
    rule(
      "factory.projectPrefix",
      factory.projectPrefix,
      /^([a-z0-9][a-z0-9-]*-)?$/i,
      "PREFIX_FORMAT",
      t(
        "“{0}” is not a project prefix. Leave it empty or end it with a dash.",
        factory.projectPrefix,
      ),
    ),
    rule(
      "factory.projectSuffix",
      factory.projectSuffix,
      /^(-[a-z0-9-]*[a-z0-9])?$/i,
      "PROJECT_SUFFIX_FORMAT",
      t(
        "“{0}” is not a project suffix. Leave it empty or begin it with a dash.",
        factory.projectSuffix,
      ),
    ),
    suffix("factory.suffix", factory.suffix),
    suffix("factory.commonResourceSuffix", factory.commonResourceSuffix),
    suffix("factory.projectResourceSuffix", factory.projectResourceSuffix),
    base("factory.commonResourceGroupBase", factory.commonResourceGroupBase),
    base("factory.vnetNameBase", factory.vnetNameBase),
    rule(
      "location.region",
      location.region,
      /^[a-z0-9]+$/,
      "REGION_FORMAT",
      t("“{0}” is not a region. Choose one, for example westeurope.", location.region),
    ),
    rule(
      "location.shortCode",
      location.shortCode,
      /^[a-z0-9]{2,4}$/,
      "SHORT_CODE_FORMAT",
      t(
        "“{0}” is not a short code. Use 2 or 3 lower-case letters or digits, for example weu.",
        location.shortCode,
      ),
    ),
    ...present(manifest).flatMap((id) => {
      const { tenantId = "", subscriptionId = "" } = manifest.environments[id] ?? {};
      const { title } = environmentSpellings[id];
      return [
        rule(
          `environments.${id}.tenantId`,
          tenantId,
          guid,
          "TENANT_FORMAT",
          t("{0} has no valid tenant id. Choose the account's tenant.", title),
        ),
        rule(
          `environments.${id}.subscriptionId`,
          subscriptionId,
          guid,
          "SUBSCRIPTION_FORMAT",
          t("{0} has no valid subscription id. Choose a subscription.", title),
        ),
      ];
    }),
  ];
}

/** Forms of the values of the Factory page. */
export function checkForms(manifest: ProjectManifest): readonly Problem[] {
  return formRules(manifest)
    .filter((rule) => !rule.form.test(rule.value))
    .map(({ path, code, message }) => ({
      severity: "error",
      code,
      path,
      page: "factory",
      message,
    }));
}
