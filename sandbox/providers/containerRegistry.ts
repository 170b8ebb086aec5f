import { createHash } from "node:crypto";
import { ArmFault, type Provider, type ProviderRoute } from "../provider";
import { defineKind, type NameRule } from "./defineKind";
import { fieldsOf, textOf, without } from "./fields";
import { privateEndpointConnections, viewWithConnections } from "./privateEndpointConnections";
import { takenBy } from "./uniqueNames";

const apiVersions = ["2025-04-01"];
const registryType = "Microsoft.ContainerRegistry/registries";

const registryName: NameRule = {
  pattern: /^[a-zA-Z0-9]{5,50}$/u,
  code: "RegistryNameInvalid",
  message:
    "Resource names may contain alpha numeric characters only and must be between 5 and 50 characters.",
};

const disabled = { status: "disabled" };
const policies = {
  quarantinePolicy: disabled,
  trustPolicy: { type: "Notary", ...disabled },
  retentionPolicy: { days: 7, ...disabled },
  exportPolicy: { status: "enabled" },
  azureADAuthenticationAsArmPolicy: { status: "enabled" },
};

const registries = defineKind({
  type: registryType,
  apiVersions,
  style: {
    createStatus: 201,
    updateStatus: 201,
    put: "asyncOperation",
    delete: "location",
  },
  tracked: true,
  name: registryName,
  hasSystemData: true,
  createMs: 20_000,
  updateMs: 5000,
  deleteMs: 10_000,
  properties: ({ given, existing, body, name, id, location }, context) => {
    const sku = textOf(fieldsOf(body["sku"])["name"]);
    if (sku === undefined && !existing) {
      throw new ArmFault(400, "InvalidSku", "The sku of a registry is required.");
    }
    if (!existing && takenBy(registryType, name, id, context)) {
      const message = `The registry DNS name ${name.toLowerCase()}.azurecr.io is already in use.`;
      throw new ArmFault(409, "AlreadyInUse", message);
    }
    const isPremium = (sku ?? existing?.sku?.["name"]) === "Premium";
    if (!isPremium && given["publicNetworkAccess"] === "Disabled") {
      const message = `The SKU of registry '${name}' does not take a private network: use Premium.`;
      throw new ArmFault(400, "PublicNetworkAccessDisabledNotSupported", message);
    }
    const now = new Date(context.clock.now()).toISOString();
    const hosts = [`${name.toLowerCase()}.${location}.data.azurecr.io`];
    return {
      adminUserEnabled: false,
      anonymousPullEnabled: false,
      dataEndpointEnabled: false,
      encryption: disabled,
      networkRuleBypassOptions: "AzureServices",
      publicNetworkAccess: "Enabled",
      zoneRedundancy: "Disabled",
      ...without(given, "privateEndpointConnections", "status"),
      policies: { ...policies, ...fieldsOf(given["policies"]) },
      loginServer: `${name.toLowerCase()}.azurecr.io`,
      creationDate: existing?.properties["creationDate"] ?? now,
      dataEndpointHostNames: given["dataEndpointEnabled"] === true ? hosts : [],
    };
  },
  more: ({ body, existing }) => {
    const name = textOf(fieldsOf(body["sku"])["name"]) ?? textOf(existing?.sku?.["name"]) ?? "";
    return { sku: { name, tier: name } };
  },
  view: viewWithConnections,
  actions: {
    listcredentials: ({ record }) => {
      if (record.properties["adminUserEnabled"] !== true) {
        const message = `The admin user of registry '${record.name}' is disabled.`;
        throw new ArmFault(400, "UnAuthorizedForCredentialOperations", message);
      }
      const value = createHash("sha256").update(record.id.toLowerCase()).digest("base64url");
      return {
        status: 200,
        body: { username: record.name, passwords: [{ name: "password", value }] },
      };
    },
  },
});

const checkName: ProviderRoute = {
  method: "POST",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.ContainerRegistry/checkNameAvailability",
  apiVersions,
  handle: ({ body }, context) => {
    const name = textOf(body["name"]) ?? "";
    if (!registryName.pattern.test(name)) {
      const answer = { reason: "Invalid", message: registryName.message };
      return { status: 200, body: { nameAvailable: false, ...answer } };
    }
    const message = `The registry ${name} is already in use.`;
    const taken = { nameAvailable: false, reason: "AlreadyExists", message };
    const isTaken = takenBy(registryType, name, "", context) !== undefined;
    return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
  },
};

export const containerRegistryProvider: Provider = {
  namespace: "Microsoft.ContainerRegistry",
  kinds: [registries, privateEndpointConnections(registryType, apiVersions)],
  routes: [checkName],
};
