import type { Problem } from "../../src/project/problems";

export interface AnnouncerOptions {
  readonly later: (ms: number, run: () => void) => () => void;
  readonly onChange: () => void;
}

const pauseMs = 500;

/** Says new errors once, half a second after the last key. */
export function createAnnouncer({ later, onChange }: AnnouncerOptions) {
  let said = new Set<string>();
  let text = "";
  let stop: (() => void) | undefined;

  const errorsOf = (problems: readonly Problem[]) =>
    problems.filter((one) => one.severity === "error").map((one) => one.message);

  return {
    text: () => text,
    follow(problems: readonly Problem[], isTyping: boolean): void {
      if (!isTyping) {
        // What was there before the first key, or came with an answer, stands at its field already.
        if (!stop) said = new Set(errorsOf(problems));
        return;
      }
      stop?.();
      stop = later(pauseMs, () => {
        stop = undefined;
        const errors = errorsOf(problems);
        const fresh = errors.filter((message) => !said.has(message));
        said = new Set(errors);
        text = fresh.join(" ");
        onChange();
      });
    },
  };
}
