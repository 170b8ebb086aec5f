import { environmentIds, type EnvironmentId } from "../../project/environments";
import type { CloudId, EnvironmentManifest, ProjectManifest } from "../../project/manifest";
import { projectNames } from "../../project/names";
import { discoverEnvironments, type DiscoveredEnvironment } from "./discoverEnvironments";
import { environmentContent } from "./environmentContent";
import { groupKey } from "./groupKey";
import type { EnvironmentNode, EnvironmentScope, ProjectNode } from "../nodes";
import type { WorkspaceManifest } from "../services";
import type { TenantInventory } from "./TenantInventories";

export interface ProjectSources {
  readonly manifests: readonly WorkspaceManifest[];
  readonly tenants: readonly TenantInventory[];
  /** Sentence for people: why there is no connection. */
  readonly getReason: (cloud: CloudId, tenantId: string) => string;
}

/**
 * The projects of the workspace and of the clouds: those with a manifest first, then those that only
 * their resource groups show. Pure.
 */
export function buildProjects(sources: ProjectSources): readonly ProjectNode[] {
  const claimed = new Set<string>();
  const own = sources.manifests.map((file) => manifestProject(file, sources, claimed));
  const discovered = discoverEnvironments(sources.tenants).filter(
    (found) => !claimed.has(found.groupKey),
  );
  const rest = new Map<string, DiscoveredEnvironment[]>();
  for (const found of discovered) {
    const home = own.findIndex((project) => belongsTo(found, project));
    const project = own[home];
    if (project !== undefined) own[home] = addEnvironment(project, found);
    else rest.set(found.projectKey, [...(rest.get(found.projectKey) ?? []), found]);
  }
  return [...own, ...[...rest.values()].map(discoveredProject).sort(byNumber)];
}

function manifestProject(
  file: WorkspaceManifest,
  sources: ProjectSources,
  claimed: Set<string>,
): ProjectNode {
  const base = {
    kind: "project",
    key: file.uri,
    manifest: { uri: file.uri, path: file.path },
  } as const;
  if (file.content.kind === "problem") {
    return {
      ...base,
      number: "",
      factory: "",
      simulated: false,
      problem: file.content.reason,
      environments: [],
    };
  }
  const { manifest } = file.content;
  const environments = environmentIds.flatMap((id) => {
    const settings = manifest.environments[id];
    if (settings === undefined) return [];
    const group = projectNames(manifest, id).projectResourceGroup;
    claimed.add(groupKey(settings.cloud, settings.subscriptionId, group));
    return [manifestEnvironment({ id, settings, group, projectKey: file.uri }, sources)];
  });
  return {
    ...base,
    number: manifest.project.number,
    factory: factoryName(manifest.factory.prefix),
    simulated: environments.some(({ scope }) => scope.simulated),
    environments,
  };
}

interface DeclaredEnvironment {
  readonly id: EnvironmentId;
  readonly settings: EnvironmentManifest;
  readonly group: string;
  readonly projectKey: string;
}

function manifestEnvironment(
  { id, settings, group, projectKey }: DeclaredEnvironment,
  sources: ProjectSources,
): EnvironmentNode {
  const { cloud, tenantId, subscriptionId } = settings;
  const tenant = sources.tenants.find(
    (each) => each.cloud === cloud && sameText(each.tenantId, tenantId),
  );
  const simulated = cloud === "sandbox";
  const isProtected = settings.protected ?? id === "prod";
  const place = {
    cloud,
    tenantId,
    simulated,
    projectKey,
    environment: id,
    isProtected,
    subscriptionId,
  };
  if (tenant === undefined) {
    const reason = sources.getReason(cloud, tenantId);
    return {
      kind: "environment",
      scope: { ...place, accountId: "" },
      resourceGroups: [group],
      content: { state: "disconnected", cause: "notConnected", reason },
    };
  }
  return environmentNode(tenant, place, [group]);
}

function environmentNode(
  tenant: TenantInventory,
  place: Omit<EnvironmentScope, "accountId" | "portal" | "subscriptionName">,
  resourceGroups: readonly string[],
): EnvironmentNode {
  const subscriptionName = tenant.subscriptionNames.get(place.subscriptionId.toLowerCase());
  const scope: EnvironmentScope = {
    ...place,
    accountId: tenant.accountId,
    ...(tenant.portal === undefined ? {} : { portal: tenant.portal }),
    ...(subscriptionName === undefined ? {} : { subscriptionName }),
  };
  const content = environmentContent(tenant, place.subscriptionId, resourceGroups);
  return { kind: "environment", scope, resourceGroups, accountName: tenant.accountName, content };
}

function discoveredEnvironment(found: DiscoveredEnvironment, projectKey: string): EnvironmentNode {
  const { tenant, environment, subscriptionId } = found;
  const place = {
    cloud: tenant.cloud,
    tenantId: tenant.tenantId,
    simulated: tenant.simulated,
    projectKey,
    environment,
    isProtected: environment === "prod",
    subscriptionId,
  };
  return environmentNode(tenant, place, [found.resourceGroup]);
}

function discoveredProject(found: readonly DiscoveredEnvironment[]): ProjectNode {
  const first = found[0];
  const key = first?.projectKey ?? "";
  return {
    kind: "project",
    key,
    number: first?.number ?? "",
    factory: factoryName(first?.prefix ?? ""),
    simulated: first?.tenant.simulated ?? false,
    environments: sortEnvironments(found.map((each) => discoveredEnvironment(each, key))),
  };
}

function belongsTo(found: DiscoveredEnvironment, project: ProjectNode): boolean {
  const isSameFactory =
    project.number === found.number && sameText(project.factory, factoryName(found.prefix));
  const isKnownTenant = project.environments.some(
    ({ scope }) =>
      scope.cloud === found.tenant.cloud && sameText(scope.tenantId, found.tenant.tenantId),
  );
  const isFree = project.environments.every(({ scope }) => scope.environment !== found.environment);
  return isSameFactory && isKnownTenant && isFree;
}

function addEnvironment(project: ProjectNode, found: DiscoveredEnvironment): ProjectNode {
  const added = discoveredEnvironment(found, project.key);
  return { ...project, environments: sortEnvironments([...project.environments, added]) };
}

function sortEnvironments(environments: readonly EnvironmentNode[]): readonly EnvironmentNode[] {
  const place = ({ scope }: EnvironmentNode) => environmentIds.indexOf(scope.environment);
  return environments.toSorted((a, b) => place(a) - place(b));
}

/** Subscriptions that the manifests name in one cloud and tenant. */
export function subscriptionsOf(
  manifests: readonly ProjectManifest[],
  cloud: string,
  tenantId: string,
): readonly string[] {
  return manifests.flatMap((manifest) =>
    Object.values(manifest.environments)
      .filter((each) => each.cloud === cloud && sameText(each.tenantId, tenantId))
      .map((each) => each.subscriptionId.toLowerCase()),
  );
}

const factoryName = (prefix: string) => prefix.replace(/-$/, "");
const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
const byNumber = (a: ProjectNode, b: ProjectNode) =>
  a.number.localeCompare(b.number) || a.factory.localeCompare(b.factory);
