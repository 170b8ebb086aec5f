import { afterEach, beforeEach } from "vitest";
import type { Sandbox } from "../../sandbox/server";

type Start = () => Promise<Sandbox>;

export interface UsedSandbox {
  /** The one of the test that runs. */
  readonly sandbox: Sandbox;
  /** Another in its place, for tests that need other options or a second start. */
  readonly restart: (start: Start) => Promise<void>;
}

/** Gives each test of a file a sandbox of its own and closes it after the test. */
export function useSandbox(start: Start): UsedSandbox {
  let current: Sandbox | undefined;
  const close = async () => {
    await current?.close();
    current = undefined;
  };
  beforeEach(async () => {
    current = await start();
  });
  afterEach(close);
  return {
    get sandbox() {
      if (!current) throw new Error("The sandbox is there while a test runs");
      return current;
    },
    restart: async (other) => {
      await close();
      current = await other();
    },
  };
}
