import { z } from "zod";
import type { AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";

/** A top-level resource as Resource Graph has it. */
export interface InventoryResource {
  readonly id: string;
  readonly name: string;
  /** Lower case, for example `microsoft.containerservice/managedclusters`. */
  readonly type: string;
  readonly location: string;
  readonly resourceGroup: string;
  readonly subscriptionId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly sku?: unknown;
  readonly properties: unknown;
}

const row = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  location: z.string().nullish(),
  resourceGroup: z.string().nullish(),
  subscriptionId: z.string(),
  tags: z.record(z.string(), z.string()).nullish(),
  kind: z.string().nullish(),
  sku: z.unknown().optional(),
  properties: z.unknown().optional(),
});

const page = z.object({ data: z.array(row), $skipToken: z.string().nullish() });

/** Kinds of resources that the *Environments* view shows on top of an environment. */
export const inventoryTypes = [
  "microsoft.machinelearningservices/workspaces",
  "microsoft.containerservice/managedclusters",
  "microsoft.containerregistry/registries",
  "microsoft.datafactory/factories",
] as const;

const columns =
  "id, name, type, location, resourceGroup, subscriptionId, tags, kind, sku, properties";

const inventoryQuery = [
  "resources",
  `where type in~ (${inventoryTypes.map((type) => `'${type}'`).join(", ")})`,
  `project ${columns}`,
  "order by id asc",
].join(" | ");

const groupsQuery = [
  "resourcecontainers",
  "where type =~ 'microsoft.resources/subscriptions/resourcegroups'",
  "project id, name, type, location, resourceGroup, subscriptionId, tags, properties",
  "order by id asc",
].join(" | ");

/**
 * The workspaces, clusters, registries and factories of the subscriptions, in one Resource Graph query (a
 * request for each 1000 rows). Resource Graph lags behind what was just changed.
 */
export function queryInventory(
  session: AzureSession,
  subscriptions: readonly string[],
  signal?: AbortSignal,
): Promise<readonly InventoryResource[]> {
  return runQuery(session, inventoryQuery, subscriptions, signal);
}

/** The resource groups of the subscriptions, for projects that are found without a manifest. */
export function queryResourceGroups(
  session: AzureSession,
  subscriptions: readonly string[],
  signal?: AbortSignal,
): Promise<readonly InventoryResource[]> {
  return runQuery(session, groupsQuery, subscriptions, signal);
}

async function runQuery(
  session: AzureSession,
  query: string,
  subscriptions: readonly string[],
  signal: AbortSignal | undefined,
): Promise<readonly InventoryResource[]> {
  // Without subscriptions Resource Graph would search everything that the account can see.
  if (subscriptions.length === 0) {
    return [];
  }
  const found: InventoryResource[] = [];
  let skipToken: string | undefined;
  do {
    const reply = await session.send<unknown>({
      method: "POST",
      path: "/providers/Microsoft.ResourceGraph/resources",
      apiVersion: apiVersions["microsoft.resourcegraph"],
      body: {
        subscriptions,
        query,
        options: {
          resultFormat: "objectArray",
          $top: 1000,
          ...(skipToken === undefined ? {} : { $skipToken: skipToken }),
        },
      },
      ...(signal === undefined ? {} : { signal }),
    });
    const { data, $skipToken } = page.parse(reply);
    found.push(...data.map(toResource));
    skipToken = $skipToken ?? undefined;
  } while (skipToken !== undefined);
  return found;
}

function toResource(value: z.infer<typeof row>): InventoryResource {
  const { id, name, subscriptionId, kind, sku, properties } = value;
  return {
    id,
    name,
    type: value.type.toLowerCase(),
    location: value.location ?? "",
    resourceGroup: value.resourceGroup ?? "",
    subscriptionId,
    tags: value.tags ?? {},
    ...(typeof kind === "string" && kind !== "" ? { kind } : {}),
    ...(sku === undefined || sku === null ? {} : { sku }),
    properties: properties ?? {},
  };
}
