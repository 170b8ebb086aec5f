import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { markEtag } from "../../marks";
import { fieldsOf, isFields, listOf, textOf } from "../../fields";
import { subnetType } from "../networkTypes";
import { networkName } from "../references";
import { prefixOf, subnetProperties } from "./subnetProperties";
import { refuseWhenUsed } from "./subnetUse";

/**
 * The subnets that the body of a network lists become all that it has; nothing is written before
 * everything is checked.
 */
export function replaceSubnets(
  vnet: ResourceRecord,
  listed: unknown,
  context: ProviderContext,
): void {
  const { store } = context;
  const wanted = listOf(listed).map((subnet) => readSubnet(vnet, subnet));
  const keys = new Set(wanted.map(({ id }) => id.toLowerCase()));
  const gone = store
    .list({ type: subnetType, parent: vnet.id })
    .filter(({ id }) => !keys.has(id.toLowerCase()));
  for (const subnet of gone) {
    refuseWhenUsed(subnet, context);
  }
  const written = wanted.map(({ id, name, given }): ResourceRecord => {
    const existing = store.get(id);
    const others = wanted
      .filter((other) => other.id !== id)
      .map((other) => ({ name: other.name, prefix: prefixOf(other.given) }));
    const request = { id, name, given, existing, others };
    const properties = subnetProperties(request, vnet, context);
    const record: ResourceRecord = {
      id: existing?.id ?? id,
      type: subnetType,
      name,
      properties: { ...properties, provisioningState: "Succeeded" },
    };
    markEtag({ hasEtag: true }, record);
    return record;
  });
  for (const { id } of gone) {
    store.delete(id);
  }
  for (const record of written) {
    store.put(record);
  }
}

function readSubnet(vnet: ResourceRecord, subnet: Record<string, unknown>) {
  const name = textOf(subnet["name"]) ?? "";
  if (!networkName.pattern.test(name) || !isFields(subnet["properties"])) {
    const message = `The subnet '${name}' of ${vnet.id} needs a valid name and properties.`;
    throw new ArmFault(400, "InvalidRequestFormat", message);
  }
  return { name, id: `${vnet.id}/subnets/${name}`, given: fieldsOf(subnet["properties"]) };
}

/** Subnets that stay as they are have to lie in what the network's address space becomes. */
export function checkKeptSubnets(vnet: ResourceRecord, context: ProviderContext): void {
  for (const { id, name, properties } of context.store.list({
    type: subnetType,
    parent: vnet.id,
  })) {
    const given = { addressPrefix: prefixOf(properties) };
    subnetProperties({ id, name, given, existing: undefined, others: [] }, vnet, context);
  }
}
