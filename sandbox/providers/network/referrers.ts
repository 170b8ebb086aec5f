import type { ProviderContext, ResourceRecord } from "../../provider";
import type { Store } from "../../store";
import { fieldsOf, idOf, textOf } from "../fields";
import { endpointType, linkType, peeringType, subnetType } from "./networkTypes";

/** Ids that a record of each type refers to, as far as the rules of networks ask for them. */
const targets: Readonly<Record<string, (record: ResourceRecord) => readonly unknown[]>> = {
  [subnetType]: ({ properties }) =>
    ["networkSecurityGroup", "routeTable", "natGateway"].map((field) => idOf(properties[field])),
  [endpointType]: ({ properties }) => [idOf(properties["subnet"])],
  [peeringType]: ({ properties }) => [idOf(properties["remoteVirtualNetwork"])],
  [linkType]: ({ properties }) => [idOf(properties["virtualNetwork"])],
  "Microsoft.ContainerService/managedClusters/agentPools": ({ properties }) => [
    properties["vnetSubnetID"],
  ],
  "Microsoft.MachineLearningServices/workspaces/computes": ({ properties }) => [
    idOf(fieldsOf(properties["properties"])["subnet"]),
  ],
};

type Referrers = Map<string, Map<string, ResourceRecord>>;

/** Kept up to date with each store: networks are asked for what refers to them far more often than it changes. */
const known = new WeakMap<Store, Referrers>();

function keysOf(record: ResourceRecord): readonly string[] {
  return (targets[record.type]?.(record) ?? [])
    .map(textOf)
    .filter((id) => id !== undefined)
    .map((id) => id.toLowerCase());
}

function read(store: Store): Referrers {
  const found: Referrers = new Map();
  const add = (record: ResourceRecord): void => {
    for (const key of keysOf(record)) {
      const others = found.get(key) ?? new Map<string, ResourceRecord>();
      found.set(key, others.set(record.id.toLowerCase(), record));
    }
  };
  for (const type of Object.keys(targets)) {
    store.list({ type }).forEach(add);
  }
  store.onDidChange(({ before, after }) => {
    for (const key of before ? keysOf(before) : []) {
      found.get(key)?.delete(before?.id.toLowerCase() ?? "");
    }
    if (after) {
      add(after);
    }
  });
  return found;
}

/** Records of a type that refer to an id, in the order of their ids; not to be changed. */
export function referrersOf(
  id: string,
  type: string,
  { store }: Pick<ProviderContext, "store">,
): readonly ResourceRecord[] {
  const referrers = known.get(store) ?? read(store);
  known.set(store, referrers);
  return [...(referrers.get(id.toLowerCase())?.values() ?? [])]
    .filter((record) => record.type === type)
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Ids of the subnets that use a security group, route table or NAT gateway. */
export function subnetsWith(
  id: string,
  context: Pick<ProviderContext, "store">,
): readonly string[] {
  return referrersOf(id, subnetType, context).map((subnet) => subnet.id);
}
