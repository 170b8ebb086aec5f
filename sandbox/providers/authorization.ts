import { grantsAt } from "../access/grants";
import { resourceNotFound } from "../armErrors";
import { requireScope } from "../parents";
import type { Provider, ProviderContext, ProviderRoute } from "../provider";
import { parseResourceId } from "../resourceId";
import { authorizationVersions, roleAssignments } from "./roleAssignments";
import { roleDefinitionRoutes } from "./roleDefinitions";
import { fillPath, scopePaths } from "./scopePaths";

/** What the caller may do, one entry for each role; Azure answers it for groups and resources. */
function permissionRoute(scopePath: string): ProviderRoute {
  return {
    method: "GET",
    path: `${scopePath}/providers/Microsoft.Authorization/permissions`,
    apiVersions: authorizationVersions,
    handle: ({ params }, context) => {
      const scope = fillPath(scopePath, params);
      requirePlace(scope, context);
      const value = grantsAt(scope, context).map(({ actions, notActions, dataActions = [] }) => ({
        actions,
        notActions,
        dataActions,
        notDataActions: [],
      }));
      return { status: 200, body: { value } };
    },
  };
}

function requirePlace(scope: string, { store }: ProviderContext): void {
  requireScope(store, scope);
  const parsed = parseResourceId(scope);
  if (parsed && !store.has(scope)) {
    throw resourceNotFound(parsed.type, parsed.name, parsed.resourceGroup);
  }
}

const { tenant, subscription, group, resources } = scopePaths;

export const authorizationProvider: Provider = {
  namespace: "Microsoft.Authorization",
  kinds: [roleAssignments],
  routes: [
    ...[group, ...resources].map(permissionRoute),
    ...[tenant, subscription, group, ...resources].flatMap(roleDefinitionRoutes),
  ],
};
