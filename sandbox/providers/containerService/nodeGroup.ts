import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";

export function nodeGroupId({ id, properties }: Pick<ResourceRecord, "id" | "properties">): string {
  const { subscriptionId = "" } = parseResourceId(id) ?? {};
  return `/subscriptions/${subscriptionId}/resourceGroups/${String(properties["nodeResourceGroup"])}`;
}

/** The group of a new cluster's nodes has to be made by AKS itself. */
export function refuseExistingNodeGroup(record: ResourceRecord, { store }: ProviderContext): void {
  if (!store.has(record.id) && store.has(nodeGroupId(record))) {
    const name = String(record.properties["nodeResourceGroup"]);
    const message = `The node resource group '${name}' already exists in the subscription. Choose another name or delete the group.`;
    throw new ArmFault(409, "NodeResourceGroupAlreadyExists", message);
  }
}

/** The group of the nodes with the identity that pulls images. */
export async function addNodeGroup(
  record: ResourceRecord,
  context: ProviderContext,
): Promise<void> {
  const { location, id, name } = record;
  const groupId = nodeGroupId(record);
  if (!context.store.has(groupId)) {
    await context.put(groupId, { location, managedBy: id });
  }
  const identityId = `${groupId}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}-agentpool`;
  const identity =
    context.store.get(identityId) ?? (await context.put(identityId, { location, properties: {} }));
  const { principalId, clientId } = identity.properties;
  record.properties["identityProfile"] = {
    kubeletidentity: { resourceId: identityId, objectId: principalId, clientId },
  };
}
