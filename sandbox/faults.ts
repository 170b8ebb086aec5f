import type { ArmErrorBody } from "./armErrors";
import { seededRandom } from "./seededRandom";
import { targetType } from "./targetType";

/** What goes wrong in the service: also for the requests that a deployment makes itself. */
export type ServiceFault =
  | {
      readonly status: number;
      readonly code: string;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    }
  /** Real milliseconds before the work begins. */
  | { readonly delayMs: number }
  /** The request is accepted; its long operation ends in this error. */
  | { readonly failOperation: ArmErrorBody };

/** What goes wrong between client and service. */
export type ClientFault =
  | { readonly expiredToken: true }
  /** Cut before anything is done. */
  | { readonly drop: true }
  /** Done, and the answer lost. */
  | { readonly dropAfter: true }
  /** Done, and the connection cut in the middle of the answer's body. */
  | { readonly truncate: true };

export type FaultAction = ServiceFault | ClientFault;

/** An action is named for the field that no other action has. */
export const faultNames = [
  "status",
  "delayMs",
  "drop",
  "dropAfter",
  "truncate",
  "expiredToken",
  "failOperation",
] as const;

export type FaultName = (typeof faultNames)[number];

export function faultName(action: FaultAction): FaultName | undefined {
  return faultNames.find((name) => name in action);
}

/** A declared fault: which requests go wrong, when, and how. */
export interface FaultRule {
  readonly match: {
    readonly method?: string;
    /** Regular expression on the path with its query, any case. */
    readonly path?: string;
    /** Type of the resource that is read, listed, written or acted on, any case. */
    readonly type?: string;
  };
  /** How many matching requests it hits; all when absent. */
  readonly times?: number;
  /** How many matching requests pass before it hits. */
  readonly after?: number;
  /** Milliseconds of the sandbox's clock after which it hits no more. */
  readonly forMs?: number;
  /** Which of the matching requests it hits: every n-th, or a share of them drawn from a seeded sequence. */
  readonly rate?: { readonly every: number } | { readonly share: number; readonly seed?: number };
  readonly action: FaultAction;
}

/** How often a rule was looked at and has hit. */
export interface FaultCounter {
  readonly seen: number;
  readonly hits: number;
  /** Its time or its number of hits has run out. */
  readonly isOver: boolean;
}

interface Armed {
  readonly rule: FaultRule;
  readonly path: RegExp;
  readonly type: string | undefined;
  readonly until: number;
  readonly draw: () => number;
  seen: number;
  hits: number;
}

export class Faults {
  private armed: Armed[] = [];

  constructor(private readonly now: () => number) {}

  get rules(): readonly FaultRule[] {
    return this.armed.map(({ rule }) => rule);
  }

  /** In the order of the rules. */
  get counters(): readonly FaultCounter[] {
    return this.armed.map((armed) => {
      const { seen, hits } = armed;
      return { seen, hits, isOver: this.isOver(armed) };
    });
  }

  /** Replaces all rules; their counters and times start anew. */
  set(rules: readonly FaultRule[]): void {
    this.armed = rules.map((rule) => ({
      rule,
      path: new RegExp(rule.match.path ?? "", "i"),
      type: rule.match.type?.toLowerCase(),
      until: this.now() + (rule.forMs ?? Infinity),
      draw: seededRandom(rule.rate && "share" in rule.rate ? (rule.rate.seed ?? 1) : 1),
      seen: 0,
      hits: 0,
    }));
  }

  /** For a request that a deployment makes itself: it has no client. */
  take(method: string, path: string): ServiceFault | undefined {
    const hit = next(this.open(method, path).filter(({ rule }) => isServiceFault(rule.action)));
    return hit && isServiceFault(hit) ? hit : undefined;
  }

  /** For a request that came over the network. */
  takeForClient(method: string, path: string): FaultAction | undefined {
    return next(this.open(method, path));
  }

  /** The rules that match and whose time is not over. */
  private open(method: string, path: string): readonly Armed[] {
    const now = this.now();
    return this.armed.filter((armed) => now < armed.until && matches(armed, method, path));
  }

  private isOver({ rule, hits, until }: Armed): boolean {
    return hits >= (rule.times ?? Infinity) || this.now() >= until;
  }
}

/** The action of the first rule that hits; every rule that matches counts the request. */
function next(matching: readonly Armed[]): FaultAction | undefined {
  let hit: FaultAction | undefined;
  for (const armed of matching) {
    armed.seen += 1;
    if (!hit && isDue(armed)) {
      armed.hits += 1;
      hit = armed.rule.action;
    }
  }
  return hit;
}

function isDue({ rule, seen, hits, draw }: Armed): boolean {
  const { rate, after = 0, times = Infinity } = rule;
  const turn = seen - after;
  if (turn <= 0 || hits >= times) {
    return false;
  }
  if (!rate) {
    return true;
  }
  return "every" in rate ? turn % rate.every === 0 : draw() < rate.share;
}

function isServiceFault(action: FaultAction): action is ServiceFault {
  return "status" in action || "delayMs" in action || "failOperation" in action;
}

function matches({ rule, path, type }: Armed, method: string, asked: string): boolean {
  const { match } = rule;
  return (
    (match.method === undefined || match.method.toUpperCase() === method) &&
    path.test(asked) &&
    (type === undefined || targetType(method, asked)?.toLowerCase() === type)
  );
}
