import type { ProviderContext } from "../../provider";
import { commonNames, projectNames, samplePrefix, sampleRegion } from "./sampleNames";
import { zoneId, vaultProperties, zones } from "./seedCommon";
import { seedAssets } from "./seedAssets";
import { seedCompute } from "./seedCompute";
import { seedEndpoint } from "./seedEndpoint";
import { seedJobs } from "./seedJobs";
import { seedRole } from "./seedRole";
import type { SampleEnvironment } from "./sampleNames";

const blobContributor = "ba92f5b4-2d11-453d-a403-e96b0029c9fe";

export interface SampleProject {
  readonly environment: SampleEnvironment;
  /** Three digits. */
  readonly number: string;
  /** The first of the project's two ranges of 256 addresses, counted from 172.16.0.0. */
  readonly range: number;
  /** As in the factory: behind private endpoints alone, or public inside a security perimeter. */
  readonly access: "private" | "publicWithPerimeter";
  readonly aksNodeSku: string;
  readonly aksNodeCount: number;
  readonly clusterSku: string;
  readonly clusterMaxNodes: number;
  readonly instances: number;
}

export interface SeededProject {
  readonly project: SampleProject;
  readonly names: ReturnType<typeof projectNames>;
  readonly tags: Record<string, string>;
}

/** Everything of one project in one environment, in the order in which it needs each other. */
export async function seedProject(project: SampleProject, context: ProviderContext): Promise<void> {
  const { environment, number } = project;
  const names = projectNames(environment, number);
  const tags = {
    "esml-factory": samplePrefix,
    "esml-environment": environment.env,
    "esml-project": number,
    CostCenter: "1234",
  };
  const seeded = { project, names, tags };
  await context.put(names.group, { location: sampleRegion, tags });
  await seedSubnets(seeded, context);
  await context.put(names.identity, { location: sampleRegion, tags });
  await seedData(seeded, context);
  await seedWorkspace(seeded, context);
  await seedFactory(seeded, context);
  await seedCompute(seeded, context);
  if (environment.env === "dev" && project.access === "private") {
    await seedAssets(seeded, context);
    await seedJobs(seeded, context);
  }
}

async function seedSubnets(
  { project, names, tags }: SeededProject,
  context: ProviderContext,
): Promise<void> {
  const { environment, range } = project;
  const common = commonNames(environment);
  const [first, second] = [range, range + 1].map(
    (each) => `172.${16 + Math.floor(each / 256)}.${each % 256}`,
  );
  const plan = [
    [names.subnets.aks2, "aks2-nsg", `${first}.0/24`],
    [names.subnets.genai, "genai-nsg", `${second}.0/25`],
    [names.subnets.aks, "aks-nsg", `${second}.128/26`],
  ] as const;
  for (const [id, nsg, addressPrefix] of plan) {
    const nsgId = `${common.network}/networkSecurityGroups/${nsg}-${names.project}`;
    await context.put(nsgId, { location: sampleRegion, tags, properties: {} });
    await context.put(id, {
      properties: {
        addressPrefix,
        networkSecurityGroup: { id: nsgId },
        natGateway: { id: common.natGateway },
        serviceEndpoints: [{ service: "Microsoft.KeyVault" }, { service: "Microsoft.Storage" }],
        privateEndpointNetworkPolicies: "Disabled",
        defaultOutboundAccess: false,
      },
    });
  }
}

/** A private endpoint, in projects that are reached by those. */
async function connect(
  { project, names, tags }: SeededProject,
  target: string,
  [suffix, groupId, ...zoneNames]: readonly [string, string, ...string[]],
  context: ProviderContext,
): Promise<void> {
  if (project.access !== "private") {
    return;
  }
  const name = target.slice(target.lastIndexOf("/") + 1);
  await seedEndpoint(
    {
      id: `${names.endpoints}/${name}${suffix}-pend`,
      subnet: names.subnets.genai,
      target,
      groupId,
      zones: zoneNames.map((zone) => zoneId(project.environment, zone)),
      tags,
    },
    context,
  );
}

function publicAccess({ access }: SampleProject): "Disabled" | "Enabled" {
  return access === "private" ? "Disabled" : "Enabled";
}

function firewall({ project }: SeededProject): Record<string, unknown> {
  const defaultAction = project.access === "private" ? "Deny" : "Allow";
  return {
    publicNetworkAccess: publicAccess(project),
    networkAcls: { bypass: "AzureServices", defaultAction },
  };
}

async function seedData(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { names, tags } = seeded;
  const tracked = { location: sampleRegion, tags };
  for (const account of names.storage) {
    await context.put(account, {
      ...tracked,
      kind: "StorageV2",
      sku: { name: "Standard_LRS" },
      properties: {
        allowSharedKeyAccess: false,
        isHnsEnabled: false,
        ...firewall(seeded),
      },
    });
    for (const service of ["blob", "file", "queue", "table"] as const) {
      await connect(seeded, account, [`-${service}`, service, zones[service]], context);
    }
  }
  const [scope = ""] = names.storage;
  const { objectId: principalId } = context.caller;
  await seedRole({ scope, role: blobContributor, principalId, principalType: "User" }, context);
  const vault = { ...vaultProperties(context), ...firewall(seeded) };
  await context.put(names.keyVault, { ...tracked, properties: vault });
  await connect(seeded, names.keyVault, ["", "vault", zones.vault], context);
  await context.put(names.insights, {
    ...tracked,
    kind: "web",
    properties: {
      Application_Type: "web",
      WorkspaceResourceId: commonNames(seeded.project.environment).logAnalytics,
    },
  });
}

async function seedWorkspace(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { names, tags, project } = seeded;
  await context.put(names.workspace, {
    location: sampleRegion,
    tags,
    kind: "Default",
    sku: { name: "Basic", tier: "Basic" },
    identity: { type: "SystemAssigned" },
    properties: {
      storageAccount: names.storage[0],
      keyVault: names.keyVault,
      applicationInsights: names.insights,
      containerRegistry: commonNames(project.environment).registry,
      hbiWorkspace: false,
      v1LegacyMode: false,
      publicNetworkAccess: publicAccess(project),
      systemDatastoresAuthMode: "Identity",
      imageBuildCompute: names.cluster.slice(names.cluster.lastIndexOf("/") + 1),
    },
  });
  const parts = ["", "amlworkspace", zones.workspaceApi, zones.notebooks] as const;
  await connect(seeded, names.workspace, parts, context);
}

async function seedFactory(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { names, tags, project } = seeded;
  await context.put(names.dataFactory, {
    location: sampleRegion,
    tags,
    identity: { type: "SystemAssigned" },
    properties: { publicNetworkAccess: publicAccess(project) },
  });
  await context.put(`${names.dataFactory}/managedVirtualNetworks/default`, { properties: {} });
  await context.put(`${names.dataFactory}/integrationRuntimes/AutoResolveIntegrationRuntime`, {
    properties: {
      type: "Managed",
      managedVirtualNetwork: { type: "ManagedVirtualNetworkReference", referenceName: "default" },
      typeProperties: { computeProperties: { location: "AutoResolve" } },
    },
  });
  await connect(seeded, names.dataFactory, ["-portal", "portal", zones.portal], context);
  const parts = ["-dataFactory", "dataFactory", zones.dataFactory] as const;
  await connect(seeded, names.dataFactory, parts, context);
}
