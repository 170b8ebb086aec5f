import type { AzureSession } from "../../azure/AzureSession";
import { queryInventory, queryResourceGroups } from "../../azure/inventory";
import { listChildren, type ChildList } from "../../azure/listChildren";
import { readResource } from "../../azure/readResource";
import type { TreeResource } from "../nodes";

/** The reads of the tree. Each rejects with the abort reason as soon as the signal aborts. */
export interface AzureReader {
  /** The resources that the tree shows at the top of an environment: one query per tenant. */
  readonly queryInventory: QuerySubscriptions;
  /** The resource groups, by which projects without a manifest are found. */
  readonly queryResourceGroups: QuerySubscriptions;
  /** The children of one parent, every page. */
  listChildren(
    session: AzureSession,
    parentId: string,
    list: ChildList,
    signal: AbortSignal,
  ): Promise<readonly TreeResource[]>;
  /** One resource by GET; undefined when it is not there. */
  readResource(
    session: AzureSession,
    id: string,
    signal: AbortSignal,
  ): Promise<TreeResource | undefined>;
}

type QuerySubscriptions = (
  session: AzureSession,
  subscriptionIds: readonly string[],
  signal: AbortSignal,
) => Promise<readonly TreeResource[]>;

export const azureReader: AzureReader = {
  queryInventory,
  queryResourceGroups,
  listChildren,
  readResource,
};
