/** The lowest project number, three digits, that no project of the factory uses; undefined when all are taken. */
export function nextFreeNumber(used: readonly string[]): string | undefined {
  for (let number = 1; number < 1000; number++) {
    const text = String(number).padStart(3, "0");
    if (!used.includes(text)) return text;
  }
  return undefined;
}
