import { t } from "@vscode/l10n";
import { resourceId, resourceSpec, type PlanContext, type ResourceSpec } from "../context";
import { privateEndpoint } from "./privateEndpoints";

const own = (context: PlanContext, type: string, name: string) =>
  resourceId(context, context.names.projectResourceGroup, type, name);

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
export const projectIdentityId = (context: PlanContext) =>
  own(context, identityType, context.names.projectIdentity);
export const aksIdentityId = (context: PlanContext) =>
  own(context, identityType, context.names.aksIdentity);
export const storageId = (context: PlanContext, name: string) =>
  own(context, "Microsoft.Storage/storageAccounts", name);
export const keyVaultId = (context: PlanContext) =>
  own(context, "Microsoft.KeyVault/vaults", context.names.keyVault);
export const appInsightsId = (context: PlanContext) =>
  own(context, "Microsoft.Insights/components", context.names.appInsights);
const logAnalyticsId = (context: PlanContext) =>
  resourceId(
    context,
    context.names.commonResourceGroup,
    "Microsoft.OperationalInsights/workspaces",
    context.names.logAnalytics,
  );

export function identities(context: PlanContext): readonly ResourceSpec[] {
  const { names, manifest } = context;
  const identity = (name: string, detail: string) =>
    resourceSpec(context, {
      type: identityType,
      names: [name],
      group: names.projectResourceGroup,
      kind: t("Managed identity"),
      detail,
      body: { location: context.region, tags: context.tags },
    });
  return [
    identity(names.projectIdentity, t("Of the project")),
    ...(manifest.services.aks ? [identity(names.aksIdentity, t("Of the AKS cluster"))] : []),
  ];
}

/** Log Analytics of the common level and the project's App Insights on it. */
export function monitoring(context: PlanContext): readonly ResourceSpec[] {
  const { names, region } = context;
  const logs = resourceSpec(context, {
    type: "Microsoft.OperationalInsights/workspaces",
    names: [names.logAnalytics],
    group: names.commonResourceGroup,
    kind: t("Log Analytics workspace"),
    detail: t("Pay per GB"),
    shared: true,
    body: {
      location: region,
      tags: context.commonTags,
      properties: { sku: { name: "PerGB2018" }, retentionInDays: 30 },
    },
  });
  const insights = resourceSpec(context, {
    type: "Microsoft.Insights/components",
    names: [names.appInsights],
    group: names.projectResourceGroup,
    kind: t("Application Insights"),
    detail: t("On {0}", names.logAnalytics),
    dependsOn: [logs.id],
    body: {
      location: region,
      tags: context.tags,
      kind: "web",
      properties: { Application_Type: "web", WorkspaceResourceId: logAnalyticsId(context) },
    },
  });
  return [logs, insights];
}

function storageAccount(context: PlanContext, name: string): readonly ResourceSpec[] {
  const account = resourceSpec(context, {
    type: "Microsoft.Storage/storageAccounts",
    names: [name],
    group: context.names.projectResourceGroup,
    kind: t("Storage account"),
    detail: "Standard_LRS",
    body: {
      location: context.region,
      tags: context.tags,
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      properties: {
        accessTier: "Hot",
        allowBlobPublicAccess: false,
        allowSharedKeyAccess: false,
        isHnsEnabled: false,
        minimumTlsVersion: "TLS1_2",
        publicNetworkAccess: "Disabled",
        supportsHttpsTrafficOnly: true,
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
      },
    },
  });
  const endpoints = (["blob", "file", "queue", "table"] as const).flatMap((part) =>
    privateEndpoint(context, {
      name: `${name}-${part}-pend`,
      group: context.names.projectResourceGroup,
      subnet: context.names.genaiSubnet,
      target: account.id,
      groupId: part,
      zones: [part],
    }),
  );
  return [account, ...endpoints];
}

export function storage(context: PlanContext): readonly ResourceSpec[] {
  const { storage1, storage2 } = context.names;
  return [storage1, storage2].flatMap((name) => storageAccount(context, name));
}

export function keyVault(context: PlanContext): readonly ResourceSpec[] {
  const { names } = context;
  const vault = resourceSpec(context, {
    type: "Microsoft.KeyVault/vaults",
    names: [names.keyVault],
    group: names.projectResourceGroup,
    kind: t("Key vault"),
    detail: t("Role-based access"),
    body: {
      location: context.region,
      tags: context.tags,
      properties: {
        tenantId: context.settings.tenantId,
        sku: { family: "A", name: "standard" },
        enableRbacAuthorization: true,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 7,
        enabledForTemplateDeployment: true,
        publicNetworkAccess: "Disabled",
        networkAcls: { bypass: "AzureServices", defaultAction: "Deny" },
      },
    },
  });
  const endpoints = privateEndpoint(context, {
    name: `${names.keyVault}-pend`,
    group: names.projectResourceGroup,
    subnet: names.genaiSubnet,
    target: vault.id,
    groupId: "vault",
    zones: ["vault"],
  });
  return [vault, ...endpoints];
}
