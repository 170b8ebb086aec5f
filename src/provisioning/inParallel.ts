/** Reads at a time: well under Resource Manager's limit of 25 per second. */
const parallelReads = 8;

/** Runs the task for every item, a few at a time; ends with the first failure. */
export async function inParallel<T>(
  items: readonly T[],
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: parallelReads }, worker));
}
