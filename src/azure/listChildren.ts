import type { AzureSession } from "./AzureSession";
import { parseArmId } from "./ids";
import type { ArmId } from "./ids";
import type { InventoryResource } from "./inventory";
import { parseArmError } from "./parseArmError";

export type ChildList = "computes" | "onlineEndpoints" | "onlineDeployments" | "nodePools";

interface ListedItem {
  readonly id?: string;
  readonly name?: string;
  readonly location?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly kind?: string;
  readonly sku?: unknown;
  readonly properties: unknown;
}

const types: Readonly<Record<ChildList, string>> = {
  computes: "microsoft.machinelearningservices/workspaces/computes",
  onlineEndpoints: "microsoft.machinelearningservices/workspaces/onlineendpoints",
  onlineDeployments: "microsoft.machinelearningservices/workspaces/onlineendpoints/deployments",
  nodePools: "microsoft.containerservice/managedclusters/agentpools",
};

/**
 * The children of one parent, every page. `properties` are as ARM spells them, as far as the SDK knows them.
 * @throws ArmError, UserError; the abort reason.
 */
export async function listChildren(
  session: AzureSession,
  parentId: string,
  list: ChildList,
  signal?: AbortSignal,
): Promise<readonly InventoryResource[]> {
  const parent = parseArmId(parentId);
  const found: InventoryResource[] = [];
  try {
    for await (const item of await openList(session, parent, list, signal)) {
      signal?.throwIfAborted();
      const { id, name, location, tags, kind, sku, properties } = item;
      found.push({
        id: id ?? "",
        name: name ?? "",
        type: types[list],
        location: location ?? "",
        resourceGroup: parent.resourceGroup ?? "",
        subscriptionId: parent.subscriptionId,
        tags: tags ?? {},
        ...(kind === undefined ? {} : { kind }),
        ...(sku === undefined ? {} : { sku: toJson(sku) }),
        properties: toJson(properties ?? {}),
      });
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw parseArmError(error);
  }
  return found;
}

async function openList(
  session: AzureSession,
  parent: ArmId,
  list: ChildList,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<ListedItem>> {
  const { subscriptionId, resourceGroup = "", names } = parent;
  const [first = "", second = ""] = names;
  const options = signal === undefined ? {} : { abortSignal: signal };
  if (list === "nodePools") {
    const client = await session.containerService(subscriptionId);
    return unflatten(client.agentPools.list(resourceGroup, first, options));
  }
  const client = await session.machineLearning(subscriptionId);
  switch (list) {
    case "computes":
      return withProperties(client.computeOperations.list(resourceGroup, first, options));
    case "onlineEndpoints":
      return withProperties(client.onlineEndpoints.list(resourceGroup, first, options));
    case "onlineDeployments":
      return withProperties(client.onlineDeployments.list(resourceGroup, first, second, options));
  }
}

async function* withProperties<T extends { properties?: unknown }>(
  items: AsyncIterable<T>,
): AsyncIterable<T & ListedItem> {
  for await (const item of items) {
    yield { ...item, properties: item.properties };
  }
}

/** The AKS client lifts a pool's `properties` to the top, where `type` is in the way. */
async function* unflatten<
  T extends { id?: string; name?: string; typePropertiesType?: unknown; type?: string },
>(items: AsyncIterable<T>): AsyncIterable<ListedItem> {
  for await (const { id, name, type: _armType, typePropertiesType, ...rest } of items) {
    yield {
      ...(id === undefined ? {} : { id }),
      ...(name === undefined ? {} : { name }),
      properties: { ...rest, type: typePropertiesType },
    };
  }
}

/** Dates back to text, undefined away: the form in which ARM sent it. */
function toJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
