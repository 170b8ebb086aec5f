import { defaultInstanceName } from "./compute";
import { environmentIds, type EnvironmentId } from "./environments";
import type { CloudId, EnvironmentManifest, ProjectManifest } from "./manifest";

export interface ProjectCreator {
  /** `oid` of the connected account's token. */
  readonly objectId: string;
  readonly tenantId: string;
  readonly displayName?: string;
}

export interface NewProjectOptions {
  readonly cloud: CloudId;
  readonly tenantId: string;
  /** Environments without a subscription are left out. */
  readonly subscriptions: Readonly<Partial<Record<EnvironmentId, string>>>;
  /** Three digits. */
  readonly number: string;
  readonly region: string;
  readonly shortCode: string;
  readonly prefix?: string;
  readonly creator: ProjectCreator;
}

/** Third octets of the common subnets as the factory's variables files carry them. */
const commonRanges: Readonly<Record<EnvironmentId, number>> = { dev: 61, stage: 62, prod: 63 };

function environmentsOf(options: NewProjectOptions): ProjectManifest["environments"] {
  const environments: Partial<Record<EnvironmentId, EnvironmentManifest>> = {};
  for (const id of environmentIds) {
    const subscriptionId = options.subscriptions[id];
    if (subscriptionId === undefined) continue;
    environments[id] = {
      cloud: options.cloud,
      tenantId: options.tenantId,
      subscriptionId,
      ...(id === "prod" ? { protected: true } : {}),
      deploymentLocation: options.region,
      network: { addressSpace: "172.16.0.0/16", commonRange: commonRanges[id] },
    };
  }
  return environments;
}

/**
 * A manifest with the ESML preset: ML, AKS and Data Factory on, shared registry, private access, NAT gateway.
 * The creator is the first team member and gets one compute instance in Dev, whose name `withInstanceNames`
 * completes once the salt of Dev is decided.
 */
export function newProject(options: NewProjectOptions): ProjectManifest {
  const { creator } = options;
  const person = creator.displayName === undefined ? {} : { displayName: creator.displayName };
  return {
    schemaVersion: 1,
    project: { number: options.number },
    factory: {
      prefix: options.prefix ?? "acme-ai-",
      suffix: "-001",
      projectPrefix: "esml-",
      projectSuffix: "-rg",
      commonResourceGroupBase: "esml-common",
      commonResourceSuffix: "-001",
      projectResourceSuffix: "-001",
      vnetNameBase: "vnt-esmlcmn",
    },
    location: { region: options.region, shortCode: options.shortCode },
    team: {
      members: [{ objectId: creator.objectId, kind: "user", ...person }],
      tags: {},
      costCenter: "",
    },
    services: { machineLearning: true, aks: true, dataFactory: true, registry: "shared" },
    network: { access: "private", dns: "local", egress: "natGateway" },
    environments: withCreatorInstance(environmentsOf(options), creator),
  };
}

function withCreatorInstance(
  environments: ProjectManifest["environments"],
  creator: ProjectCreator,
): ProjectManifest["environments"] {
  if (!environments.dev) return environments;
  const { objectId, tenantId, displayName } = creator;
  const assignedTo = { objectId, tenantId, ...(displayName === undefined ? {} : { displayName }) };
  return {
    ...environments,
    dev: { ...environments.dev, computeInstances: [{ name: "", assignedTo }] },
  };
}

/**
 * Gives instances that have no name yet (or a default name of another number, region code or salt) their
 * default name; names that a person typed stay. Environments whose salt is open are left as they are.
 */
export function withInstanceNames(manifest: ProjectManifest): ProjectManifest {
  let next = manifest;
  for (const id of environmentIds) {
    const instances = next.environments[id]?.computeInstances ?? [];
    for (let index = 0; index < instances.length; index++) {
      const current = next.environments[id]?.computeInstances?.[index];
      if (!current || (current.name !== "" && !isDefaultName(current.name))) continue;
      const cleared = renamed(next, id, index, "");
      const name = defaultInstanceName(cleared, id);
      if (name !== undefined) next = renamed(cleared, id, index, name);
    }
  }
  return next;
}

const isDefaultName = (name: string) =>
  /^p\d{3}-ci\d{2}-[a-z0-9]{2,4}-(dev|test|prod)-?[a-z2-7]{5}$/.test(name);

function renamed(
  manifest: ProjectManifest,
  environment: EnvironmentId,
  index: number,
  name: string,
): ProjectManifest {
  const settings = manifest.environments[environment];
  if (!settings) return manifest;
  const computeInstances = (settings.computeInstances ?? []).map((one, position) =>
    position === index ? { ...one, name } : one,
  );
  return {
    ...manifest,
    environments: { ...manifest.environments, [environment]: { ...settings, computeInstances } },
  };
}
