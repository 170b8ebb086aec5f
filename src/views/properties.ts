/** Reads one value of an ARM reply by its path; replies of other versions may lack it or hold another type. */
function readPath(source: unknown, path: string): unknown {
  let value: unknown = source;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[part];
  }
  return value;
}

export function readText(source: unknown, path: string): string | undefined {
  const value = readPath(source, path);
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function readNumber(source: unknown, path: string): number | undefined {
  const value = readPath(source, path);
  return typeof value === "number" ? value : undefined;
}

export function readFlag(source: unknown, path: string): boolean {
  return readPath(source, path) === true;
}

/** A map of numbers, for example the traffic of an endpoint. */
export function readNumbers(source: unknown, path: string): ReadonlyMap<string, number> {
  const value = readPath(source, path);
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(
    Object.entries(value).filter(
      (entry): entry is [string, number] => typeof entry[1] === "number",
    ),
  );
}

/** Message of the first error that the resource itself reports. */
export function readFirstError(source: unknown): string | undefined {
  for (const path of ["provisioningErrors", "properties.errors", "errors"]) {
    const errors = readPath(source, path);
    const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
    const message = readText(first, "error.message") ?? readText(first, "message");
    if (message !== undefined) return message;
  }
  return readText(source, "status.provisioningError.message");
}
