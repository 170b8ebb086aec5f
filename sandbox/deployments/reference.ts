import { resourceNotFound } from "../armErrors";
import type { ProviderContext } from "../provider";
import { parseResourceId } from "../resourceId";
import type { Resources } from "../resources";
import { isDeployment } from "./deploymentRecord";
import { findNode, type TemplateNode } from "./template";

/** `reference(nameOrId[, apiVersion[, 'Full']])` over the resources as they are now. */
export function referenceIn(
  nodes: readonly TemplateNode[],
  services: { readonly context: ProviderContext; readonly resources: Resources },
): (args: readonly unknown[]) => unknown {
  return ([target, , full]) => {
    const wanted = String(target);
    const id = findNode(wanted, nodes)?.id ?? wanted;
    const record = services.context.store.get(id);
    if (!record) {
      const parsed = parseResourceId(id);
      const type = parsed?.type ?? "Microsoft.Resources/resources";
      throw resourceNotFound(type, parsed?.name ?? id, parsed?.resourceGroup);
    }
    const shown: Record<string, unknown> = isDeployment(record)
      ? { ...record, internal: undefined }
      : services.resources.view(record);
    return String(full).toLowerCase() === "full" ? shown : shown.properties;
  };
}
