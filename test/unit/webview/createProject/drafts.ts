import { newProject } from "../../../../src/project/newProject";
import type {
  ConnectionInfo,
  InitialState,
  ProjectDraft,
} from "../../../../src/wizards/contracts/createProject";
import {
  defaultOptions,
  reduce,
  startingState,
  type ReadyState,
} from "../../../../webview/createProject/state";

const tenantId = "11111111-1111-4111-8111-111111111111";
const objectId = "33333333-3333-4333-8333-333333333333";
export const subscriptions = {
  dev: "aaaaaaaa-0000-4000-8000-000000000001",
  stage: "aaaaaaaa-0000-4000-8000-000000000002",
  prod: "aaaaaaaa-0000-4000-8000-000000000003",
} as const;

export const connection: ConnectionInfo = {
  cloud: "sandbox",
  simulated: true,
  account: { username: "you@acme.example", objectId },
  tenant: { id: tenantId, name: "Acme (acme.example)" },
  subscriptions: [
    { id: subscriptions.dev, name: "acme-ai-dev", rights: "canCreate" },
    { id: subscriptions.stage, name: "acme-ai-stage", rights: "canCreate" },
    { id: subscriptions.prod, name: "acme-ai-prod", rights: "canCreate" },
  ],
};

export const draft: ProjectDraft = {
  manifest: newProject({
    cloud: "sandbox",
    tenantId,
    subscriptions,
    number: "003",
    region: "westeurope",
    shortCode: "weu",
    creator: { objectId, tenantId },
  }),
  selected: ["dev", "stage", "prod"],
  texts: {},
  page: "factory",
  visited: ["factory"],
};

export function ready(initial: Partial<InitialState> = {}): ReadyState {
  const state = reduce(startingState, {
    kind: "started",
    initial: { draft, connection, ...initial },
    options: defaultOptions,
  });
  if (state.kind !== "ready") throw new Error("The page did not start");
  return state;
}

export function after(state: ReadyState, ...actions: Parameters<typeof reduce>[1][]): ReadyState {
  const next = actions.reduce<ReturnType<typeof reduce>>(
    (current, action) => reduce(current, action),
    state,
  );
  if (next.kind !== "ready") throw new Error("The page is not ready");
  return next;
}

/** Timers that run when the test says so. */
export function manualTimers() {
  const waiting = new Map<number, { ms: number; run: () => void }>();
  let last = 0;
  return {
    later: (ms: number, run: () => void) => {
      const id = ++last;
      waiting.set(id, { ms, run });
      return () => {
        waiting.delete(id);
      };
    },
    /** Runs everything that waits no longer than `ms`. */
    pass(ms: number) {
      for (const [id, timer] of [...waiting]) {
        if (timer.ms > ms) continue;
        waiting.delete(id);
        timer.run();
      }
    },
  };
}
