import { ArmFault, type ProviderContext } from "../../provider";
import type { WriteRequest } from "../defineKind";
import { fieldsOf, listOf, textOf, type Fields } from "../fields";

const skus = ["Basic", "Standard", "Premium"];

/** The SKU that a write leads to; throws for none and for those that are no more. */
export function skuOf({ body, existing }: Pick<WriteRequest, "body" | "existing">): string {
  const given = textOf(fieldsOf(body["sku"])["name"]) ?? textOf(existing?.sku?.["name"]);
  const sku = skus.find((each) => each.toLowerCase() === given?.toLowerCase());
  if (given === undefined || given.toLowerCase() === "classic") {
    const message =
      "Classic SKU is now deprecated. Please select a managed SKU. Kindly refer to docs for instructions: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-upgrade";
    throw new ArmFault(400, "ClassicSkuDeprecated", message);
  }
  if (sku === undefined) {
    const message = `The SKU '${given}' is invalid. The available SKUs are ${skus.join(", ")}.`;
    throw new ArmFault(400, "InvalidSku", message);
  }
  return sku;
}

interface Registry {
  readonly id: string;
  readonly name: string;
  readonly sku: string;
  readonly properties: Fields;
}

/** What only Premium has, as its error says it: what a registry uses keeps it from going down. */
const premiumOnly: readonly (readonly [
  code: string,
  what: string,
  isUsed: (p: Fields) => boolean,
])[] = [
  [
    "DisablingPublicNetworkAccessNotSupported",
    "Disabling public network access",
    (properties) => properties["publicNetworkAccess"] === "Disabled",
  ],
  [
    "DataEndpointNotSupported",
    "Data endpoint rule",
    (properties) => properties["dataEndpointEnabled"] === true,
  ],
  [
    "NetworkRuleSetNotSupported",
    "The network rule set",
    ({ networkRuleSet }) =>
      fieldsOf(networkRuleSet)["defaultAction"] === "Deny" ||
      listOf(fieldsOf(networkRuleSet)["ipRules"]).length > 0,
  ],
  [
    "ZoneRedundancyNotSupported",
    "Zone redundancy",
    (properties) => properties["zoneRedundancy"] === "Enabled",
  ],
  [
    "RetentionPolicyNotSupported",
    "The retention policy",
    ({ policies }) => isEnabled(fieldsOf(policies)["retentionPolicy"]),
  ],
  ["EncryptionNotSupported", "Encryption", ({ encryption }) => isEnabled(encryption)],
];

function isEnabled(value: unknown): boolean {
  return fieldsOf(value)["status"] === "enabled";
}

export function checkSku(
  { id, name, sku, properties }: Registry,
  { store }: Pick<ProviderContext, "store">,
): void {
  if (sku === "Premium") {
    return;
  }
  for (const [code, what, isUsed] of premiumOnly) {
    if (isUsed(properties)) {
      const message = `${what} is not supported for the SKU ${sku}. For more information, please visit https://aka.ms/acr/skus.`;
      throw new ArmFault(400, code, message);
    }
  }
  const type = "Microsoft.ContainerRegistry/registries/privateEndpointConnections";
  if (store.list({ type, parent: id }).length > 0) {
    const message = `Private endpoints are not supported for the SKU ${sku}: registry '${name}' has private endpoint connections.`;
    throw new ArmFault(400, "PrivateEndpointNotSupported", message);
  }
}
