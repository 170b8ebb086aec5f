import type { ProviderContext, ResourceKind, ResourceRecord } from "../provider";
import { defineKind, plainView, styles } from "./defineKind";
import { fieldsOf, idOf } from "./fields";

/** The connections of a resource as its private endpoints see them, children of the resource. */
export function privateEndpointConnections(
  parentType: string,
  apiVersions: readonly string[],
): ResourceKind {
  return defineKind({
    type: `${parentType}/privateEndpointConnections`,
    apiVersions,
    style: styles.atOnce,
    properties: ({ given, existing }) => ({
      ...existing?.properties,
      privateLinkServiceConnectionState: {
        ...fieldsOf(existing?.properties["privateLinkServiceConnectionState"]),
        ...fieldsOf(given["privateLinkServiceConnectionState"]),
      },
    }),
  });
}

/** Connects a private endpoint to its target; once only. */
export function connectTarget(
  target: ResourceRecord,
  endpointId: string,
  groupIds: readonly string[],
  { store, newGuid }: ProviderContext,
): void {
  const known = connectionsOf(target, store).find(
    ({ properties }) =>
      idOf(properties["privateEndpoint"])?.toLowerCase() === endpointId.toLowerCase(),
  );
  if (known) {
    return;
  }
  const name = `${endpointId.slice(endpointId.lastIndexOf("/") + 1)}.${newGuid()}`;
  store.put({
    id: `${target.id}/privateEndpointConnections/${name}`,
    type: `${target.type}/privateEndpointConnections`,
    name,
    properties: {
      privateEndpoint: { id: endpointId },
      groupIds,
      privateLinkServiceConnectionState: {
        status: "Approved",
        description: "Auto-Approved",
        actionsRequired: "None",
      },
      provisioningState: "Succeeded",
    },
  });
}

export function disconnectTarget(
  target: ResourceRecord,
  endpointId: string,
  { store }: ProviderContext,
): void {
  for (const { id, properties } of connectionsOf(target, store)) {
    if (idOf(properties["privateEndpoint"])?.toLowerCase() === endpointId.toLowerCase()) {
      store.delete(id);
    }
  }
}

function connectionsOf(
  target: ResourceRecord,
  store: ProviderContext["store"],
): readonly ResourceRecord[] {
  return store.list({ type: `${target.type}/privateEndpointConnections`, parent: target.id });
}

/** The view of a resource that lists its connections. */
export function viewWithConnections(
  record: ResourceRecord,
  { store }: ProviderContext,
): Record<string, unknown> {
  const connections = connectionsOf(record, store).map(plainView);
  const properties = { ...record.properties, privateEndpointConnections: connections };
  return { ...plainView(record), properties };
}
