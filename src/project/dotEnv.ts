import type { ProjectManifest } from "./manifest";
import type { SaltEvidence } from "./salts";

/** `KEY="value"`, `KEY='value'` or `KEY=value`, with or without `export` and a comment behind it. */
const assignment =
  /^\s*(?:export\s+)?([A-Za-z_]\w*)=(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^\s#"']*))\s*(?:#.*)?$/;

/** What the factory's template leaves for "not set". */
const isUnset = (value: string) =>
  value === "" || value === "-" || value === "TODO" || /^<(5|10|optional)>|<todo>/i.test(value);

/**
 * Values of a factory's `.env` by key. A shell reads the file, so the last assignment of a key wins; keys whose
 * last value is a placeholder of the template are left out. Lines of any other form are passed over.
 */
export function parseDotEnv(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, key, double, single, bare] = assignment.exec(line) ?? [];
    if (key === undefined) continue;
    const value = double?.replaceAll(/\\(["\\$`])/g, "$1") ?? single ?? bare ?? "";
    if (isUnset(value)) values.delete(key);
    else values.set(key, value);
  }
  return values;
}

/**
 * What a `.env` says of the salt, or undefined when it says nothing. The file holds one salt for three
 * environments: the factory writes it for Dev, so that is the common group it names, unless it names another
 * subscription for Dev.
 */
export function dotEnvSalt(
  text: string,
  path: string,
  manifest: ProjectManifest,
): SaltEvidence["dotEnv"] {
  const values = parseDotEnv(text);
  const salt = values.get("AIFACTORY_SALT");
  if (salt === undefined) return undefined;
  const prefix = values.get("AIFACTORY_PREFIX");
  const shortCode = values.get("AIFACTORY_LOCATION_SHORT");
  const suffix = values.get("AIFACTORY_SUFFIX");
  const subscription = manifest.environments.dev?.subscriptionId;
  const named = values.get("DEV_SUBSCRIPTION_ID") ?? subscription;
  const isComplete = prefix !== undefined && shortCode !== undefined && suffix !== undefined;
  if (!isComplete || named?.toLowerCase() !== subscription?.toLowerCase()) return { salt, path };
  const base = values.get("VNET_RESOURCE_GROUP_BASE") ?? manifest.factory.commonResourceGroupBase;
  const own = values.get("COMMON_RESOURCE_GROUP_PARAM");
  return { salt, path, commonGroup: own ?? `${prefix}${base}-${shortCode}-dev${suffix}` };
}
