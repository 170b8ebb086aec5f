import { firstSubscription } from "../support/sandbox";
import type { BenchClient, BenchRequest } from "./benchClient";

export interface MixOptions {
  readonly client: BenchClient;
  readonly count: number;
  /** The same seed makes the same requests. */
  readonly seed: number;
  /** Called after so many requests. */
  readonly every: { readonly requests: number; readonly call: (done: number) => void };
}

const location = "westeurope";
const group = `/subscriptions/${firstSubscription()}/resourceGroups/mixed`;
const providers = `${group}/providers`;
const names = 40;

/** A generator of numbers from 0 to 1 that repeats (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writes, reads, lists, actions, deletes and mistakes, over a bounded set of names. */
function requestsFor(name: string, round: number): readonly BenchRequest[] {
  const account = `${providers}/Microsoft.Storage/storageAccounts/${name}`;
  const identity = `${providers}/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  const storage = "?api-version=2025-01-01";
  const tags = { round: String(round) };
  const sku = { name: "Standard_LRS" };
  const body = { location, tags, sku, kind: "StorageV2", properties: {} };
  const graph = "/providers/Microsoft.ResourceGraph/resources?api-version=2024-04-01";
  const query = `resources | where name == '${name}' | project id, tags`;
  return [
    { method: "PUT", path: account + storage, body },
    { method: "PUT", path: account + storage, body },
    { method: "GET", path: account + storage },
    { method: "DELETE", path: account + storage },
    { method: "POST", path: `${account}/listKeys${storage}` },
    { method: "GET", path: `${providers}/Microsoft.Storage/storageAccounts${storage}` },
    {
      method: "PUT",
      path: `${identity}?api-version=2024-11-30`,
      body: { location, tags },
    },
    { method: "DELETE", path: `${identity}?api-version=2024-11-30` },
    { method: "GET", path: `${group}/resources?api-version=2025-04-01` },
    { method: "POST", path: graph, body: { query } },
    { method: "PUT", path: account + storage, text: '{"location":' },
    { method: "GET", path: `${providers}/Microsoft.Web/sites/${name}?api-version=2024-04-01` },
    { method: "GET", path: `${group}/resources` },
  ];
}

/** Sends so many requests, one after the other; answers how often each status came. */
export async function runMixedRequests(options: MixOptions): Promise<ReadonlyMap<number, number>> {
  const { client, count, seed, every } = options;
  const next = random(seed);
  const statuses = new Map<number, number>();
  const path = `${group}?api-version=2025-04-01`;
  await client.send({ method: "PUT", path, body: { location } });
  for (let done = 1; done <= count; done += 1) {
    const choices = requestsFor(`mixed${String(Math.floor(next() * names))}`, done);
    const request = choices[Math.floor(next() * choices.length)];
    const status = request ? await client.send(request) : 0;
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (done % every.requests === 0) {
      every.call(done);
    }
  }
  return statuses;
}
