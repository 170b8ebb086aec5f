import { t } from "@vscode/l10n";
import type { AzureSession } from "../azure/AzureSession";
import type { CloudId } from "../project/manifest";
import { assertNever } from "../shared/assertNever";
import { isCancellation } from "../shared/errors";
import type { ChildList } from "../azure/listChildren";
import type { ChildLists, ListedChildren } from "./inventory/ChildLists";
import { disconnectedCause, reasonOf } from "./inventory/failure";
import { nodeId } from "./nodeId";
import type { GroupNode, ResourceNode, TreeNode } from "./nodes";

export interface LoadContext {
  readonly lists: ChildLists;
  readonly getSession: (cloud: CloudId, tenantId: string) => AzureSession | undefined;
}

export interface Listing {
  readonly parentId: string;
  readonly list: ChildList;
  readonly failure: (reason: string) => string;
  readonly empty: string;
  readonly build: (children: ListedChildren) => readonly TreeNode[];
}

/** Children that one list call gives; a failed or empty list has one child that says why. */
export async function listed(
  node: GroupNode | ResourceNode,
  context: LoadContext,
  listing: Listing,
): Promise<readonly TreeNode[]> {
  const { scope } = node;
  const parentId = nodeId(node);
  const session = context.getSession(scope.cloud, scope.tenantId);
  if (session === undefined) {
    const reason = t("Not connected");
    return [
      { kind: "notConnected", parentId, cause: "notConnected", reason, simulated: scope.simulated },
    ];
  }
  try {
    const children = await context.lists.load(session, listing.parentId, listing.list);
    const nodes = listing.build(children);
    if (nodes.length > 0) {
      return nodes.toSorted((a, b) => nameOf(a).localeCompare(nameOf(b)));
    }
    return [{ kind: "empty", parentId, reason: listing.empty, verb: "refresh" }];
  } catch (error) {
    if (isCancellation(error)) throw error;
    const cause = disconnectedCause(error);
    const reason = listing.failure(reasonOf(error));
    return cause === undefined
      ? [{ kind: "failed", parentId, reason }]
      : [{ kind: "notConnected", parentId, cause, reason, simulated: scope.simulated }];
  }
}

export function groupTexts({
  group,
  workspaceName,
}: GroupNode): Pick<Listing, "failure" | "empty"> {
  switch (group) {
    case "computeClusters":
      return {
        failure: (reason) =>
          t("Could not list the compute clusters of {0}: {1}", workspaceName, reason),
        empty: t("No compute clusters"),
      };
    case "computeInstances":
      return {
        failure: (reason) =>
          t("Could not list the compute instances of {0}: {1}", workspaceName, reason),
        empty: t("No compute instances"),
      };
    case "kubernetesComputes":
      return {
        failure: (reason) =>
          t("Could not list the Kubernetes computes of {0}: {1}", workspaceName, reason),
        empty: t("No Kubernetes computes"),
      };
    case "onlineEndpoints":
      return {
        failure: (reason) =>
          t("Could not list the online endpoints of {0}: {1}", workspaceName, reason),
        empty: t("No online endpoints"),
      };
    default:
      return assertNever(group);
  }
}

const nameOf = (node: TreeNode) => ("resource" in node ? node.resource.name : "");
