import { UserError } from "../shared/errors";
import { t } from "@vscode/l10n";

export interface ArmId {
  readonly subscriptionId: string;
  readonly resourceGroup?: string;
  /** `Microsoft.X/parents/children`; absent for a subscription or a resource group. */
  readonly type?: string;
  /** Names of the type's segments, parent first; the resource's own is the last. */
  readonly names: readonly string[];
}

/**
 * Reads the id of a subscription, a resource group or a resource in either. Segments keep their spelling;
 * of an extension resource (`.../providers/A/b/c/providers/D/e/f`) the last part counts.
 * @throws UserError `ArmIdInvalid`
 */
export function parseArmId(id: string): ArmId {
  const segments = id.replace(/^\/|\/$/g, "").split("/");
  const [root, subscriptionId, groups, resourceGroup] = segments;
  const isGroup = groups?.toLowerCase() === "resourcegroups";
  const scopeLength = isGroup ? 4 : 2;
  const provider = segments.map((s) => s.toLowerCase()).lastIndexOf("providers");
  const rest = provider < 0 ? [] : segments.slice(provider + 1);
  const isValid =
    root?.toLowerCase() === "subscriptions" &&
    segments.every((s) => s !== "") &&
    subscriptionId !== undefined &&
    (!isGroup || resourceGroup !== undefined) &&
    (provider < 0
      ? segments.length === scopeLength
      : provider >= scopeLength && rest.length >= 3 && rest.length % 2 === 1);
  if (!isValid) {
    throw new UserError("ArmIdInvalid", t('"{0}" is not an Azure resource id.', id));
  }
  const types = rest.filter((_, index) => index === 0 || index % 2 === 1);
  const names = rest.filter((_, index) => index > 0 && index % 2 === 0);
  return {
    subscriptionId,
    ...(isGroup && resourceGroup !== undefined ? { resourceGroup } : {}),
    ...(types.length > 0 ? { type: types.join("/") } : {}),
    names,
  };
}

/** Composes the id; names and type segments must be of the same depth. */
export function formatArmId(id: ArmId): string {
  const scope =
    `/subscriptions/${id.subscriptionId}` +
    (id.resourceGroup === undefined ? "" : `/resourceGroups/${id.resourceGroup}`);
  if (id.type === undefined) {
    return scope;
  }
  const [namespace = "", ...types] = id.type.split("/");
  if (types.length !== id.names.length) {
    throw new Error(`${id.type} needs ${types.length} names, not ${id.names.length}`);
  }
  const pairs = types.map((type, index) => `${type}/${id.names[index] ?? ""}`);
  return `${scope}/providers/${namespace}/${pairs.join("/")}`;
}

/** The id of a resource's parent resource, or of its group or subscription when it has none. */
export function parentIdOf(id: string): string {
  const parsed = parseArmId(id);
  if (parsed.type === undefined || parsed.names.length < 2) {
    const { subscriptionId, resourceGroup } = parsed;
    const isInGroup = parsed.type !== undefined && resourceGroup !== undefined;
    return formatArmId({ subscriptionId, ...(isInGroup ? { resourceGroup } : {}), names: [] });
  }
  return formatArmId({
    ...parsed,
    type: parsed.type.split("/").slice(0, -1).join("/"),
    names: parsed.names.slice(0, -1),
  });
}

/** Page of the resource in the cloud's web portal; works for groups and subscriptions too. */
export function portalLink(portal: string, id: string): string {
  return `${portal}/#resource${encodeURI(id)}`;
}
