import { invalidContent } from "./armErrors";
import { mergeForPatch } from "./mergeForPatch";
import type { OperationRequest } from "./operations";
import type { ProviderContext, PutResult, ResourceKind, ResourceRecord } from "./provider";
import { parseResourceId } from "./resourceId";

/** What the kind makes of a PUT or PATCH; nothing is stored yet. */
export async function askKind(
  kind: ResourceKind,
  existing: ResourceRecord | undefined,
  request: OperationRequest,
  context: ProviderContext,
): Promise<PutResult> {
  const { resourceId: id, apiVersion, method } = request;
  const name = parseResourceId(id)?.name;
  if (!name) {
    throw invalidContent(`'${id}' is not the id of a resource.`);
  }
  const given = structuredClone(request.body);
  const before = existing && structuredClone(existing);
  if (method === "PATCH" && kind.patch) {
    return kind.patch({ id, name, body: given, existing: before, apiVersion }, context);
  }
  const body = method === "PATCH" && existing ? mergeForPatch(existing, given) : given;
  return kind.put({ id, name, body, existing: before, apiVersion }, context);
}
