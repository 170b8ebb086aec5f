const limit = 30;
const separator = " · ";

/**
 * Joins the parts of a description and keeps it to 30 characters: the first part that may be shortened
 * (`flexible`) gives way, the others say what matters and stay whole.
 */
export function describe(parts: readonly string[], flexible = parts.length - 1): string {
  const shown = parts.filter((part) => part !== "");
  const text = shown.join(separator);
  if (text.length <= limit) return text;
  const giving = parts[flexible] ?? "";
  const room = giving.length - (text.length - limit);
  if (room < 4) return cut(shown.filter((part) => part !== giving).join(separator), limit);
  return shown.map((part) => (part === giving ? cut(part, room) : part)).join(separator);
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;
}
