import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { plainView, type WriteRequest } from "../../defineKind";
import { fieldsOf, listOf, textOf, type Fields } from "../../fields";
import { connectTarget, disconnectTarget } from "../../privateEndpointConnections";
import { missingReference } from "../references";

/** Whoever may approve on the target has done so by asking; a manual connection waits for its owner. */
const asked = {
  privateLinkServiceConnections: { status: "Approved", description: "Auto-Approved" },
  manualPrivateLinkServiceConnections: { status: "Pending", description: "Awaiting approval" },
} as const;

const connectionFields = [
  "privateLinkServiceConnections",
  "manualPrivateLinkServiceConnections",
] as const;

type Connections = Record<(typeof connectionFields)[number], Fields[]>;

/** The connections that a body asks for; an endpoint has exactly one. */
export function connectionsIn(request: WriteRequest, context: ProviderContext): Connections {
  const { given, id } = request;
  const read = (field: (typeof connectionFields)[number]): Fields[] =>
    listOf(given[field]).map((connection) => {
      const properties = fieldsOf(connection["properties"]);
      const target = textOf(properties["privateLinkServiceId"]) ?? "";
      if (!context.store.has(target)) {
        throw missingReference(id, target);
      }
      return {
        name: connection["name"],
        id: `${id}/${field}/${String(connection["name"])}`,
        type: `Microsoft.Network/privateEndpoints/${field}`,
        properties: {
          ...properties,
          provisioningState: "Succeeded",
          privateLinkServiceConnectionState: { ...asked[field], actionsRequired: "None" },
        },
      };
    });
  const connections = {
    privateLinkServiceConnections: read("privateLinkServiceConnections"),
    manualPrivateLinkServiceConnections: read("manualPrivateLinkServiceConnections"),
  };
  const count = connectionFields.reduce((sum, field) => sum + connections[field].length, 0);
  if (count !== 1) {
    const message = `Private endpoint ${id} must have exactly one private link service connection; ${count} were given.`;
    throw new ArmFault(400, "InvalidRequestFormat", message);
  }
  return connections;
}

/** The resource that an endpoint leads to. */
export function targetOf(endpoint: Pick<ResourceRecord, "properties">) {
  for (const field of connectionFields) {
    const [connection] = listOf(endpoint.properties[field]);
    const properties = fieldsOf(connection?.["properties"]);
    const id = textOf(properties["privateLinkServiceId"]);
    if (id !== undefined) {
      return { id, groupIds: properties["groupIds"], asked: asked[field] };
    }
  }
  return undefined;
}

export function connect(endpoint: ResourceRecord, context: ProviderContext): void {
  const target = targetOf(endpoint);
  const record = context.store.get(target?.id ?? "");
  if (target && record) {
    const connectionId = connectTarget(record, { id: endpoint.id, ...target.asked }, context);
    endpoint.internal = { ...endpoint.internal, connectionId };
  }
}

export function disconnect(endpoint: ResourceRecord, context: ProviderContext): void {
  disconnectTarget(targetOf(endpoint)?.id ?? "", endpoint.id, context);
}

const gone = { status: "Disconnected", description: "", actionsRequired: "None" };

/** The state of a connection is what its target says now. */
export function viewEndpoint(record: ResourceRecord, { store }: ProviderContext): Fields {
  if (record.properties["provisioningState"] !== "Succeeded") {
    return plainView(record);
  }
  const found = store.get(String(record.internal?.["connectionId"]));
  const state = found?.properties["privateLinkServiceConnectionState"] ?? gone;
  const shown = connectionFields.map((field): readonly [string, Fields[]] => [
    field,
    listOf(record.properties[field]).map((connection) => {
      const properties = fieldsOf(connection["properties"]);
      const told = { ...properties, privateLinkServiceConnectionState: state };
      return { ...connection, properties: told };
    }),
  ]);
  const properties: Fields = { ...record.properties, ...Object.fromEntries(shown) };
  return { ...plainView(record), properties };
}
