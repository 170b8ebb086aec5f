import type { ResourceRecord } from "../../../provider";
import { textOf } from "../../fields";

/** Public host names that a private endpoint answers for, by target type and group. */
export function hostNames(target: ResourceRecord, groupIds: readonly string[]): string[] {
  const { name, location = "", properties } = target;
  const group = groupIds[0] ?? "";
  switch (target.type.toLowerCase()) {
    case "microsoft.storage/storageaccounts":
      return [`${name}.${group}.core.windows.net`];
    case "microsoft.keyvault/vaults":
      return [`${name.toLowerCase()}.vault.azure.net`];
    case "microsoft.containerregistry/registries":
      return [`${name}.${location}.data.azurecr.io`, `${name}.azurecr.io`];
    case "microsoft.datafactory/factories":
      return group === "portal" ? ["adf.azure.com"] : [`${name}.${location}.datafactory.azure.net`];
    case "microsoft.machinelearningservices/workspaces": {
      const id = textOf(properties["workspaceId"]) ?? name;
      return [
        `${id}.workspace.${location}.api.azureml.ms`,
        `${id}.workspace.${location}.cert.api.azureml.ms`,
        `ml-${name}-${location}-${id}.${location}.notebooks.azure.net`,
      ];
    }
    default:
      return [`${name}.${group}.example`];
  }
}

/** The name of a host inside a `privatelink` zone; undefined when it does not belong there. */
export function nameInZone(host: string, zone: string): string | undefined {
  const publicZone = zone
    .replace(/\bprivatelink\./u, "")
    .replace("vaultcore.azure.net", "vault.azure.net");
  const suffix = `.${publicZone}`;
  if (host === publicZone) {
    return "@";
  }
  return host.endsWith(suffix) ? host.slice(0, -suffix.length) : undefined;
}
