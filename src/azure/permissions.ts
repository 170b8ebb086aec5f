import { t } from "@vscode/l10n";
import { z } from "zod";
import { ArmError } from "./ArmError";
import type { AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";
import { listPages } from "./listPages";

/** What the account may do where a project is to be made. */
export interface Rights {
  readonly rights: "canCreate" | "cannotAssignRoles" | "cannotCreate" | "unknown";
  /** Why it is unknown. */
  readonly reason?: string;
}

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
}

const permission = z.object({
  actions: z.array(z.string()).nullish(),
  notActions: z.array(z.string()).nullish(),
});

/**
 * The rights on a subscription. Azure answers this question only for resource groups and resources
 * (Microsoft.Authorization 2022-04-01), so it stays open until Azure checks the deployment itself.
 */
export function subscriptionRights(): Rights {
  return {
    rights: "unknown",
    reason: t(
      "Azure tells an account's rights only for a resource group, not for a subscription. They are checked when the deployment starts.",
    ),
  };
}

/**
 * The rights on a resource group, by the actions that its deployment needs. Deny assignments and
 * conditions are not part of the answer.
 */
export async function loadGroupRights(
  session: AzureSession,
  subscriptionId: string,
  resourceGroup: string,
  signal?: AbortSignal,
): Promise<Rights> {
  const path = `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}/providers/Microsoft.Authorization/permissions`;
  const apiVersion = apiVersions["microsoft.authorization"];
  try {
    const found = await listPages(session, { path, apiVersion }, permission, signal);
    const permissions = found.map(({ actions, notActions }) => ({
      actions: actions ?? [],
      notActions: notActions ?? [],
    }));
    if (!isAllowed(permissions, "Microsoft.Resources/deployments/write")) {
      return { rights: "cannotCreate" };
    }
    const canAssign = isAllowed(permissions, "Microsoft.Authorization/roleAssignments/write");
    return { rights: canAssign ? "canCreate" : "cannotAssignRoles" };
  } catch (error) {
    if (error instanceof ArmError && [403, 404].includes(error.status)) {
      return { rights: "unknown", reason: error.message };
    }
    throw error;
  }
}

/** True if one role grants the action: `actions` match it and that role's `notActions` do not (`*` spans segments). */
export function isAllowed(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions, notActions }) =>
      actions.some((pattern) => matches(pattern, action)) &&
      !notActions.some((pattern) => matches(pattern, action)),
  );
}

function matches(pattern: string, action: string): boolean {
  const parts = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "i").test(action);
}
