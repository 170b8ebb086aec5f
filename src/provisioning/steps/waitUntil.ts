import { isTransient, maxFailedPolls } from "../../azure/isTransient";
import type { StepContext } from "./StepRunner";

/**
 * Asks again and again until `check` gives a value; a few failed reads in a row are got over.
 * @throws what `check` throws, ArmError of a read that stays away, the signal's reason.
 */
export async function waitUntil<T>(
  { clock, pollIntervalMs, signal }: StepContext,
  check: () => Promise<T | undefined>,
): Promise<T> {
  let failedReads = 0;
  for (;;) {
    signal?.throwIfAborted();
    try {
      const value = await check();
      if (value !== undefined) return value;
      failedReads = 0;
    } catch (error) {
      signal?.throwIfAborted();
      failedReads += 1;
      if (!isTransient(error) || failedReads >= maxFailedPolls) throw error;
    }
    await clock.delay(pollIntervalMs, signal);
  }
}
