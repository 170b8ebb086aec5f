import type { AzureSession } from "../../azure/AzureSession";
import { cloudIds, type CloudId } from "../../project/manifest";
import type { Clock } from "../../shared/Clock";
import { isCancellation } from "../../shared/errors";
import type { Logger } from "../../shared/Logger";
import type { AzureReader } from "./azureReader";
import { disconnectedCause, reasonOf } from "./failure";
import type { DisconnectedState, TreeResource } from "../nodes";
import { Overlay } from "./overlay";

export type InventoryReading =
  | { readonly state: "loading" }
  | { readonly state: "read"; readonly readAt: number }
  | { readonly state: "failed"; readonly reason: string; readonly cause?: DisconnectedState };

/** What one account sees in one tenant, with what has just changed laid over it. */
export interface TenantInventory {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly accountId: string;
  readonly accountName: string;
  readonly simulated: boolean;
  readonly portal?: string;
  readonly subscriptionNames: ReadonlyMap<string, string>;
  readonly resources: readonly TreeResource[];
  readonly reading: InventoryReading;
}

export interface TenantRequest {
  readonly session: AzureSession;
  /** All subscriptions to search, known when asked for. */
  readonly loadSubscriptions: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly loadNames: (signal: AbortSignal) => Promise<ReadonlyMap<string, string>>;
}

interface TenantState {
  session: AzureSession;
  rows: readonly TreeResource[];
  names: ReadonlyMap<string, string>;
  reading: InventoryReading;
  readonly overlay: Overlay;
}

export interface TenantInventoriesOptions {
  readonly reader: AzureReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly onDidChange: () => void;
}

/** Reads one inventory per connected tenant; what was read stays to be seen while it is read again. */
export class TenantInventories {
  private readonly states = new Map<string, TenantState>();
  private running = new AbortController();
  private readonly ended = new AbortController();

  constructor(private readonly options: TenantInventoriesOptions) {}

  getAll(): readonly TenantInventory[] {
    return [...this.states.values()].map(describe);
  }

  /** Reads all tenants anew, each by itself: a slow or failing one does not hold up the others. */
  async refresh(requests: readonly TenantRequest[]): Promise<void> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const wanted = new Set(requests.map(({ session }) => keyOf(session)));
    for (const key of this.states.keys()) if (!wanted.has(key)) this.states.delete(key);
    for (const request of requests) this.prepare(request.session);
    this.options.onDidChange();
    await Promise.all(requests.map((request) => this.read(request, signal)));
  }

  /** Reads what has just changed by GET and lays it over the inventory. */
  async layOver(session: AzureSession, ids: readonly string[]): Promise<void> {
    const state = this.states.get(keyOf(session));
    if (state === undefined) return;
    const { signal } = this.ended;
    await Promise.all(ids.map((id) => this.layOne(state, id, signal)));
    this.options.onDidChange();
  }

  dispose(): void {
    this.ended.abort();
    this.running.abort();
  }

  private prepare(session: AzureSession): void {
    const state = this.states.get(keyOf(session));
    if (state === undefined) {
      this.states.set(keyOf(session), {
        session,
        rows: [],
        names: new Map(),
        reading: { state: "loading" },
        overlay: new Overlay(),
      });
      return;
    }
    state.session = session;
    if (state.reading.state === "failed") state.reading = { state: "loading" };
  }

  private async read(request: TenantRequest, signal: AbortSignal): Promise<void> {
    const state = this.states.get(keyOf(request.session));
    if (state === undefined) return;
    try {
      const [subscriptions, names] = await Promise.all([
        request.loadSubscriptions(signal),
        request.loadNames(signal),
      ]);
      const ids = [...new Set(subscriptions.map((id) => id.toLowerCase()))];
      const rows = await this.query(request.session, ids, signal);
      if (signal.aborted) return;
      state.rows = rows;
      state.names = names;
      state.overlay.settle(rows);
      state.reading = { state: "read", readAt: this.options.clock.now() };
    } catch (error) {
      if (signal.aborted || isCancellation(error)) return;
      this.options.logger.warn(`Inventory of tenant ${keyOf(request.session)}: ${String(error)}`);
      const cause = disconnectedCause(error);
      const reason = reasonOf(error);
      state.reading = { state: "failed", reason, ...(cause === undefined ? {} : { cause }) };
    }
    this.options.onDidChange();
  }

  private async query(
    session: AzureSession,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly TreeResource[]> {
    if (ids.length === 0) return [];
    const { reader } = this.options;
    const [groups, resources] = await Promise.all([
      reader.queryResourceGroups(session, ids, signal),
      reader.queryInventory(session, ids, signal),
    ]);
    return [...groups, ...resources];
  }

  private async layOne(state: TenantState, id: string, signal: AbortSignal): Promise<void> {
    const row = state.rows.find((each) => each.id.toLowerCase() === id.toLowerCase());
    try {
      const resource = await this.options.reader.readResource(state.session, id, signal);
      state.overlay.put(id, resource, row);
    } catch (error) {
      if (signal.aborted) return;
      this.options.logger.warn(`Reading ${id} after a change: ${String(error)}`);
    }
  }
}

/** One key per cloud, tenant and account. */
export function keyOf(session: AzureSession): string {
  const { tenantId, objectId } = session.account;
  return [session.cloud, tenantId, objectId].join("|").toLowerCase();
}

function describe({ session, rows, names, reading, overlay }: TenantState): TenantInventory {
  const { account, portal, simulated } = session;
  return {
    cloud: cloudIds.find((id) => id === session.cloud) ?? "azure",
    tenantId: account.tenantId,
    accountId: account.objectId,
    accountName: account.username,
    simulated,
    ...(portal === undefined ? {} : { portal }),
    subscriptionNames: names,
    resources: reading.state === "read" ? overlay.merge(rows) : rows,
    reading,
  };
}
