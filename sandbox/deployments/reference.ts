import { resourceNotFound } from "../armErrors";
import type { ProviderContext } from "../provider";
import { parseResourceId, sameId } from "../resourceId";
import type { Resources } from "../resources";
import { findResource } from "./template/dependencies";
import { deploymentType, type TemplateNode } from "./template/templateNode";

/** `reference(nameOrId[, apiVersion[, 'Full']])` over the resources as they are now. */
export function referenceIn(
  nodes: readonly TemplateNode[],
  services: { readonly context: ProviderContext; readonly resources: Resources },
): (args: readonly unknown[]) => unknown {
  return ([target, , full]) => {
    const wanted = String(target);
    const id = findResource(wanted, nodes)?.id ?? wanted;
    const record = services.context.store.get(id);
    if (!record) {
      const parsed = parseResourceId(id);
      const type = parsed?.type ?? "Microsoft.Resources/resources";
      throw resourceNotFound(type, parsed?.name ?? id, parsed?.resourceGroup);
    }
    const { internal: _, ...plain } = record;
    const shown: Record<string, unknown> = sameId(record.type, deploymentType)
      ? plain
      : services.resources.view(record);
    return String(full).toLowerCase() === "full" ? shown : shown.properties;
  };
}
