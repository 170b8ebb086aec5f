import { ArmFault, type ProviderContext, type ResourceRecord } from "../provider";
import { fieldsOf, lastSegment, textOf, type Fields } from "./fields";

const identityType = "microsoft.managedidentity/userassignedidentities";

/**
 * The identity block as Azure answers it: principals that were there stay. Throws
 * `FailedIdentityOperation` for a user-assigned identity that is not there.
 */
export function identityOf(
  given: unknown,
  existing: ResourceRecord | undefined,
  context: ProviderContext,
): Fields | undefined {
  const type = textOf(fieldsOf(given)["type"]);
  if (!type || type === "None") {
    return type ? { type } : undefined;
  }
  const identity: Fields = { type };
  if (type.includes("SystemAssigned")) {
    identity["principalId"] = existing?.identity?.["principalId"] ?? context.newGuid();
    identity["tenantId"] = context.caller.tenantId;
  }
  if (type.includes("UserAssigned")) {
    const ids = Object.keys(fieldsOf(fieldsOf(given)["userAssignedIdentities"]));
    identity["userAssignedIdentities"] = Object.fromEntries(
      ids.map((id) => [id, principalOf(id, context)] as const),
    );
  }
  return identity;
}

function principalOf(id: string, { store }: ProviderContext): Fields {
  const record = store.get(id);
  if (record?.type.toLowerCase() !== identityType) {
    const message = `Identity operation failed: the user-assigned identity '${lastSegment(id)}' ('${id}') was not found.`;
    throw new ArmFault(400, "FailedIdentityOperation", message);
  }
  const { principalId, clientId } = record.properties;
  return { principalId, clientId };
}

/** Object ids of everything an identity block stands for. */
export function principalsOf(identity: Fields | undefined): string[] {
  const assigned = Object.values(fieldsOf(identity?.["userAssignedIdentities"]));
  return [identity?.["principalId"], ...assigned.map((each) => fieldsOf(each)["principalId"])]
    .map(textOf)
    .filter((each) => each !== undefined);
}
