import { isRecord, propertiesOf, type ObservedResource } from "../observed";
import { isNamedList, nameOf, valueAt } from "./differences";
import { writableFields, writableIdentity } from "./writableFields";

type Fields = Readonly<Record<string, unknown>>;

/**
 * What else a PUT has to say of `properties`, because Azure takes a PUT for the whole and removes or resets
 * what it leaves out: other people's settings, and items of lists. Lower-case types.
 */
const carried: Readonly<Record<string, readonly string[]>> = {
  "microsoft.network/networksecuritygroups": ["securityRules"],
  "microsoft.network/routetables": ["routes", "disableBgpRoutePropagation"],
  "microsoft.network/privateendpoints": [
    "applicationSecurityGroups",
    "ipConfigurations",
    "customNetworkInterfaceName",
    "manualPrivateLinkServiceConnections",
  ],
  "microsoft.storage/storageaccounts": [
    "networkAcls",
    "encryption",
    "azureFilesIdentityBasedAuthentication",
    "keyPolicy",
    "sasPolicy",
  ],
  "microsoft.keyvault/vaults": [
    "accessPolicies",
    "networkAcls",
    "enabledForDeployment",
    "enabledForDiskEncryption",
    "enablePurgeProtection",
    "softDeleteRetentionInDays",
  ],
  "microsoft.containerregistry/registries": [
    "networkRuleSet",
    "policies",
    "encryption",
    "anonymousPullEnabled",
  ],
  "microsoft.datafactory/factories": [
    "repoConfiguration",
    "globalParameters",
    "encryption",
    "purviewConfiguration",
  ],
  "microsoft.insights/components": [
    "SamplingPercentage",
    "DisableIpMasking",
    "DisableLocalAuth",
    "ImmediatePurgeDataOn30Days",
    "IngestionMode",
    "publicNetworkAccessForIngestion",
    "publicNetworkAccessForQuery",
  ],
  "microsoft.machinelearningservices/workspaces": [
    "description",
    "encryption",
    "managedNetwork",
    "primaryUserAssignedIdentity",
    "serverlessComputeSettings",
    "serviceManagedResourcesSettings",
    "sharedPrivateLinkResources",
    "featureStoreSettings",
  ],
  "microsoft.machinelearningservices/workspaces/computes": ["description"],
};

/** Types whose answer goes back as a whole. */
const isWhole = (type: string) => type.startsWith("microsoft.containerservice/");

function carriedProperties(type: string, existing: ObservedResource): unknown {
  const properties = propertiesOf(existing);
  if (isWhole(type)) return literal(writableFields(properties));
  const fields = (carried[type] ?? [])
    .map((key) => [key, withoutMarks(valueAt(properties, key))] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return literal(Object.fromEntries(fields));
}

const marks = new Set(["actions", "etag", "lastEnabledTime", "provisioningState"]);

/** Without what Azure adds to a rule, a route, a service endpoint or a delegation. */
export function withoutMarks(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMarks);
  if (!isRecord(value)) return value;
  const isItem = "name" in value && "properties" in value;
  const kept = Object.entries(value).filter(
    ([key]) => !marks.has(key) && !(isItem && (key === "id" || key === "type")),
  );
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutMarks(inner)]));
}

/** A text that Azure has must not become an expression of the template. */
export function literal(value: unknown): unknown {
  if (typeof value === "string") return value.startsWith("[") ? `[${value}` : value;
  if (Array.isArray(value)) return value.map(literal);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, literal(inner)]));
}

function overList(under: readonly unknown[], over: readonly unknown[]): readonly unknown[] {
  if (!isNamedList(over)) return over;
  const others = under.filter((item) => !over.some((one) => nameOf(one) === nameOf(item)));
  const same = (item: unknown) => under.find((one) => nameOf(one) === nameOf(item));
  return [...over.map((item) => overlay(same(item), item)), ...others];
}

/** `over` laid on `under`: what only `under` says stays, lists of named things are joined. */
export function overlay(under: unknown, over: unknown): unknown {
  if (Array.isArray(under) && Array.isArray(over)) return overList(under, over);
  if (!isRecord(under) || !isRecord(over)) return over ?? under;
  const keyOf = (key: string) =>
    Object.keys(over).find((one) => one.toLowerCase() === key.toLowerCase()) ?? key;
  const kept = Object.fromEntries(
    Object.entries(under).map(([key, value]) => [keyOf(key), value] as const),
  );
  const laid = Object.entries(over).map(
    ([key, value]) => [key, overlay(kept[key], value)] as const,
  );
  return { ...kept, ...Object.fromEntries(laid) };
}

/** Both kinds of identity where one side has each; AKS takes one kind alone. */
function withIdentity(type: string, existing: ObservedResource, body: Fields): Fields {
  const known = writableIdentity(existing.identity);
  const { identity } = body;
  if (!isRecord(identity)) return known.type === undefined ? {} : { identity: known };
  if (isWhole(type)) return { identity };
  const kinds = [known.type, identity.type].map((kind) => String(kind).toLowerCase());
  const has = (kind: string) => kinds.some((one) => one.includes(kind));
  const isBoth = has("systemassigned") && has("userassigned");
  const both = isBoth ? { type: "SystemAssigned,UserAssigned" } : {};
  return { identity: overlay(known, { ...identity, ...both }) };
}

/** The body laid on what a PUT of the existing resource must not drop. */
export function carryOver(type: string, existing: ObservedResource, body: Fields): Fields {
  const lower = type.toLowerCase();
  const properties = overlay(carriedProperties(lower, existing), body["properties"]);
  const tags = isRecord(existing.tags)
    ? { tags: overlay(literal(existing.tags), body["tags"]) }
    : {};
  return {
    ...body,
    ...tags,
    ...withIdentity(lower, existing, body),
    ...(isRecord(properties) && Object.keys(properties).length > 0 ? { properties } : {}),
  };
}
