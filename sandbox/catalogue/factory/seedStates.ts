import type { ProviderContext, ResourceRecord } from "../../provider";
import { environmentName } from "./seedAssets";
import { projectNames, sampleRegion, type SampleEnvironment } from "./sampleNames";

interface SampleEnvironments {
  readonly dev: SampleEnvironment;
  readonly stage: SampleEnvironment;
}

/** Makes the states differ: running, stopped, failed, scaling. */
export async function seedStates(
  { dev, stage }: SampleEnvironments,
  context: ProviderContext,
): Promise<void> {
  const [first, second] = [projectNames(dev, "001"), projectNames(dev, "002")];
  const staged = projectNames(stage, "001");
  setCompute(first.cluster, { ...nodes(3, 3), allocationState: "Steady" }, context);
  setCompute(first.instance(2), { state: "Stopped" }, context);
  setCompute(second.instance(1), { state: "Stopped" }, context);
  setCompute(staged.cluster, { ...nodes(1, 4), allocationState: "Resizing" }, context);
  change(staged.aks, (record) => (record.properties["powerState"] = { code: "Stopped" }), context);
  change(second.aks, (record) => (record.properties["provisioningState"] = "Failed"), context);
  await seedOnlineEndpoint(first, context);
}

function nodes(current: number, target: number): Record<string, unknown> {
  return {
    currentNodeCount: current,
    targetNodeCount: target,
    nodeStateCounts: {
      idleNodeCount: 0,
      runningNodeCount: current,
      preparingNodeCount: target - current,
      unusableNodeCount: 0,
      leavingNodeCount: 0,
      preemptedNodeCount: 0,
    },
  };
}

function change(
  id: string,
  write: (record: ResourceRecord) => void,
  { store }: ProviderContext,
): void {
  const record = store.get(id);
  if (record) {
    write(record);
    store.put(record);
  }
}

function setCompute(id: string, changes: Record<string, unknown>, context: ProviderContext): void {
  change(
    id,
    ({ properties }) => {
      const inner = properties["properties"];
      properties["properties"] = { ...(typeof inner === "object" ? inner : {}), ...changes };
    },
    context,
  );
}

/** Blue and green share the traffic; the third deployment has failed. */
async function seedOnlineEndpoint(
  { endpoint, workspace }: ReturnType<typeof projectNames>,
  context: ProviderContext,
): Promise<void> {
  const body = {
    location: sampleRegion,
    identity: { type: "SystemAssigned" },
    properties: { authMode: "Key", publicNetworkAccess: "Disabled" },
  };
  await context.put(endpoint, body);
  const deployments = [
    ["blue", "11"],
    ["green", "12"],
    ["canary", "13"],
  ] as const;
  for (const [name, version] of deployments) {
    await context.put(`${endpoint}/deployments/${name}`, {
      location: sampleRegion,
      sku: { name: "Default", capacity: name === "blue" ? 2 : 1 },
      properties: {
        endpointComputeType: "Managed",
        instanceType: "Standard_DS3_v2",
        model: `${workspace}/models/churn/versions/${version}`,
        environmentId: `${workspace}/environments/${environmentName}/versions/3`,
      },
    });
  }
  change(
    `${endpoint}/deployments/canary`,
    (record) => (record.properties["provisioningState"] = "Failed"),
    context,
  );
  const traffic = { blue: 90, green: 10 };
  await context.put(endpoint, { ...body, properties: { ...body.properties, traffic } });
}
