import type { Kinds } from "../../kinds";
import { sameId, scopeIds } from "../../resourceId";
import type { ResourceRecord } from "../../provider";
import type { Resources } from "../../resources";
import { allDeployments, type ExpandedDeployment, type ExpandedResource } from "../expand";
import { preflight, type PreflightServices } from "../preflight";
import { deploymentType, type Json } from "../template/templateNode";
import { showBody } from "../template/unresolved";
import { deltaOf, type PropertyChange } from "./delta";
import { dryRun, type Preview } from "./dryRun";
import { maskSecrets } from "./maskSecrets";
import { refusalOf } from "./refusals";
import { declared, ignoredOf, merged, snapshotOf, withExpressions } from "./snapshot";

export type ResultFormat = "ResourceIdOnly" | "FullResourcePayloads";

export interface WhatIfServices extends PreflightServices {
  readonly resources: Resources;
}

/** `WhatIfChange` of the spec. */
interface Change {
  readonly resourceId: string;
  readonly deploymentId?: string;
  readonly changeType:
    "Create" | "Delete" | "Ignore" | "Deploy" | "NoChange" | "Modify" | "Unsupported";
  readonly unsupportedReason?: string;
  readonly before?: Json;
  readonly after?: Json;
  readonly delta?: readonly PropertyChange[];
}

/**
 * Says what a deployment would change; throws what a deployment of it would be refused for. Nothing is kept.
 * A value that comes from `reference` is not known before a deployment runs: Azure shows the expression and
 * a change, even where the value would be the same (Microsoft Learn, what-if).
 */
export async function whatIf(
  deployment: ExpandedDeployment,
  format: ResultFormat,
  services: WhatIfServices,
): Promise<Json> {
  const isDeep = deployment.request.validationLevel !== "Template";
  if (isDeep) {
    preflight(deployment, services);
  }
  const preview = await dryRun(deployment, services);
  const refusal = isDeep && refusalOf(deployment, preview, services.context.newGuid());
  if (refusal) {
    throw refusal;
  }
  const left = beyondLimits(deployment);
  const changes = allDeployments(deployment).flatMap((each) =>
    each.resources
      .filter(({ nested }) => !nested)
      .map((resource): Change => {
        const change = left.has(each)
          ? { resourceId: resource.node.id, changeType: "Ignore" as const }
          : changeOf(resource, preview, services);
        return { ...change, deploymentId: each.request.id };
      }),
  );
  const all = [...changes, ...leftAlone(deployment, services)];
  const shown = format === "ResourceIdOnly" ? all.map(withoutPayload) : all;
  return { changes: maskSecrets(shown, deployment), potentialChanges: [], diagnostics: [] };
}

/** Microsoft Learn, what-if limits: beyond them the resources are not looked at. */
const mostNested = 500;
const mostGroups = 800;

function beyondLimits(deployment: ExpandedDeployment): ReadonlySet<ExpandedDeployment> {
  const groups = new Set<string>();
  const [, ...nested] = allDeployments(deployment);
  return new Set(
    nested.filter(({ request }, index) => {
      groups.add(groupOf(request.id)?.toLowerCase() ?? "");
      return index >= mostNested || groups.size > mostGroups;
    }),
  );
}

function changeOf(resource: ExpandedResource, preview: Preview, services: WhatIfServices): Change {
  const { node, path, body } = resource;
  const resourceId = node.id;
  if (!node.isIdentified) {
    const unsupportedReason = `Changes to the resource declared at '${path}' on line 1 and column 1 cannot be analyzed because its resource ID or API version cannot be calculated until the deployment is under way. Please see https://aka.ms/WhatIfUnidentifiableResource for more guidance.`;
    const after = showBody(body);
    return { resourceId, changeType: "Unsupported", unsupportedReason, after };
  }
  const existing = services.context.store.get(node.id);
  if (!existing) {
    return { resourceId, changeType: "Create", after: declared(resource) };
  }
  const before = snapshotOf(services.resources.view(existing), node.apiVersion);
  const outcome = preview.outcomes.get(resource);
  const isWritten = outcome?.kind === "written";
  const after = isWritten
    ? withExpressions(snapshotOf(preview.view(outcome.record), node.apiVersion), body)
    : merged(before, body);
  const changed = deltaOf(before, after);
  const delta = [...changed, ...ignoredOf(body, { before, after })];
  const changeType = changed.length > 0 ? "Modify" : "NoChange";
  return { resourceId: existing.id, changeType, before, after, delta };
}

/** What the groups of the deployment hold besides: an incremental deployment lets it be. */
function leftAlone(
  deployment: ExpandedDeployment,
  { context, kinds }: WhatIfServices,
): readonly Change[] {
  const deployments = allDeployments(deployment);
  const named = new Set(
    deployments.flatMap(({ resources }) => resources.map(({ node }) => node.id.toLowerCase())),
  );
  const groups = new Set(
    deployments
      .map(({ request }) => groupOf(request.id))
      .filter((group) => group !== undefined)
      .map((group) => group.toLowerCase()),
  );
  return [...groups]
    .flatMap((group) => context.store.list({ under: group }))
    .filter((record) => isListed(record, kinds) && !named.has(record.id.toLowerCase()))
    .map((record) => {
      const shown = listed(record);
      return { resourceId: record.id, changeType: "Ignore", before: shown, after: shown };
    });
}

function groupOf(id: string): string | undefined {
  const { subscriptionId, resourceGroup } = scopeIds(id);
  return resourceGroup && `/subscriptions/${subscriptionId ?? ""}/resourceGroups/${resourceGroup}`;
}

function isListed({ type }: ResourceRecord, kinds: Kinds): boolean {
  return !sameId(type, deploymentType) && kinds.get(type)?.tracked === true;
}

/** A resource as the list of its group shows it. */
function listed({ id, type, name, location, tags, kind, sku }: ResourceRecord): Json {
  const optional = { location, tags, kind, sku };
  return {
    id,
    type,
    name,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)),
  };
}

/** Without payloads ARM does not say whether a resource that is there changes. */
function withoutPayload(change: Change): Change {
  const { resourceId, deploymentId, changeType, unsupportedReason } = change;
  return {
    resourceId,
    ...(deploymentId && { deploymentId }),
    changeType: changeType === "Modify" || changeType === "NoChange" ? "Deploy" : changeType,
    ...(unsupportedReason && { unsupportedReason }),
  };
}
