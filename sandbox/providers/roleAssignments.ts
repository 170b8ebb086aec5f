import {
  ArmFault,
  type ProviderContext,
  type PutRequest,
  type ResourceKind,
  type ResourceRecord,
} from "../provider";
import { parseResourceId } from "../resourceId";
import type { StoredRecord } from "../store";
import { notImplemented } from "../armErrors";
import { fieldsOf, lastSegment, textOf } from "./fields";
import { principalOwner } from "./principalOwner";
import { recordsNamed } from "./recordsNamed";
import { listRoleAssignments } from "./roleAssignmentList";

export const roleAssignmentType = "Microsoft.Authorization/roleAssignments";
export const authorizationVersions = ["2022-04-01"];

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;
/** Until then Entra ID may not have a new principal everywhere. */
const replicationMs = 120_000;

/** An extension resource at any scope. Errors as the role-assignment API gives them. */
export const roleAssignments: ResourceKind = {
  type: roleAssignmentType,
  apiVersions: authorizationVersions,
  style: { createStatus: 201, updateStatus: 200, put: "none", delete: "none" },
  tracked: false,
  answersDeleted: true,
  put: (request, context) => ({ record: toRecord(request, context) }),
  list: ({ scope, query }, context) => listRoleAssignments(scope, query, context),
};

function toRecord(request: PutRequest, context: ProviderContext): ResourceRecord {
  const { id, name, existing } = request;
  const scope = parseResourceId(id)?.scope ?? "";
  if (!guid.test(name)) {
    const message = `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`;
    throw new ArmFault(400, "InvalidRoleAssignmentId", message);
  }
  const given = fieldsOf(request.body["properties"]);
  if (textOf(given["condition"])) {
    throw notImplemented("conditions of role assignments");
  }
  const principalId = textOf(given["principalId"]) ?? "";
  const role = lastSegment(textOf(given["roleDefinitionId"]) ?? "").toLowerCase();
  if (!guid.test(principalId)) {
    const message = `A valid principal ID must be provided for role assignment; '${principalId}' is none.`;
    throw new ArmFault(400, "InvalidPrincipalId", message);
  }
  if (!context.catalogue.roleDefinitions.some((known) => known.name === role)) {
    const message = `The specified role definition with ID '${role.replaceAll("-", "")}' does not exist.`;
    throw new ArmFault(400, "RoleDefinitionDoesNotExist", message);
  }
  const wanted = { id, name, scope, principalId: principalId.toLowerCase(), role };
  refuseChange(wanted, context);
  if (!existing) {
    refuseDouble(wanted, context);
  }
  const principalType = checkPrincipal(principalId, textOf(given["principalType"]), context);
  const now = new Date(context.clock.now()).toISOString();
  const { createdOn, createdBy } = existing?.properties ?? {};
  const description = textOf(given["description"]);
  return {
    id: existing?.id ?? id,
    type: roleAssignmentType,
    name,
    properties: {
      roleDefinitionId: roleDefinitionId(scope, role),
      principalId,
      principalType,
      scope: scope || "/",
      ...(description !== undefined && { description }),
      createdOn: createdOn ?? now,
      updatedOn: isSame(existing, description) ? existing?.properties["updatedOn"] : now,
      createdBy: createdBy ?? context.caller.objectId,
      updatedBy: context.caller.objectId,
    },
  };
}

function isSame(existing: ResourceRecord | undefined, description: string | undefined): boolean {
  return existing !== undefined && textOf(existing.properties["description"]) === description;
}

function roleDefinitionId(scope: string, role: string): string {
  const subscription = /^\/subscriptions\/[^/]+/iu.exec(scope)?.[0] ?? "";
  return `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

interface Wanted {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly principalId: string;
  readonly role: string;
}

/** A name stands for one principal, role and scope in the whole directory, and never for another. */
function refuseChange({ id, name, principalId, role }: Wanted, { store }: ProviderContext): void {
  const [known] = recordsNamed(roleAssignmentType, name, store);
  const before = known && assignmentOf(known);
  const isOther =
    known?.id.toLowerCase() !== id.toLowerCase() ||
    before?.principalId !== principalId ||
    before.role !== role;
  if (known && isOther) {
    const message =
      "Tenant ID, application ID, principal ID, and scope are not allowed to be updated.";
    throw new ArmFault(400, "RoleAssignmentUpdateNotPermitted", message);
  }
}

function refuseDouble(wanted: Wanted, { store }: ProviderContext): void {
  // At this scope, not at what lies below it.
  const under = `${wanted.scope}/providers/${roleAssignmentType}`;
  const double = store.list({ type: roleAssignmentType, under }).find((record) => {
    const { principalId, role } = assignmentOf(record);
    return principalId === wanted.principalId && role === wanted.role;
  });
  if (double) {
    const message = `The role assignment already exists. The ID of the existing role assignment is ${double.name.replaceAll("-", "")}.`;
    throw new ArmFault(409, "RoleAssignmentExists", message);
  }
}

/** Principal and role GUID of an assignment, in lower case. */
export function assignmentOf({ properties }: Pick<StoredRecord, "properties">): {
  readonly principalId: string;
  readonly role: string;
} {
  return {
    principalId: String(properties["principalId"]).toLowerCase(),
    role: lastSegment(String(properties["roleDefinitionId"])).toLowerCase(),
  };
}

/** Throws when the principal's kind is wrong, or not given for one that is new or unknown. */
function checkPrincipal(
  principalId: string,
  given: string | undefined,
  context: ProviderContext,
): string {
  const owner = principalOwner(principalId, context.store);
  const known = principalId === context.caller.objectId ? "User" : owner && "ServicePrincipal";
  if (given === undefined && (known === undefined || isNew(owner, context))) {
    const message = `Principal ${principalId.replaceAll("-", "")} does not exist in the directory ${context.caller.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`;
    throw new ArmFault(400, "PrincipalNotFound", message);
  }
  if (given !== undefined && known !== undefined && given !== known) {
    const message = `The PrincipalId '${principalId.replaceAll("-", "")}' has type '${known}', which is different from specified PrincipalType '${given}'.`;
    throw new ArmFault(400, "UnmatchedPrincipalType", message);
  }
  return given ?? known ?? "User";
}

function isNew(owner: StoredRecord | undefined, { clock }: ProviderContext): boolean {
  const createdAt = Date.parse(String(owner?.systemData?.["createdAt"]));
  return Number.isFinite(createdAt) && clock.now() - createdAt < replicationMs;
}
