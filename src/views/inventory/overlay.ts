import type { TreeResource } from "../nodes";

/**
 * What has just changed and was read by GET. Resource Graph lags behind: an entry counts until the
 * inventory shows something else than it did when the change was made.
 */
export interface OverlayEntry {
  /** Lower-case resource id. */
  readonly id: string;
  /** As GET answered; absent when the resource is gone. */
  readonly resource?: TreeResource;
  /** The inventory's row when the change was made; absent when it had none. */
  readonly before?: TreeResource;
}

/** True once the inventory has caught up with the entry. */
export function isSettled(entry: OverlayEntry, row: TreeResource | undefined): boolean {
  if (row === undefined) return entry.resource === undefined;
  if (entry.before === undefined) return entry.resource !== undefined;
  return entry.resource !== undefined && !isSameRow(entry.before, row);
}

/** The inventory with the entries laid over it. Pure; rows keep their order, new ones come last. */
export function mergeOverlay(
  rows: readonly TreeResource[],
  entries: readonly OverlayEntry[],
): readonly TreeResource[] {
  const open = new Map(entries.map((entry) => [entry.id, entry]));
  const merged: TreeResource[] = [];
  for (const row of rows) {
    const entry = open.get(row.id.toLowerCase());
    open.delete(row.id.toLowerCase());
    if (entry === undefined || isSettled(entry, row)) merged.push(row);
    else if (entry.resource !== undefined) merged.push(entry.resource);
  }
  for (const { resource } of open.values()) {
    if (resource !== undefined) merged.push(resource);
  }
  return merged;
}

/** The entries of one account in one tenant. */
export class Overlay {
  private readonly entries = new Map<string, OverlayEntry>();

  /** A second change of the same resource keeps what the inventory showed before the first. */
  put(id: string, resource: TreeResource | undefined, row: TreeResource | undefined): void {
    const key = id.toLowerCase();
    const earlier = this.entries.get(key);
    const before = earlier === undefined ? row : earlier.before;
    this.entries.set(key, {
      id: key,
      ...(resource === undefined ? {} : { resource }),
      ...(before === undefined ? {} : { before }),
    });
  }

  merge(rows: readonly TreeResource[]): readonly TreeResource[] {
    return mergeOverlay(rows, [...this.entries.values()]);
  }

  /** Drops what the inventory shows by itself now. */
  settle(rows: readonly TreeResource[]): void {
    const byId = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
    for (const [id, entry] of this.entries) {
      if (isSettled(entry, byId.get(id))) this.entries.delete(id);
    }
  }

  get size(): number {
    return this.entries.size;
  }
}

function isSameRow(a: TreeResource, b: TreeResource): boolean {
  return (
    JSON.stringify([a.sku, a.tags, a.properties]) === JSON.stringify([b.sku, b.tags, b.properties])
  );
}
