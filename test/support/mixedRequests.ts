import { isDeclaredFault, MixedClient } from "./MixedClient";
import type { Callee } from "./sandbox";

export interface MixedRequests {
  readonly callee: Callee;
  readonly subscriptionId: string;
  /** About how many requests; each client finishes what it has begun. */
  readonly requests: number;
  /** How many ask at the same time. */
  readonly clients: number;
  readonly seed: number;
  /** Paths with their query that are there and stay, to be read. */
  readonly readable?: readonly string[];
  /** Told after every answer how many there have been. */
  readonly onProgress?: (asked: number) => void;
}

export interface MixedReport {
  readonly asked: number;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** Answers of declared faults. */
  readonly declared: number;
  /** Answers that no client of Azure would get: 5xx without a declared fault, and refusals of what is right. */
  readonly unexpected: readonly string[];
  /** Resource groups whose list is not what was written to them. */
  readonly different: readonly string[];
  /** How many resources the writes have left behind. */
  readonly left: number;
}

/**
 * Lists, gets, puts, patches, deletes, polls, deployments and graph queries in a seeded random mix, by clients that
 * ask in parallel. What a client asks depends on the seed alone.
 */
export async function runMixedRequests(options: MixedRequests): Promise<MixedReport> {
  const { callee, subscriptionId, requests, clients, seed, readable = [], onProgress } = options;
  const counts = { asked: 0, declared: 0 };
  const byMethod: Record<string, number> = {};
  const byStatus: Record<string, number> = {};
  const unexpected: string[] = [];
  const run = async (client: number): Promise<MixedClient> => {
    let asked = 0;
    const mixed = new MixedClient({
      callee,
      subscriptionId,
      client,
      seed,
      readable,
      onAnswer: ({ method, path }, answer) => {
        asked += 1;
        counts.asked += 1;
        byMethod[method] = (byMethod[method] ?? 0) + 1;
        byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
        if (isDeclaredFault(answer)) {
          counts.declared += 1;
        } else if (answer.status >= 400 && !path.includes("/none?")) {
          unexpected.push(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        }
        onProgress?.(counts.asked);
      },
    });
    while (asked < requests / clients) {
      await mixed.act();
    }
    return mixed;
  };
  const ended = await Promise.all(Array.from({ length: clients }, (_, client) => run(client)));
  const different: string[] = [];
  let left = 0;
  for (const mixed of ended) {
    const { expected, group } = mixed;
    left += expected.length;
    if (JSON.stringify(await mixed.listed()) !== JSON.stringify(expected)) {
      different.push(group);
    }
  }
  return { ...counts, byMethod, byStatus, unexpected, different, left };
}
