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
      if (!isTyping) return;
      stop?.();
      stop = later(pauseMs, () => {
        const errors = errorsOf(problems);
        const fresh = errors.filter((message) => !said.has(message));
        said = new Set(errors);
        text = fresh.join(" ");
        onChange();
      });
    },
  };
}
