import type { RoleDefinition } from "../catalogue/catalogue";
import { requireScope } from "../parents";
import type { Provider, ProviderRoute } from "../provider";
import { ArmFault } from "../provider";
import { permissionsAt } from "./permissions";
import { authorizationVersions, roleAssignments } from "./roleAssignments";

const subscription = "/subscriptions/{subscriptionId}";
const group = `${subscription}/resourceGroups/{resourceGroup}`;
const resource = `${group}/providers/{namespace}/{type}/{name}`;
const child = `${resource}/{childType}/{childName}`;

/** The scope that a path with values in place of the names stands for. */
function fill(path: string, params: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/gu, (_, name: string) => params[name] ?? "");
}

function permissionRoute(scopePath: string): ProviderRoute {
  return {
    method: "GET",
    path: `${scopePath}/providers/Microsoft.Authorization/permissions`,
    apiVersions: authorizationVersions,
    handle: ({ params }, { store, catalogue }) => {
      const scope = fill(scopePath, params);
      requireScope(store, scope);
      const value = permissionsAt(scope, catalogue).map(({ actions, notActions }) => ({
        actions,
        notActions,
        dataActions: [],
        notDataActions: [],
      }));
      return { status: 200, body: { value } };
    },
  };
}

function definitionView(scope: string, role: RoleDefinition): object {
  const { name, roleName, actions, notActions = [], dataActions = [] } = role;
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${name}`,
    type: "Microsoft.Authorization/roleDefinitions",
    name,
    properties: {
      roleName,
      type: "BuiltInRole",
      description: roleName,
      assignableScopes: ["/"],
      permissions: [{ actions, notActions, dataActions, notDataActions: [] }],
    },
  };
}

function definitionRoutes(scopePath: string): readonly ProviderRoute[] {
  const path = `${scopePath}/providers/Microsoft.Authorization/roleDefinitions`;
  const common = { method: "GET", apiVersions: authorizationVersions } as const;
  return [
    {
      ...common,
      path,
      handle: ({ params, query }, { catalogue }) => {
        const wanted = /^\s*roleName eq '(.*)'\s*$/iu.exec(query.get("$filter") ?? "")?.[1];
        const value = catalogue.roleDefinitions
          .filter(({ roleName }) => wanted === undefined || roleName === wanted)
          .map((role) => definitionView(fill(scopePath, params), role));
        return { status: 200, body: { value } };
      },
    },
    {
      ...common,
      path: `${path}/{roleDefinitionId}`,
      handle: ({ params }, { catalogue }) => {
        const id = params["roleDefinitionId"] ?? "";
        const role = catalogue.roleDefinitions.find(({ name }) => name === id.toLowerCase());
        if (!role) {
          const message = `The specified role definition with ID '${id.replaceAll("-", "")}' does not exist.`;
          throw new ArmFault(404, "RoleDefinitionDoesNotExist", message);
        }
        return { status: 200, body: definitionView(fill(scopePath, params), role) };
      },
    },
  ];
}

export const authorizationProvider: Provider = {
  namespace: "Microsoft.Authorization",
  kinds: [roleAssignments],
  routes: [
    ...[subscription, group, resource, child].map(permissionRoute),
    ...["", subscription, group].flatMap(definitionRoutes),
  ],
};
