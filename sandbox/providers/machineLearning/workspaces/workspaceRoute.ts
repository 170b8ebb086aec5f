import { resourceNotFound } from "../../../armErrors";
import { requireScope } from "../../../parents";
import type {
  ActionResult,
  ProviderContext,
  ProviderRoute,
  ResourceRecord,
} from "../../../provider";
import type { Fields } from "../../fields";
import { mlNamespace, mlVersions, workspaceType } from "../mlTypes";

export interface WorkspaceRequest {
  readonly workspace: ResourceRecord;
  readonly params: Readonly<Record<string, string>>;
  readonly body: Fields;
}

const root = `/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/${mlNamespace}/workspaces/{workspace}`;

/** A route below a workspace that is there. */
export function workspaceRoute(
  method: ProviderRoute["method"],
  path: string,
  answer: (request: WorkspaceRequest, context: ProviderContext) => ActionResult,
): ProviderRoute {
  return {
    method,
    path: `${root}/${path}`,
    apiVersions: mlVersions,
    handle: ({ params, body }, context) =>
      answer({ workspace: requireWorkspace(params, context), params, body }, context),
  };
}

function requireWorkspace(
  params: Readonly<Record<string, string>>,
  { store }: ProviderContext,
): ResourceRecord {
  const { subscriptionId = "", group = "", workspace = "" } = params;
  const scope = `/subscriptions/${subscriptionId}/resourceGroups/${group}`;
  requireScope(store, scope);
  const record = store.get(`${scope}/providers/${workspaceType}/${workspace}`);
  if (!record) {
    throw resourceNotFound(workspaceType, workspace, group);
  }
  return record;
}
