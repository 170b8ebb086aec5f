import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { defineKind, type NameRule, type WriteRequest } from "../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { viewWithConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { credentialActions } from "./credentials";
import { checkSku, skuOf } from "./skuRules";

export const registryVersions = ["2025-04-01"];
export const registryType = "Microsoft.ContainerRegistry/registries";

export const registryName: NameRule = {
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

const computed = [
  "privateEndpointConnections",
  "status",
  "loginServer",
  "dataEndpointHostNames",
  "creationDate",
];

function registryProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { given, existing, name, id } = request;
  if (!existing && takenBy(registryType, name, id, context)) {
    const message = `The registry DNS name ${name.toLowerCase()}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`;
    throw new ArmFault(409, "AlreadyInUse", message);
  }
  const before = fieldsOf(existing?.properties);
  const properties: Fields = {
    adminUserEnabled: false,
    anonymousPullEnabled: false,
    dataEndpointEnabled: false,
    encryption: disabled,
    networkRuleBypassOptions: "AzureServices",
    publicNetworkAccess: "Enabled",
    zoneRedundancy: before["zoneRedundancy"] ?? "Disabled",
    ...without(given, ...computed),
    policies: { ...policies, ...fieldsOf(before["policies"]), ...fieldsOf(given["policies"]) },
    creationDate: before["creationDate"] ?? new Date(context.clock.now()).toISOString(),
  };
  if (existing && properties["zoneRedundancy"] !== before["zoneRedundancy"]) {
    const message = `The property 'zoneRedundancy' of registry '${name}' cannot be changed.`;
    throw new ArmFault(400, "ZoneRedundancyCannotBeUpdated", message);
  }
  checkSku({ id, name, sku: skuOf(request), properties }, context);
  return properties;
}

/**
 * Registry hosts. Azure's are `{name}.azurecr.io`, which a client of the sandbox would really reach: ours lie
 * on the loopback, where names below `localhost` lead (RFC 6761), with the sandbox's port.
 */
function hostsOf({ name, location = "", properties }: ResourceRecord, origin: string): Fields {
  const { port } = new URL(origin);
  const host = (label: string): string => `${label}.localhost:${port}`.toLowerCase();
  return {
    loginServer: host(name),
    dataEndpointHostNames:
      properties["dataEndpointEnabled"] === true ? [host(`${name}.${location}.data`)] : [],
  };
}

export const registries = defineKind({
  type: registryType,
  apiVersions: registryVersions,
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
  properties: registryProperties,
  more: (request) => {
    const name = skuOf(request);
    return { sku: { name, tier: name } };
  },
  view: (record, context) => {
    const view = viewWithConnections(record, context);
    const hosts = hostsOf(record, context.origin);
    return { ...view, properties: { ...fieldsOf(view["properties"]), ...hosts } };
  },
  actions: credentialActions,
});

/** The registry that has a name, if any. */
export function registryNamed(
  value: unknown,
  context: ProviderContext,
): ResourceRecord | undefined {
  return takenBy(registryType, textOf(value) ?? "", "", context);
}
