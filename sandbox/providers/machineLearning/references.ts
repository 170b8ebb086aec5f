import type { ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { userError } from "./refusals";
import { workspaceType } from "./mlTypes";

/** The ARM id that a reference to an asset or compute holds; undefined for other forms, as those of registries. */
export function armIdOf(reference: string | undefined): string | undefined {
  const id = reference?.replace(/^azureml:(?=\/)/iu, "");
  return id?.toLowerCase().startsWith("/subscriptions/") ? id : undefined;
}

/**
 * Throws when a reference by ARM id leads into a workspace and to nothing there. Status and text are those with
 * which Azure misses an asset of a registry; that of a workspace is not confirmed.
 */
export function requireReferenced(
  reference: string | undefined,
  target: string,
  { store }: ProviderContext,
): void {
  const id = armIdOf(reference);
  const type = id && parseResourceId(id)?.type.toLowerCase();
  if (id && type?.startsWith(`${workspaceType.toLowerCase()}/`) && !store.has(id)) {
    throw userError(`Could not find asset with ID: ${id}`, target, 404);
  }
}
