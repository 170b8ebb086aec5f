import { notImplemented } from "../armErrors";
import type { RoleDefinition } from "../catalogue/catalogue";
import { pageOf } from "../paging";
import { ArmFault, type ProviderRoute } from "../provider";
import { authorizationVersions } from "./roleAssignments";
import { fillPath } from "./scopePaths";

const type = "Microsoft.Authorization/roleDefinitions";

/** Reading role definitions at one kind of scope; there are only the built-in ones of the catalogue. */
export function roleDefinitionRoutes(scopePath: string): readonly ProviderRoute[] {
  const list = `${scopePath}/providers/${type}`;
  const one = `${list}/{roleDefinitionId}`;
  const apiVersions = authorizationVersions;
  const custom = (method: "PUT" | "DELETE"): ProviderRoute => ({
    method,
    path: one,
    apiVersions,
    handle: () => {
      throw notImplemented("custom role definitions");
    },
  });
  return [
    {
      method: "GET",
      path: list,
      apiVersions,
      handle: ({ params, query, url }, { catalogue, settings }) => {
        const wanted = parseFilter(query.get("$filter"));
        const items = catalogue.roleDefinitions
          .filter(wanted)
          .map((role) => view(fillPath(scopePath, params), role));
        return { status: 200, body: pageOf(items, { url, pageSize: settings.pageSize }) };
      },
    },
    {
      method: "GET",
      path: one,
      apiVersions,
      handle: ({ params }, { catalogue }) => {
        const id = params["roleDefinitionId"] ?? "";
        const role = catalogue.roleDefinitions.find(({ name }) => name === id.toLowerCase());
        if (!role) {
          const message = `The specified role definition with ID '${id.replaceAll("-", "")}' does not exist.`;
          throw new ArmFault(404, "RoleDefinitionDoesNotExist", message);
        }
        return { status: 200, body: view(fillPath(scopePath, params), role) };
      },
    },
    custom("PUT"),
    custom("DELETE"),
  ];
}

/** Whatever the scope, the id names at most the subscription. */
function view(scope: string, role: RoleDefinition): object {
  const { name, roleName, actions, notActions = [], dataActions = [] } = role;
  const subscription = /^\/subscriptions\/[^/]+/iu.exec(scope)?.[0] ?? "";
  return {
    id: `${subscription}/providers/${type}/${name}`,
    type,
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

function parseFilter(text: string | null): (role: RoleDefinition) => boolean {
  const [, field, value] = /^\s*(roleName|type)\s+eq\s+'(.*)'\s*$/iu.exec(text ?? "") ?? [];
  if (field?.toLowerCase() === "rolename") {
    return ({ roleName }) => roleName === value;
  }
  if (field) {
    return () => value?.toLowerCase() === "builtinrole";
  }
  if (text === null || /^\s*atScopeAndBelow\(\)\s*$/iu.test(text)) {
    return () => true;
  }
  const message = `Invalid $filter '${text}' specified in the query string.`;
  throw new ArmFault(400, "InvalidFilterInQueryString", message);
}
