import type { Permission } from "../catalogue/catalogue";
import { ArmFault, type ProviderContext } from "../provider";
import { assignmentOf, roleAssignmentType } from "../providers/roleAssignments";
import { parseResourceId } from "../resourceId";

type Context = Pick<ProviderContext, "store" | "catalogue" | "settings" | "caller">;

/** Actions of Resource Manager, or of data planes such as the blob service. */
type Plane = "actions" | "dataActions";

/**
 * What the caller may do at a scope: the settings and the role assignments, at the scope and above. Group
 * membership and deny assignments are not simulated.
 */
export function grantsAt(scope: string, context: Context): readonly Permission[] {
  return allGrants(context).filter((grant) => isWithin(scope, grant.scope));
}

export function isAllowed(
  scope: string,
  action: string,
  context: Context,
  plane: Plane = "actions",
): boolean {
  const asked = { scope, action, plane };
  return allows(context.settings.permissions, asked) || allows(assigned(context), asked);
}

/** Whether the caller may do this at the scope or anywhere below it. */
export function isAllowedWithin(scope: string, action: string, context: Context): boolean {
  const grants = allGrants(context);
  const below = grants.map((grant) => grant.scope).filter((place) => isWithin(place, scope));
  return [scope, ...below].some((place) =>
    allows(grants, { scope: place, action, plane: "actions" }),
  );
}

/** A filter for lists: they show only what the caller may read. */
export function readable(context: Context): (id: string, type: string) => boolean {
  const grants = allGrants(context);
  return (scope, type) => allows(grants, { scope, action: `${type}/read`, plane: "actions" });
}

/** Throws `AuthorizationFailed` when the caller may not do this. */
export function requireAllowed(scope: string, action: string, context: Context): void {
  if (!isAllowed(scope, action, context)) {
    throw authorizationFailed(scope, action, context);
  }
}

export function authorizationFailed(scope: string, action: string, { caller }: Context): ArmFault {
  const { username, objectId } = caller;
  const message = `The client '${username}' with object id '${objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
  return new ArmFault(403, "AuthorizationFailed", message);
}

function allGrants(context: Context): readonly Permission[] {
  return [...context.settings.permissions, ...assigned(context)];
}

/** What the caller's role assignments give. */
function assigned({ store, catalogue, caller }: Context): readonly Permission[] {
  const own = caller.objectId.toLowerCase();
  return store.list({ type: roleAssignmentType }).flatMap((record) => {
    const { principalId, role } = assignmentOf(record);
    const definition = catalogue.roleDefinitions.find(({ name }) => name === role);
    if (principalId !== own || !definition) {
      return [];
    }
    const { actions, notActions = [], dataActions = [] } = definition;
    const scope = parseResourceId(record.id)?.scope ?? "";
    return [{ scope: scope || "/", actions, notActions, dataActions }];
  });
}

function allows(
  grants: readonly Permission[],
  { scope, action, plane }: { scope: string; action: string; plane: Plane },
): boolean {
  return grants.some(
    (grant) =>
      isWithin(scope, grant.scope) &&
      (grant[plane] ?? []).some((pattern) => matches(action, pattern)) &&
      !(plane === "actions" && grant.notActions.some((pattern) => matches(action, pattern))),
  );
}

/** True for the same scope and for everything below it. */
function isWithin(scope: string, above: string): boolean {
  return `${trimmed(scope)}/`.startsWith(`${trimmed(above)}/`);
}

function trimmed(scope: string): string {
  return scope.toLowerCase().replace(/\/$/u, "");
}

/** `*` stands for any number of characters, `/` among them. */
function matches(action: string, pattern: string): boolean {
  if (pattern === "*") {
    return true;
  }
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "iu").test(action);
}
