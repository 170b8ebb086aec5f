import type { ProviderContext } from "../../provider";
import { commonNames, sampleRegion } from "./sampleNames";
import type { SeededProject } from "./seedProject";
import { seedRole } from "./seedRole";

const networkContributor = "4d97b98b-1d4f-4787-a291-c67834d212e7";
const acrPull = "7f951dda-4ed3-4680-a7ca-43fe172d538d";

/** A second person, who has the second instance. */
const colleague = "7c1e5a90-3b2d-4f68-8a17-95d0c6e204b2";

/** Cluster, instances, AKS with its roles, and the attachment of AKS to the workspace. */
export async function seedCompute(seeded: SeededProject, context: ProviderContext): Promise<void> {
  await seedMachineLearning(seeded, context);
  await seedAks(seeded, context);
  await addExtension(seeded, context);
  await context.put(seeded.names.attachedAks, {
    location: sampleRegion,
    properties: {
      computeType: "Kubernetes",
      resourceId: seeded.names.aks,
      properties: { namespace: "default" },
    },
  });
}

/** Of Machine Learning: without it a workspace cannot use the cluster. */
async function addExtension(
  { project, names }: SeededProject,
  context: ProviderContext,
): Promise<void> {
  const isDev = project.environment.env === "dev";
  const tls = isDev
    ? { allowInsecureConnections: "True" }
    : { sslSecret: "azureml-tls", sslCname: `${project.environment.env}.models.acme.example` };
  const type = "Microsoft.KubernetesConfiguration/extensions";
  await context.put(`${names.aks}/providers/${type}/azureml`, {
    identity: { type: "SystemAssigned" },
    properties: {
      extensionType: "Microsoft.AzureML.Kubernetes",
      configurationSettings: {
        enableTraining: "True",
        enableInference: "True",
        inferenceRouterServiceType: "LoadBalancer",
        internalLoadBalancerProvider: "azure",
        inferenceRouterHA: project.aksNodeCount < 3 ? "False" : "True",
        ...tls,
      },
    },
  });
}

async function seedMachineLearning(
  { project, names, tags }: SeededProject,
  context: ProviderContext,
): Promise<void> {
  const subnet = { id: names.subnets.genai };
  await context.put(names.cluster, {
    location: sampleRegion,
    tags,
    identity: { type: "SystemAssigned" },
    properties: {
      computeType: "AmlCompute",
      disableLocalAuth: true,
      properties: {
        vmSize: project.clusterSku,
        vmPriority: "Dedicated",
        scaleSettings: { minNodeCount: 0, maxNodeCount: project.clusterMaxNodes },
        subnet,
        enableNodePublicIp: false,
        remoteLoginPortPublicAccess: "Disabled",
      },
    },
  });
  const { objectId, tenantId } = context.caller;
  for (let index = 1; index <= project.instances; index += 1) {
    const assignedUser = { objectId: index === 1 ? objectId : colleague, tenantId };
    await context.put(names.instance(index), {
      location: sampleRegion,
      tags,
      properties: {
        computeType: "ComputeInstance",
        disableLocalAuth: true,
        properties: {
          vmSize: "Standard_DS11_v2",
          subnet,
          enableNodePublicIp: false,
          computeInstanceAuthorizationType: "personal",
          personalComputeInstanceSettings: { assignedUser },
        },
      },
    });
  }
}

async function seedAks(seeded: SeededProject, context: ProviderContext): Promise<void> {
  const { project, names, tags } = seeded;
  await context.put(names.aks, {
    location: sampleRegion,
    tags,
    sku: { name: "Base", tier: "Standard" },
    identity: await seedAksIdentity(seeded, context),
    properties: {
      kubernetesVersion: "1.33.2",
      dnsPrefix: `${names.aks.slice(names.aks.lastIndexOf("/") + 1)}-dns`,
      nodeResourceGroup: names.nodeGroupName,
      apiServerAccessProfile: { enablePrivateCluster: true, privateDNSZone: "system" },
      agentPoolProfiles: [
        {
          name: "agentpool",
          mode: "System",
          vmSize: project.aksNodeSku,
          count: project.aksNodeCount,
          maxPods: 30,
          osDiskSizeGB: 128,
          vnetSubnetID: names.subnets.aks2,
        },
      ],
      networkProfile: {
        networkPlugin: "azure",
        outboundType: project.access === "private" ? "userAssignedNATGateway" : "loadBalancer",
      },
    },
  });
  const workspace = context.store.get(names.workspace);
  const scope = commonNames(project.environment).registry;
  const puller = workspace?.identity?.["principalId"];
  await seedRole({ scope, role: acrPull, principalId: puller }, context);
}

/** The NAT gateway asks for an identity that may join the subnet before the cluster is there. */
async function seedAksIdentity(
  { project, names, tags }: SeededProject,
  context: ProviderContext,
): Promise<Record<string, unknown>> {
  if (project.access !== "private") {
    return { type: "SystemAssigned" };
  }
  const identity = await context.put(names.aksIdentity, { location: sampleRegion, tags });
  const { principalId } = identity.properties;
  await seedRole({ scope: names.subnets.aks2, role: networkContributor, principalId }, context);
  return { type: "UserAssigned", userAssignedIdentities: { [names.aksIdentity]: {} } };
}
