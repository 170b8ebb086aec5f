import { environmentIds, type EnvironmentId } from "../../src/project/environments";
import type {
  CloudId,
  ComputeInstanceManifest,
  EnvironmentManifest,
  ProjectManifest,
} from "../../src/project/manifest";
import { withInstanceNames } from "../../src/project/newProject";
import { shortCodeOf } from "../../src/project/regions";
import type { ConnectionInfo } from "../../src/wizards/contracts/createProject";

type Manifest = ProjectManifest;
export type FactoryField =
  | "prefix"
  | "suffix"
  | "projectPrefix"
  | "projectSuffix"
  | "commonResourceGroupBase"
  | "commonResourceSuffix"
  | "projectResourceSuffix"
  | "vnetNameBase";
export type Member = Manifest["team"]["members"][number];

function withEnvironments(
  manifest: Manifest,
  change: (settings: EnvironmentManifest, id: EnvironmentId) => EnvironmentManifest,
): Manifest {
  const environments: Manifest["environments"] = { ...manifest.environments };
  for (const id of environmentIds) {
    const settings = environments[id];
    if (settings) environments[id] = change(settings, id);
  }
  return { ...manifest, environments };
}

function withoutSalts(settings: EnvironmentManifest): EnvironmentManifest {
  const { salt: _salt, identitySalt: _identitySalt, ...rest } = settings;
  return rest;
}

/** Salts belong to one common resource group and one project: another name means another decision. */
export const openSalts = (manifest: Manifest) => withEnvironments(manifest, withoutSalts);

export function changeEnvironment(
  manifest: Manifest,
  id: EnvironmentId,
  change: (settings: EnvironmentManifest) => EnvironmentManifest,
): Manifest {
  return withEnvironments(manifest, (settings, at) => (at === id ? change(settings) : settings));
}

export function withProjectNumber(manifest: Manifest, number: string): Manifest {
  return openSalts({ ...manifest, project: { ...manifest.project, number } });
}

export function withFactory(manifest: Manifest, field: FactoryField, value: string): Manifest {
  return openSalts({ ...manifest, factory: { ...manifest.factory, [field]: value } });
}

export function withShortCode(manifest: Manifest, shortCode: string): Manifest {
  return openSalts({ ...manifest, location: { ...manifest.location, shortCode } });
}

/** A short code and deployment locations that were proposed for the old region follow to the new one. */
export function withRegion(manifest: Manifest, region: string): Manifest {
  const old = manifest.location;
  const wasProposed = old.shortCode === "" || old.shortCode === shortCodeOf(old.region);
  const shortCode = wasProposed ? (shortCodeOf(region) ?? old.shortCode) : old.shortCode;
  const moved = withEnvironments(manifest, (settings) =>
    settings.deploymentLocation === old.region && settings.salt?.source !== "manifest"
      ? { ...settings, deploymentLocation: region }
      : settings,
  );
  return openSalts({ ...moved, location: { ...old, region, shortCode } });
}

export function withSubscription(
  manifest: Manifest,
  id: EnvironmentId,
  subscriptionId: string,
): Manifest {
  return changeEnvironment(manifest, id, (settings) => ({
    ...withoutSalts(settings),
    subscriptionId,
  }));
}

const spellings: Readonly<Record<EnvironmentId, RegExp>> = {
  dev: /dev/i,
  stage: /stag|test/i,
  prod: /prod/i,
};

/** The subscription whose name says the environment, else the first: a proposal that the page shows. */
function proposeSubscription(connection: ConnectionInfo, id: EnvironmentId): string | undefined {
  const { subscriptions } = connection;
  return (subscriptions.find((one) => spellings[id].test(one.name)) ?? subscriptions[0])?.id;
}

/** Third octets of the common subnets, as the factory's variables files carry them. */
const commonRanges: Readonly<Record<EnvironmentId, number>> = { dev: 61, stage: 62, prod: 63 };

/** Adds an environment that the manifest does not have yet, beside the ones it has. */
export function withNewEnvironment(
  manifest: Manifest,
  id: EnvironmentId,
  connection: ConnectionInfo,
): Manifest {
  const model = environmentIds.map((one) => manifest.environments[one]).find(Boolean);
  const subscriptionId = proposeSubscription(connection, id) ?? model?.subscriptionId;
  if (manifest.environments[id] || !model || subscriptionId === undefined) return manifest;
  const added: EnvironmentManifest = {
    cloud: model.cloud,
    tenantId: model.tenantId,
    subscriptionId,
    ...(id === "prod" && { protected: true }),
    deploymentLocation: manifest.location.region,
    network: { addressSpace: model.network.addressSpace, commonRange: commonRanges[id] },
  };
  return { ...manifest, environments: { ...manifest.environments, [id]: added } };
}

/** Moves every environment to the connection's cloud and tenant; subscriptions it knows are kept. */
export function withConnection(manifest: Manifest, connection: ConnectionInfo): Manifest {
  const { tenant } = connection;
  if (!tenant) return manifest;
  return withEnvironments(manifest, (settings, id) => {
    const isKnown = connection.subscriptions.some((one) => one.id === settings.subscriptionId);
    const isSame = settings.cloud === connection.cloud && settings.tenantId === tenant.id;
    if (isKnown && isSame) return settings;
    const subscriptionId = isKnown ? undefined : proposeSubscription(connection, id);
    return {
      ...withoutSalts(settings),
      cloud: connection.cloud,
      tenantId: tenant.id,
      ...(subscriptionId === undefined ? {} : { subscriptionId }),
    };
  });
}

export function cloudOf(manifest: Manifest): CloudId | undefined {
  return environmentIds.map((id) => manifest.environments[id]?.cloud).find(Boolean);
}

/** Takes over the salts of an answer; everything else may have been edited meanwhile. */
export function withSaltsOf(manifest: Manifest, decided: Manifest): Manifest {
  const salted = withEnvironments(manifest, (settings, id) => {
    const answer = decided.environments[id];
    const salt = settings.salt ?? answer?.salt;
    const identitySalt = settings.identitySalt ?? answer?.identitySalt;
    return { ...settings, ...(salt && { salt }), ...(identitySalt && { identitySalt }) };
  });
  return withInstanceNames(salted);
}

export function withMembers(manifest: Manifest, members: readonly Member[]): Manifest {
  return { ...manifest, team: { ...manifest.team, members: [...members] } };
}

export function withTags(
  manifest: Manifest,
  tags: readonly (readonly [string, string])[],
): Manifest {
  return { ...manifest, team: { ...manifest.team, tags: Object.fromEntries(tags) } };
}

export function withCostCenter(manifest: Manifest, costCenter: string): Manifest {
  return { ...manifest, team: { ...manifest.team, costCenter } };
}

export function withService(
  manifest: Manifest,
  service: "machineLearning" | "aks" | "dataFactory",
  on: boolean,
): Manifest {
  return { ...manifest, services: { ...manifest.services, [service]: on } };
}

export function withNetwork(
  manifest: Manifest,
  id: EnvironmentId,
  change: Partial<{ addressSpace: string; commonRange: number }>,
): Manifest {
  return changeEnvironment(manifest, id, (settings) => ({
    ...settings,
    network: { ...settings.network, ...change },
  }));
}

/** One /18 of the same /16 for each environment, or undefined where the space is no /16. */
export function withHubSpaces(manifest: Manifest): Manifest | undefined {
  const spaces = environmentIds.map((id) => manifest.environments[id]?.network.addressSpace);
  const [, start] = /^(\d+\.\d+)\.0\.0\/16$/.exec(spaces.find(Boolean) ?? "") ?? [];
  if (start === undefined) return undefined;
  return withEnvironments(manifest, (settings, id) => {
    const octet = environmentIds.indexOf(id) * 64;
    const addressSpace = `${start}.${String(octet)}.0/18`;
    return { ...settings, network: { ...settings.network, addressSpace, commonRange: octet } };
  });
}

export function withInstances(
  manifest: Manifest,
  id: EnvironmentId,
  instances: readonly ComputeInstanceManifest[],
): Manifest {
  return changeEnvironment(manifest, id, (settings) => ({
    ...settings,
    computeInstances: [...instances],
  }));
}

/** Sets or clears the tick that very large sizes need, for all instances of an environment. */
export function withLargeConfirmed(
  manifest: Manifest,
  id: EnvironmentId,
  isLarge: (instance: ComputeInstanceManifest) => boolean,
  confirmed: boolean,
): Manifest {
  const instances = manifest.environments[id]?.computeInstances ?? [];
  return withInstances(
    manifest,
    id,
    instances.map((one) => (isLarge(one) ? { ...one, confirmedLarge: confirmed } : one)),
  );
}
