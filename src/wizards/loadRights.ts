import { t } from "@vscode/l10n";
import { z } from "zod";
import type { AzureSession } from "../azure/AzureSession";
import { apiVersions } from "../azure/apiVersions";
import { isCancellation } from "../shared/errors";
import { listAll } from "./azureReads";
import type { SubscriptionInfo } from "./contracts/createProject";

const permission = z.object({
  actions: z.array(z.string()).optional(),
  notActions: z.array(z.string()).optional(),
});
export type Permission = z.infer<typeof permission>;

const createActions = [
  "Microsoft.Resources/subscriptions/resourceGroups/write",
  "Microsoft.Resources/deployments/write",
];
const assignAction = "Microsoft.Authorization/roleAssignments/write";

function matches(pattern: string, action: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`, "i").test(action);
}

/** One permission grants what its actions name less its own notActions; permissions add up. */
export function isAllowed(permissions: readonly Permission[], action: string): boolean {
  return permissions.some(
    ({ actions = [], notActions = [] }) =>
      actions.some((one) => matches(one, action)) &&
      !notActions.some((one) => matches(one, action)),
  );
}

/** What the caller may do in a subscription, as its permissions say. Deny assignments are not seen there. */
export function rightsOf(permissions: readonly Permission[]): SubscriptionInfo["rights"] {
  if (!createActions.every((action) => isAllowed(permissions, action))) return "cannotCreate";
  return isAllowed(permissions, assignAction) ? "canCreate" : "cannotAssignRoles";
}

/** Asks the permissions API; a failure makes the rights unknown and says why. */
export async function loadRights(
  session: AzureSession,
  subscriptionId: string,
  signal: AbortSignal,
): Promise<Pick<SubscriptionInfo, "rights" | "rightsReason">> {
  const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Authorization/permissions`;
  const apiVersion = apiVersions["microsoft.authorization"];
  try {
    return { rights: rightsOf(await listAll(session, { path, apiVersion, signal }, permission)) };
  } catch (error) {
    if (isCancellation(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { rights: "unknown", rightsReason: t("The permissions could not be read: {0}", reason) };
  }
}
