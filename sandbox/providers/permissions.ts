import type { Catalogue } from "../catalogue/catalogue";
import { ArmFault, type ProviderContext } from "../provider";

/** What the caller may do at a scope: entries of the catalogue at the scope and above. */
export function permissionsAt(scope: string, { permissions }: Catalogue): Catalogue["permissions"] {
  const below = `${scope.toLowerCase().replace(/\/$/u, "")}/`;
  return permissions.filter((entry) => {
    const above = entry.scope.toLowerCase().replace(/\/$/u, "");
    return below.startsWith(`${above}/`);
  });
}

/** Whether the caller may do this at the scope. */
export function isPermitted(scope: string, action: string, catalogue: Catalogue): boolean {
  return permissionsAt(scope, catalogue).some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(action, pattern)) &&
      !notActions.some((pattern) => matches(action, pattern)),
  );
}

/** Throws `AuthorizationFailed` when the caller may not do this. */
export function requirePermission(scope: string, action: string, context: ProviderContext): void {
  if (!isPermitted(scope, action, context.catalogue)) {
    const { username, objectId } = context.caller;
    const message = `The client '${username}' with object id '${objectId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`;
    throw new ArmFault(403, "AuthorizationFailed", message);
  }
}

function matches(action: string, pattern: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/gu, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "iu").test(action);
}
