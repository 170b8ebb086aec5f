import { t } from "@vscode/l10n";
import { environmentIds, environmentSpellings } from "./environments";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

interface Form {
  readonly pattern: RegExp;
  readonly code: string;
  readonly message: (value: string) => string;
}

const number: Form = {
  pattern: /^\d{3}$/,
  code: "NUMBER_FORMAT",
  message: (value) =>
    t("“{0}” is not a project number. Enter three digits, for example 001.", value),
};
const factoryPrefix: Form = {
  pattern: /^[a-z0-9][a-z0-9-]*-$/i,
  code: "PREFIX_FORMAT",
  message: (value) =>
    t("“{0}” is not a factory prefix. Use letters, digits and dashes, with a dash last.", value),
};
const projectPrefix: Form = {
  pattern: /^([a-z0-9][a-z0-9-]*-)?$/i,
  code: "PREFIX_FORMAT",
  message: (value) =>
    t("“{0}” is not a project prefix. Leave it empty or end it with a dash.", value),
};
const projectSuffix: Form = {
  pattern: /^(-[a-z0-9-]*[a-z0-9])?$/i,
  code: "PROJECT_SUFFIX_FORMAT",
  message: (value) =>
    t("“{0}” is not a project suffix. Leave it empty or begin it with a dash.", value),
};
const suffix: Form = {
  pattern: /^-\d{3}$/,
  code: "SUFFIX_FORMAT",
  message: (value) =>
    t("“{0}” is not a suffix. Enter a dash and three digits, for example -001.", value),
};
const namePart: Form = {
  pattern: /^[a-z0-9][a-z0-9-]*[a-z0-9]$/i,
  code: "NAME_PART_FORMAT",
  message: (value) => t("“{0}” is not a part of a name. Use letters, digits and dashes.", value),
};
const region: Form = {
  pattern: /^[a-z0-9]+$/,
  code: "REGION_FORMAT",
  message: (value) => t("“{0}” is not a region. Choose one, for example westeurope.", value),
};
const shortCode: Form = {
  pattern: /^[a-z0-9]{2,4}$/,
  code: "SHORT_CODE_FORMAT",
  message: (value) =>
    t(
      "“{0}” is not a short code. Use 2 or 3 lower-case letters or digits, for example weu.",
      value,
    ),
};
const tenant = (title: string): Form => ({
  pattern: guid,
  code: "TENANT_FORMAT",
  message: () => t("{0} has no valid tenant id. Choose the account's tenant.", title),
});
const subscription = (title: string): Form => ({
  pattern: guid,
  code: "SUBSCRIPTION_FORMAT",
  message: () => t("{0} has no valid subscription id. Choose a subscription.", title),
});

type Field = readonly [path: string, value: string, form: Form];

function fieldsOf({ factory, location, project, environments }: ProjectManifest): readonly Field[] {
  const ids = environmentIds.flatMap((id): Field[] => {
    const settings = environments[id];
    if (!settings) return [];
    const { title } = environmentSpellings[id];
    return [
      [`environments.${id}.tenantId`, settings.tenantId, tenant(title)],
      [`environments.${id}.subscriptionId`, settings.subscriptionId, subscription(title)],
    ];
  });
  return [
    ["project.number", project.number, number],
    ["factory.prefix", factory.prefix, factoryPrefix],
    ["factory.projectPrefix", factory.projectPrefix, projectPrefix],
    ["factory.projectSuffix", factory.projectSuffix, projectSuffix],
    ["factory.suffix", factory.suffix, suffix],
    ["factory.commonResourceSuffix", factory.commonResourceSuffix, suffix],
    ["factory.projectResourceSuffix", factory.projectResourceSuffix, suffix],
    ["factory.commonResourceGroupBase", factory.commonResourceGroupBase, namePart],
    ["factory.vnetNameBase", factory.vnetNameBase, namePart],
    ["location.region", location.region, region],
    ["location.shortCode", location.shortCode, shortCode],
    ...ids,
  ];
}

/** Forms of the values of the Factory page. */
export function checkForms(manifest: ProjectManifest): readonly Problem[] {
  return fieldsOf(manifest)
    .filter(([, value, form]) => !form.pattern.test(value))
    .map(([path, value, { code, message }]) => ({
      severity: "error",
      code,
      path,
      page: "factory",
      message: message(value),
    }));
}
