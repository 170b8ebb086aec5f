import type { AzureSession } from "../../azure/AzureSession";
import type { Clock } from "../../shared/Clock";
import type { ChildList } from "../../azure/listChildren";
import type { AzureReader } from "./azureReader";
import type { TreeResource } from "../nodes";
import { keyOf } from "./TenantInventories";

export interface ListedChildren {
  readonly resources: readonly TreeResource[];
  readonly readAt: number;
}

interface Listing {
  readonly key: string;
  readonly abort: AbortController;
  readonly result: Promise<ListedChildren>;
}

/**
 * The list calls of expanded parents. Each is made once, also when several nodes need it (the computes
 * of a workspace stand in three groups), and kept, also when it failed, until it is forgotten.
 */
export class ChildLists {
  private readonly listings = new Map<string, Listing>();

  constructor(
    private readonly reader: AzureReader,
    private readonly clock: Clock,
  ) {}

  /** Rejects with what the list call threw. */
  load(session: AzureSession, parentId: string, list: ChildList): Promise<ListedChildren> {
    const key = [keyOf(session), parentId.toLowerCase(), list].join("|");
    const known = this.listings.get(key);
    if (known !== undefined) return known.result;
    const abort = new AbortController();
    const result = this.list(session, parentId, list, abort.signal);
    // Whoever waits sees the rejection; a listing that nobody waits for any more must not be unhandled.
    result.catch(() => undefined);
    this.listings.set(key, { key, abort, result });
    return result;
  }

  /** Forgets the lists of one parent and of what is below it, or all; running calls are aborted. */
  forget(parentId?: string): void {
    const part = parentId?.toLowerCase();
    for (const { key, abort } of [...this.listings.values()]) {
      const id = key.split("|").at(-2) ?? "";
      if (part !== undefined && id !== part && !id.startsWith(`${part}/`)) continue;
      abort.abort();
      this.listings.delete(key);
    }
  }

  private async list(
    session: AzureSession,
    parentId: string,
    list: ChildList,
    signal: AbortSignal,
  ): Promise<ListedChildren> {
    const resources = await this.reader.listChildren(session, parentId, list, signal);
    return { resources, readAt: this.clock.now() };
  }
}
