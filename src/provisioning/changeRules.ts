import { compareVersions } from "../project/kubernetesVersions";

/**
 * `inPlace`: a PUT changes it. `action`: a step changes it. `replacement`: only a new resource has it.
 * `refused`: it cannot be changed, which a plan says and does not try. `kept`: Azure cannot change it either,
 * but no value of the manifest asks for it, so that what is there stays.
 */
export type ChangeRule = "inPlace" | "action" | "replacement" | "refused" | "kept";

type Decide = (wanted: unknown, actual: unknown) => ChangeRule;
/** Path without the names of list items (`agentPools[]`); what lies below it has the same rule. */
type Row = readonly [path: string, rule: ChangeRule | Decide, source: string];

/** Up with an upgrade, never down; `1.33` stands for whichever patch of it there is. */
const onlyUp: Decide = (wanted, actual) => {
  const [to, from] = [String(wanted), String(actual)];
  if (from === to || from.startsWith(`${to}.`)) return "kept";
  return compareVersions(to, from) > 0 ? "action" : "refused";
};

const tiers = ["basic", "standard", "premium"];
const noLowerTier: Decide = (wanted, actual) => {
  const rank = (tier: unknown) => tiers.indexOf(String(tier).toLowerCase());
  return rank(wanted) < rank(actual) ? "refused" : "inPlace";
};

/** General-purpose v1 and blob accounts become v2; nothing else becomes anything. */
const onlyToV2: Decide = (wanted, actual) =>
  wanted === "StorageV2" && ["Storage", "BlobStorage"].includes(String(actual))
    ? "inPlace"
    : "refused";

const isFixedSku = (sku: unknown) => /_ZRS$|^Premium_/i.test(String(sku));
const noZoneSku: Decide = (wanted, actual) =>
  isFixedSku(wanted) || isFixedSku(actual) ? "refused" : "inPlace";

const onlyOn: Decide = (wanted) => (wanted === true ? "inPlace" : "refused");

const unconfirmed = "unconfirmed: no page of Microsoft was found that says how it is changed";
const anywhere = "Resource Manager, error InvalidResourceLocation";
const aksSpec = "containerservice 2025-07-01, managedClusters.json";
const aksFixed = "AKS, error PropertyChangeNotAllowed";
const aksPools = `"Manage node pools" and "Resize node pools" (AKS), error PropertyChangeNotAllowed`;
const aksPrivate = `"Create a private AKS cluster", limitations`;
const mlSpec = "machinelearningservices 2025-09-01, machineLearningServices.json";
const mlCluster = `"Create an Azure Machine Learning compute cluster"`;
const mlIgnored = "accepted and ignored: hashicorp/terraform-provider-azurerm issue 15825";
const mlInstance = `${mlSpec}: only AmlCompute has an update (ClusterUpdateProperties)`;
const workspaceSpec = "machinelearningservices 2025-09-01, workspaceRP.json";
const storageSpec = "storage 2025-01-01, storage.json";
const vaultSpec = "keyvault 2025-05-01, keyvault.json: VaultProperties";
const vaultPage = `"Azure Key Vault soft-delete overview"`;

/** Lower-case types; computes are told apart by `computeType`. Everything that has no row is `inPlace`. */
const table: Readonly<Record<string, readonly Row[]>> = {
  "*": [["location", "refused", anywhere]],
  "microsoft.containerservice/managedclusters": [
    ["properties.kubernetesVersion", onlyUp, `${aksSpec}: no minor version skipped, none lower`],
    ["properties.dnsPrefix", "refused", `${aksSpec}: not after creation`],
    ["properties.nodeResourceGroup", "refused", aksFixed],
    ["properties.enableRBAC", "refused", unconfirmed],
    ["properties.networkProfile", "refused", aksFixed],
    // Between the types that a VNet of one's own allows.
    [
      "properties.networkProfile.outboundType",
      "inPlace",
      `"Customize cluster egress with outbound types" (AKS)`,
    ],
    ["properties.apiServerAccessProfile.enablePrivateCluster", "refused", aksPrivate],
    ["properties.apiServerAccessProfile.privateDNSZone", "refused", aksPrivate],
  ],
  "microsoft.containerservice/managedclusters/agentpools": [
    ["properties.count", "inPlace", `${aksSpec}: AgentPools_CreateOrUpdate`],
    ["properties.vmSize", "replacement", aksPools],
    ["properties.vnetSubnetID", "replacement", aksPools],
    ["properties.osDiskSizeGB", "replacement", aksPools],
    ["properties.maxPods", "replacement", aksPools],
    ["properties.osType", "replacement", aksPools],
    ["properties.type", "kept", aksPools],
    ["properties.enableNodePublicIP", "replacement", aksPools],
  ],
  "microsoft.machinelearningservices/workspaces/computes amlcompute": [
    ["properties.properties.vmSize", "replacement", mlIgnored],
    ["properties.properties.scaleSettings", "inPlace", `${mlSpec}: ScaleSettingsInformation`],
    ["properties.properties.vmPriority", "replacement", mlCluster],
    ["properties.properties.subnet", "replacement", unconfirmed],
    ["properties.properties.enableNodePublicIp", "replacement", unconfirmed],
    ["properties.properties.osType", "kept", unconfirmed],
    ["properties.properties.remoteLoginPortPublicAccess", "kept", mlCluster],
    ["properties.disableLocalAuth", "replacement", `${mlSpec}: x-ms-mutability create, read`],
    ["properties.computeLocation", "refused", `${mlSpec}: x-ms-mutability create, read`],
    [
      "identity",
      "inPlace",
      "az ml compute update --identity-type, as the pages on batch endpoints use it",
    ],
  ],
  "microsoft.machinelearningservices/workspaces/computes computeinstance": [
    ["", "kept", mlInstance],
    ["properties.properties.vmSize", "replacement", mlInstance],
    ["properties.properties.subnet", "replacement", mlInstance],
    ["properties.properties.personalComputeInstanceSettings", "replacement", mlInstance],
    ["properties.properties.enableNodePublicIp", "replacement", mlInstance],
    ["location", "refused", anywhere],
  ],
  "microsoft.machinelearningservices/workspaces": [
    ["properties.storageAccount", "refused", `${workspaceSpec}: not after creation`],
    ["properties.keyVault", "refused", `${workspaceSpec}: not after creation`],
    ["properties.hbiWorkspace", "refused", `${workspaceSpec}: no property of an update`],
    ["properties.applicationInsights", "inPlace", `${workspaceSpec}: property of an update`],
    ["properties.containerRegistry", "inPlace", `${workspaceSpec}: property of an update`],
    ["kind", "refused", unconfirmed],
  ],
  "microsoft.storage/storageaccounts": [
    ["kind", onlyToV2, unconfirmed],
    ["sku.name", noZoneSku, `${storageSpec}: StorageAccountUpdateParameters.sku`],
    [
      "properties.isHnsEnabled",
      "refused",
      `hierarchical namespace: never off again, on by an upgrade of its own`,
    ],
  ],
  "microsoft.keyvault/vaults": [
    ["properties.tenantId", "refused", unconfirmed],
    ["properties.enableSoftDelete", onlyOn, vaultSpec],
    ["properties.enablePurgeProtection", onlyOn, vaultSpec],
    ["properties.softDeleteRetentionInDays", "kept", vaultPage],
  ],
  "microsoft.containerregistry/registries": [
    // Private endpoints and data endpoints are of the Premium tier alone.
    ["sku.name", noLowerTier, `"Azure Container Registry service tiers"`],
    ["properties.zoneRedundancy", "kept", unconfirmed],
  ],
  "microsoft.network/privateendpoints": [
    ["properties.subnet", "refused", unconfirmed],
    ["properties.customNetworkInterfaceName", "kept", unconfirmed],
    ["properties.privateLinkServiceConnections", "refused", unconfirmed],
  ],
  "microsoft.authorization/roleassignments": [
    // What an assignment says is in its name: another one gets another name.
    ["", "kept", "error RoleAssignmentUpdateNotPermitted"],
  ],
};

const withoutNames = (path: string) => path.replaceAll(/\[[^\]]*\]/g, "[]");

const covers = (row: string, path: string) =>
  row === "" || path === row || path.startsWith(`${row}.`) || path.startsWith(`${row}[`);

export interface RuleQuestion {
  /** As in a template. */
  readonly type: string;
  readonly computeType?: string;
  readonly path: string;
  readonly wanted: unknown;
  readonly actual: unknown;
}

/** What the most specific row says of a change. */
export function changeRule(question: RuleQuestion): {
  readonly rule: ChangeRule;
  readonly source?: string;
} {
  const { type, computeType, wanted, actual } = question;
  const key = [type, ...(computeType === undefined ? [] : [computeType])].join(" ").toLowerCase();
  const path = withoutNames(question.path);
  const rows = [...(table["*"] ?? []), ...(table[key] ?? [])]
    .filter(([row]) => covers(row, path))
    .sort(([a], [b]) => b.length - a.length);
  const [found] = rows;
  if (!found) return { rule: "inPlace" };
  const [, rule, source] = found;
  return { rule: typeof rule === "function" ? rule(wanted, actual) : rule, source };
}

/** Every row, for those who list or test the table. */
export const changeRows: readonly {
  readonly type: string;
  readonly path: string;
  readonly source: string;
}[] = Object.entries(table).flatMap(([type, rows]) =>
  rows.map(([path, , source]) => ({ type, path, source })),
);
