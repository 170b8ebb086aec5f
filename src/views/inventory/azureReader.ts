import type { AzureSession } from "../../azure/AzureSession";
import type { TreeResource } from "../nodes";

/** The reads of the tree. Each rejects with the abort reason as soon as the signal aborts. */
export interface AzureReader {
  /** Every top-level resource and resource group of the subscriptions, in one Resource Graph query. */
  queryInventory(
    session: AzureSession,
    subscriptionIds: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly TreeResource[]>;
  /** The children of one parent, in one list call (of several pages where needed). */
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

export type ChildList = "computes" | "onlineEndpoints" | "onlineDeployments" | "nodePools";
