import { t } from "@vscode/l10n";
import { instanceSku, isLargeSize } from "./compute";
import { computeSettingKeys, computeSettings, type ComputeSettingKey } from "./computeSettings";
import { environmentIds, environmentSpellings, type EnvironmentId } from "./environments";
import type { ProjectManifest } from "./manifest";
import type { Problem } from "./problems";

const page = "compute";
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Azure: 3 to 24 letters, digits and dashes, a letter first, no dash last, no end of dash and digits only. */
const instanceName = /^[a-z](?!.*-\d+$)[a-z0-9-]{1,22}[a-z0-9]$/i;

function settingMessage(
  key: ComputeSettingKey,
  environment: EnvironmentId,
  value: string | number,
): string | undefined {
  const setting = computeSettings[key];
  const place = environmentSpellings[environment].title;
  if (setting.kind === "count") {
    const { min = 0, max = 1000 } = setting.range ?? {};
    const isFine =
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
    if (isFine) return undefined;
    return t(
      "{0} in {1} is {2}. Enter a whole number from {3} to {4}.",
      setting.title,
      place,
      value,
      min,
      max,
    );
  }
  if (setting.kind === "kubernetesVersion") {
    if (/^\d+\.\d+\.\d+$/.test(String(value))) return undefined;
    return t(
      "{0} in {1} is {2}. Enter a full version, for example 1.33.5.",
      setting.title,
      place,
      value,
    );
  }
  if (/^[A-Za-z][A-Za-z0-9_-]+$/.test(String(value))) return undefined;
  return t(
    "{0} in {1} is {2}. Enter a size, for example Standard_DS3_v2.",
    setting.title,
    place,
    value,
  );
}

function checkSettings(manifest: ProjectManifest, environment: EnvironmentId): readonly Problem[] {
  const overrides = manifest.environments[environment]?.compute ?? {};
  return computeSettingKeys.flatMap((key): Problem[] => {
    const value = overrides[key];
    const message = value === undefined ? undefined : settingMessage(key, environment, value);
    if (message === undefined) return [];
    const path = `environments.${environment}.compute.${key}`;
    return [{ severity: "error", code: "COMPUTE_VALUE", path, page, environment, message }];
  });
}

function checkInstances(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  taken: Set<string>,
): readonly Problem[] {
  const settings = manifest.environments[environment];
  const problems: Problem[] = [];
  for (const [index, one] of (settings?.computeInstances ?? []).entries()) {
    const base = `environments.${environment}.computeInstances.${index}`;
    const add = (code: string, path: string, message: string) =>
      problems.push({ severity: "error", code, path, page, environment, message });
    const isNamedLater = one.name === "" && settings?.salt === undefined;
    if (!isNamedLater && !instanceName.test(one.name)) {
      const message = t(
        "“{0}” is not a name for a compute instance. Use 3 to 24 letters, digits and dashes, a letter first, and no dash with digits at the end.",
        one.name,
      );
      add("INSTANCE_NAME", `${base}.name`, message);
    }
    const key = one.name.toLowerCase();
    if (key !== "" && taken.has(key)) {
      const message = t(
        "Two compute instances are called {0}. Names are unique in a region: change one.",
        one.name,
      );
      add("INSTANCE_NAME_TAKEN", `${base}.name`, message);
    }
    taken.add(key);
    if (!guid.test(one.assignedTo.objectId)) {
      const message = t(
        "{0} is not an object id. Enter the id of the person the instance is for.",
        one.assignedTo.objectId,
      );
      add("INSTANCE_USER", `${base}.assignedTo.objectId`, message);
    }
    const sku = instanceSku(manifest, environment, one);
    if (isLargeSize(sku) && one.confirmedLarge !== true) {
      const message = t(
        "{0} for {1} is a very large size. Tick it, or choose a smaller one.",
        sku,
        one.name,
      );
      add("INSTANCE_NOT_CONFIRMED", `${base}.confirmedLarge`, message);
    }
  }
  return problems;
}

/** Rules of the Compute page that need no cloud: ranges, forms, instance names and ticks. */
export function validateCompute(manifest: ProjectManifest): readonly Problem[] {
  const taken = new Set<string>();
  return environmentIds.flatMap((id) => [
    ...checkSettings(manifest, id),
    ...checkInstances(manifest, id, taken),
  ]);
}
