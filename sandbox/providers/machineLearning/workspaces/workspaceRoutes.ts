import type { ProviderRoute } from "../../../provider";
import { textOf } from "../../fields";
import { parseResourceId } from "../../../resourceId";
import { workspaceRoute } from "./workspaceRoute";

const features = workspaceRoute("GET", "features", () => ({ status: 200, body: { value: [] } }));

const privateLinkResources = workspaceRoute("GET", "privateLinkResources", ({ workspace }) => ({
  status: 200,
  body: {
    value: [
      {
        id: `${workspace.id}/privateLinkResources/amlworkspace`,
        name: "amlworkspace",
        type: `${workspace.type}/privateLinkResources`,
        properties: {
          groupId: "amlworkspace",
          requiredMembers: ["default"],
          requiredZoneNames: ["privatelink.api.azureml.ms", "privatelink.notebooks.azure.net"],
        },
      },
    ],
  },
}));

interface Outbound {
  readonly category: string;
  readonly names: readonly string[];
}

/** Names that a workspace calls, by what they are for: those that hold for every workspace and its own resources. */
const outbound = workspaceRoute(
  "GET",
  "outboundNetworkDependenciesEndpoints",
  ({ workspace: { location = "", properties } }) => {
    const nameOf = (field: string): string =>
      parseResourceId(textOf(properties[field]) ?? "")?.name.toLowerCase() ?? "";
    const storage = nameOf("storageAccount");
    const registry = nameOf("containerRegistry");
    const all: readonly Outbound[] = [
      { category: "Azure Active Directory", names: ["login.microsoftonline.com"] },
      { category: "Azure portal", names: ["management.azure.com"] },
      {
        category: "Azure Machine Learning",
        names: [
          "ml.azure.com",
          `${location}.api.azureml.ms`,
          `${location}.experiments.azureml.net`,
        ],
      },
      { category: "Key Vault", names: [`${nameOf("keyVault")}.vault.azure.net`] },
      {
        category: "Azure Storage",
        names: ["blob", "file", "dfs"].map((part) => `${storage}.${part}.core.windows.net`),
      },
      ...(registry ? [{ category: "Container Registry", names: [`${registry}.azurecr.io`] }] : []),
    ];
    const value = all.map(({ category, names }) => ({
      properties: {
        category,
        endpoints: names.map((domainName) => ({ domainName, endpointDetails: [{ port: 443 }] })),
      },
    }));
    return { status: 200, body: { value } };
  },
);

export const workspaceRoutes: readonly ProviderRoute[] = [features, privateLinkResources, outbound];
