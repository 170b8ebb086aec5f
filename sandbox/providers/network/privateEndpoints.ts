import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { formatAddress, parseRange } from "../addressRanges";
import { defineKind, plainView, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, idOf, lastSegment, listOf, textOf, textsOf, type Fields } from "../fields";
import { connectionOf, connectTarget, disconnectTarget } from "../privateEndpointConnections";
import { hostNames } from "./privateLinkHosts";
import { networkName, networkVersions, referenced } from "./references";

const connectionFields = [
  "privateLinkServiceConnections",
  "manualPrivateLinkServiceConnections",
] as const;

export const privateEndpoints = defineKind({
  type: "Microsoft.Network/privateEndpoints",
  apiVersions: networkVersions,
  style: styles.asyncOperation,
  tracked: true,
  name: networkName,
  hasEtag: true,
  busyState: "Updating",
  createMs: 60_000,
  deleteMs: 15_000,
  properties: (request, context) => {
    const { given, id, existing } = request;
    const subnet = referenced(id, given["subnet"], context);
    if (!subnet) {
      const message = `Private endpoint ${id} must reference a subnet.`;
      throw new ArmFault(400, "SubnetNotSpecified", message);
    }
    const connections = connectionFields.map(
      (field) => [field, connectionsIn(request, field, context)] as const,
    );
    const nicName = textOf(given["customNetworkInterfaceName"]) ?? `${request.name}-nic`;
    const nicId = id.replace(/\/privateEndpoints\/[^/]+$/iu, `/networkInterfaces/${nicName}`);
    return {
      ...(given["customNetworkInterfaceName"] !== undefined && {
        customNetworkInterfaceName: nicName,
      }),
      subnet,
      resourceGuid: existing?.properties["resourceGuid"] ?? context.newGuid(),
      ...Object.fromEntries(connections),
      networkInterfaces: [{ id: nicId }],
      ipConfigurations: listOf(given["ipConfigurations"]),
      customDnsConfigs:
        existing?.properties["customDnsConfigs"] ?? dnsConfigs(connections, idOf(subnet), context),
    };
  },
  finish: async (record, context) => {
    await addNic(record, context);
    for (const { target, state } of targetsOf(record)) {
      const found = context.store.get(target);
      if (found) {
        const { status, description } = state;
        connectTarget(found, { id: record.id, status, description }, context);
      }
    }
  },
  beforeDelete: (record, context) => {
    for (const { target } of targetsOf(record)) {
      disconnectTarget(target, record.id, context);
    }
    for (const nic of listOf(record.properties["networkInterfaces"])) {
      context.store.delete(textOf(nic["id"]) ?? "");
    }
  },
  view: viewEndpoint,
});

function connectionsIn(
  { given, id }: WriteRequest,
  field: ConnectionField,
  { store }: ProviderContext,
): Fields[] {
  return listOf(given[field]).map((connection) => {
    const properties = fieldsOf(connection["properties"]);
    const target = textOf(properties["privateLinkServiceId"]) ?? "";
    if (!store.has(target)) {
      const message = `Resource ${target} referenced by resource ${id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`;
      throw new ArmFault(400, "InvalidResourceReference", message, { target: lastSegment(target) });
    }
    return {
      ...connection,
      id: `${id}/${field}/${String(connection["name"])}`,
      properties: {
        ...properties,
        provisioningState: "Succeeded",
        privateLinkServiceConnectionState: { ...asked[field], actionsRequired: "None" },
      },
    };
  });
}

/** Whoever may approve on the target has done so by asking; a manual connection waits for its owner. */
const asked = {
  privateLinkServiceConnections: { status: "Approved", description: "Auto-Approved" },
  manualPrivateLinkServiceConnections: { status: "Pending", description: "Awaiting approval" },
} as const;

type ConnectionField = (typeof connectionFields)[number];

interface TargetOf {
  readonly target: string;
  readonly state: (typeof asked)[ConnectionField];
}

function targetsOf(record: ResourceRecord): readonly TargetOf[] {
  return connectionFields.flatMap((field) =>
    listOf(record.properties[field]).map((connection) => ({
      target: textOf(fieldsOf(connection["properties"])["privateLinkServiceId"]) ?? "",
      state: asked[field],
    })),
  );
}

/** The state of a connection is what its target says now. */
function viewEndpoint(record: ResourceRecord, { store }: ProviderContext): Fields {
  const isReady = record.properties["provisioningState"] === "Succeeded";
  const shown = connectionFields.map((field) => [
    field,
    listOf(record.properties[field]).map((connection) => {
      const properties = fieldsOf(connection["properties"]);
      const target = textOf(properties["privateLinkServiceId"]) ?? "";
      const found = isReady ? connectionOf(target, record.id, { store }) : undefined;
      const gone = { status: "Disconnected", description: "", actionsRequired: "None" };
      const state = isReady
        ? (found?.properties["privateLinkServiceConnectionState"] ?? gone)
        : properties["privateLinkServiceConnectionState"];
      const told = { ...properties, privateLinkServiceConnectionState: state };
      return { ...connection, properties: told };
    }),
  ]);
  return {
    ...plainView(record),
    properties: { ...record.properties, ...Object.fromEntries(shown) },
  };
}

/** Host names of the targets with free addresses of the subnet; Azure keeps the first four for itself. */
function dnsConfigs(
  connections: readonly (readonly [string, Fields[]])[],
  subnetId: string | undefined,
  { store }: ProviderContext,
): Fields[] {
  const taken = new Set(
    store
      .list({ type: "Microsoft.Network/privateEndpoints" })
      .filter(
        ({ properties }) => idOf(properties["subnet"])?.toLowerCase() === subnetId?.toLowerCase(),
      )
      .flatMap(({ properties }) => listOf(properties["customDnsConfigs"]))
      .flatMap((config) => textsOf(config["ipAddresses"])),
  );
  const subnet = subnetId === undefined ? undefined : store.get(subnetId);
  let next = (parseRange(textOf(subnet?.properties["addressPrefix"]) ?? "")?.first ?? 0) + 4;
  const hosts = connections
    .flatMap(([, list]) => list.map((connection) => fieldsOf(connection["properties"])))
    .flatMap((properties) => {
      const target = store.get(textOf(properties["privateLinkServiceId"]) ?? "");
      return target ? hostNames(target, textsOf(properties["groupIds"])) : [];
    });
  return hosts.map((fqdn) => {
    while (taken.has(formatAddress(next))) {
      next += 1;
    }
    const address = formatAddress(next);
    taken.add(address);
    return { fqdn, ipAddresses: [address] };
  });
}

async function addNic(record: ResourceRecord, context: ProviderContext): Promise<void> {
  const id = textOf(listOf(record.properties["networkInterfaces"])[0]?.["id"]);
  if (id === undefined || context.store.has(id)) {
    return;
  }
  const configs = listOf(record.properties["customDnsConfigs"]);
  const ipConfigurations = configs.map((config, index) => ({
    name: `privateEndpointIpConfig.${index + 1}`,
    properties: {
      privateIPAddress: textsOf(config["ipAddresses"])[0],
      privateIPAllocationMethod: "Dynamic",
      subnet: record.properties["subnet"],
      primary: index === 0,
      provisioningState: "Succeeded",
    },
  }));
  const properties = { ipConfigurations, privateEndpoint: { id: record.id } };
  await context.put(id, { location: record.location, properties });
}
