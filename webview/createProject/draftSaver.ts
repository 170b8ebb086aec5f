import type { ProjectDraft } from "../../src/wizards/contracts/createProject";

export interface DraftSaverOptions {
  readonly save: (draft: ProjectDraft) => Promise<unknown>;
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onChange: (saved: "kept" | "failed") => void;
  /** A save that nobody answers means that the host is gone. */
  readonly onNoAnswer: () => void;
}

const pauseMs = 300;
const answerMs = 10_000;

/** Sends the draft after a pause in typing, and at once when the page may go away. */
export function createDraftSaver(options: DraftSaverOptions) {
  let known: ProjectDraft | undefined;
  let unsent: ProjectDraft | undefined;
  let stop: (() => void) | undefined;

  async function send(): Promise<void> {
    stop?.();
    stop = undefined;
    const draft = unsent;
    unsent = undefined;
    if (!draft) return;
    const stopWaiting = options.later(answerMs, options.onNoAnswer);
    try {
      await options.save(draft);
      // Nothing newer waits for its turn.
      if (known === draft) options.onChange("kept");
    } catch {
      options.onChange("failed");
    } finally {
      stopWaiting();
    }
  }

  return {
    /** The draft that the host has already. */
    begin(draft: ProjectDraft): void {
      known = draft;
    },
    follow(draft: ProjectDraft): void {
      if (draft === known) return;
      known = draft;
      unsent = draft;
      stop?.();
      stop = options.later(pauseMs, () => void send());
    },
    flush: () => send(),
  };
}
