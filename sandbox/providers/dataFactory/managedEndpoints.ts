import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { plainView, styles } from "../defineKind";
import { lastSegment, textOf, without, type Fields } from "../fields";
import { connectTarget, disconnectTarget } from "../privateEndpointConnections";
import { badRequest, factoryType, part } from "./parts";
import { factoryOf } from "./references";

const endpointFolder = "managedVirtualNetworks/managedPrivateEndpoints";

/** The one network that a factory can have managed for it. */
export const managedVirtualNetworks = part("managedVirtualNetworks", {
  properties: ({ given, name, id, existing }, { newGuid }) => {
    if (name !== "default") {
      throw badRequest(`The managed virtual network '${name}' has to be named 'default'.`, id);
    }
    return {
      ...without(given, "vNetId", "alias"),
      vNetId: existing?.properties["vNetId"] ?? newGuid(),
      alias: lastSegment(factoryOf(id)),
    };
  },
  beforeDelete: ({ name }) => {
    const message = `The managed virtual network '${name}' cannot be deleted.`;
    throw new ArmFault(405, "MethodNotAllowed", message);
  },
});

/** The endpoint itself lies in a subscription of Microsoft's, named for factory and endpoint. */
function endpointIdOf({ id, name, internal, location = "managed" }: ResourceRecord): string {
  const guid = String(internal?.["subscriptionId"]);
  return `/subscriptions/${guid}/resourceGroups/vnet-${guid.slice(0, 8)}-${location}-rg/providers/Microsoft.Network/privateEndpoints/${lastSegment(factoryOf(id))}.${name}`;
}

function targetOf({ properties }: ResourceRecord): string {
  return textOf(properties["privateLinkResourceId"]) ?? "";
}

/** What the owner of the target has said by now. */
function connectionState(record: ResourceRecord, { store }: ProviderContext): unknown {
  const connection = store.get(String(record.internal?.["connectionId"]));
  const gone = { status: "Disconnected", description: "", actionsRequired: "None" };
  const pending = { status: "Pending", description: "", actionsRequired: "None" };
  if (record.properties["provisioningState"] !== "Succeeded") {
    return pending;
  }
  return connection?.properties["privateLinkServiceConnectionState"] ?? gone;
}

function endpointProperties(
  given: Fields,
  id: string,
  existing: ResourceRecord | undefined,
): Fields {
  const target = textOf(given["privateLinkResourceId"]);
  const groupId = textOf(given["groupId"]);
  if (target === undefined || groupId === undefined || !parseResourceId(target)) {
    throw badRequest("The properties privateLinkResourceId and groupId are required.", id);
  }
  const before = existing?.properties;
  if (before && (before["privateLinkResourceId"] !== target || before["groupId"] !== groupId)) {
    throw badRequest("The target of a managed private endpoint cannot be changed.", id);
  }
  const computed = ["connectionState", "provisioningState", "isReserved"];
  return { ...without(given, ...computed), isReserved: false };
}

/** Made in the background; then the owner of the target finds a connection that waits for approval. */
export const managedPrivateEndpoints = part(endpointFolder, {
  style: styles.atOnce,
  isStateless: false,
  busyState: "Provisioning",
  createMs: 45_000,
  updateMs: 0,
  properties: ({ given, id, existing }, { store }) => {
    const properties = endpointProperties(given, id, existing);
    if (!existing && !store.has(String(properties["privateLinkResourceId"]))) {
      const target = String(properties["privateLinkResourceId"]);
      throw badRequest(`The private link resource '${target}' was not found.`, id);
    }
    return properties;
  },
  more: ({ existing }, { newGuid }) => ({
    internal: existing?.internal ?? { subscriptionId: newGuid() },
  }),
  finish: (record, context) => {
    const target = context.store.get(targetOf(record));
    if (target && record.internal?.["connectionId"] === undefined) {
      const factory = lastSegment(factoryOf(record.id));
      const description = `Requested by data factory '${factory}'`;
      const endpoint = { id: endpointIdOf(record), status: "Pending", description } as const;
      const connectionId = connectTarget(target, endpoint, context);
      record.internal = { ...record.internal, connectionId };
    }
  },
  beforeDelete: (record, context) => {
    disconnectTarget(targetOf(record), endpointIdOf(record), context);
  },
  view: (record, context) => ({
    ...plainView(record),
    properties: { ...record.properties, connectionState: connectionState(record, context) },
  }),
});

/** When a factory goes, its connections go from the targets. */
export function dropManagedEndpoints(factoryId: string, { store }: ProviderContext): void {
  const type = `${factoryType}/${endpointFolder}`;
  for (const record of store.list({ type, under: factoryId })) {
    disconnectTarget(targetOf(record), endpointIdOf(record), { store });
  }
}
