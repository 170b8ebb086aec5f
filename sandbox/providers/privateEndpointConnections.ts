import { resourceNotFound } from "../armErrors";
import {
  ArmFault,
  type ProviderContext,
  type ResourceKind,
  type ResourceRecord,
} from "../provider";
import { parseResourceId, sameId } from "../resourceId";
import { defineKind, plainView, styles } from "./defineKind";
import { fieldsOf, idOf, textOf, without, type Fields } from "./fields";

const statuses = ["Pending", "Approved", "Rejected", "Disconnected"] as const;
export type ConnectionStatus = (typeof statuses)[number];

/** What differs between the providers' specifications. */
interface Shape {
  /** How the answer names what the owner of the endpoint has to do. */
  readonly actions: "actionRequired" | "actionsRequired";
  /** What the target shows of a connection in its own body. */
  readonly listed: "whole" | "withoutName" | "nothing";
  readonly answersDeleted?: boolean;
}

const usual: Shape = { actions: "actionsRequired", listed: "whole" };
const shapes: Readonly<Record<string, Shape>> = {
  "microsoft.storage/storageaccounts": { ...usual, actions: "actionRequired" },
  "microsoft.keyvault/vaults": { ...usual, listed: "withoutName", answersDeleted: true },
  "microsoft.datafactory/factories": { ...usual, listed: "nothing" },
};

function shapeOf(targetType: string): Shape {
  return shapes[targetType.toLowerCase()] ?? usual;
}

/** The connections of a resource as its private endpoints see them, children of the resource. */
export function privateEndpointConnections(
  parentType: string,
  apiVersions: readonly string[],
): ResourceKind {
  const kind = defineKind({
    type: `${parentType}/privateEndpointConnections`,
    apiVersions,
    style: styles.atOnce,
    properties: ({ given, existing, name }) => {
      if (!existing) {
        throw resourceNotFound(`${parentType}/privateEndpointConnections`, name);
      }
      return { ...existing.properties, ...decision(existing, given) };
    },
    view: (record) => viewConnection(record, shapeOf(parentType)),
  });
  return { ...kind, answersDeleted: shapeOf(parentType).answersDeleted === true };
}

/** Whoever owns the resource approves or rejects; the endpoint itself stays. */
function decision(existing: ResourceRecord, given: Fields): Fields {
  const before = fieldsOf(existing.properties["privateLinkServiceConnectionState"]);
  const { status, description } = fieldsOf(given["privateLinkServiceConnectionState"]);
  const decided = status === undefined ? before["status"] : statuses.find((s) => s === status);
  if (decided === undefined) {
    const message = `The private endpoint connection status '${String(status)}' is invalid. It is one of ${statuses.join(", ")}.`;
    throw new ArmFault(400, "InvalidRequestContent", message);
  }
  const words = textOf(description) ?? before["description"];
  const state = { status: decided, description: words, actionsRequired: "None" };
  return { privateLinkServiceConnectionState: state };
}

function viewConnection(record: ResourceRecord, { actions }: Shape): Fields {
  const { actionsRequired, ...state } = fieldsOf(
    record.properties["privateLinkServiceConnectionState"],
  );
  const shown = { ...state, [actions]: actionsRequired };
  const properties = { ...record.properties, privateLinkServiceConnectionState: shown };
  return { ...plainView(record), properties };
}

export interface Endpoint {
  readonly id: string;
  readonly status: ConnectionStatus;
  readonly description: string;
}

/** Connects an endpoint to its target, once only; answers the id of the connection. */
export function connectTarget(
  target: ResourceRecord,
  { id, status, description }: Endpoint,
  { store, newGuid }: ProviderContext,
): string {
  const known = connectionOf(target.id, id, { store });
  if (known) {
    return known.id;
  }
  const name = `${id.slice(id.lastIndexOf("/") + 1)}.${newGuid()}`;
  const connectionId = `${target.id}/privateEndpointConnections/${name}`;
  store.put({
    id: connectionId,
    type: `${target.type}/privateEndpointConnections`,
    name,
    properties: {
      privateEndpoint: { id },
      privateLinkServiceConnectionState: { status, description, actionsRequired: "None" },
      provisioningState: "Succeeded",
    },
  });
  return connectionId;
}

export function disconnectTarget(
  targetId: string,
  endpointId: string,
  { store }: Pick<ProviderContext, "store">,
): void {
  const connection = connectionOf(targetId, endpointId, { store });
  if (connection) {
    store.delete(connection.id);
  }
}

function connectionOf(
  targetId: string,
  endpointId: string,
  { store }: Pick<ProviderContext, "store">,
): ResourceRecord | undefined {
  const type = `${parseResourceId(targetId)?.type ?? ""}/privateEndpointConnections`;
  return store
    .list({ type, parent: targetId })
    .find(({ properties }) => sameId(idOf(properties["privateEndpoint"]) ?? "", endpointId));
}

/** The view of a resource that lists its connections. */
export function viewWithConnections(
  record: ResourceRecord,
  { store }: ProviderContext,
): Record<string, unknown> {
  const shape = shapeOf(record.type);
  const type = `${record.type}/privateEndpointConnections`;
  const connections = store
    .list({ type, parent: record.id })
    .map((connection) => viewConnection(connection, shape));
  const listed =
    shape.listed === "withoutName"
      ? connections.map((connection) => without(connection, "name", "type"))
      : connections;
  const properties = {
    ...record.properties,
    ...(shape.listed !== "nothing" && { privateEndpointConnections: listed }),
  };
  return { ...plainView(record), properties };
}
