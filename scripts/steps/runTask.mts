import { say } from "../setup/places.mjs";

/** What a person has to see to go on; printed without a stack. */
export class TaskFailure extends Error {}

/** The frame of every task: answers with its exit code, says in one line what stopped it. */
export async function runTask(task: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await task();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
