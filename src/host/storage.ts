import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import writeFileAtomic from "write-file-atomic";

/** JSON files in one folder: a reader sees a whole file or none, also when the process ends while writing. */
export class JsonStorage {
  constructor(private readonly folder: string) {}

  /** @returns the parsed file, or undefined when it is not there or not JSON. */
  async load(name: string): Promise<unknown> {
    try {
      return JSON.parse(await readFile(this.pathOf(name), "utf8")) as unknown;
    } catch (error) {
      if (error instanceof SyntaxError || isMissing(error)) return undefined;
      throw error;
    }
  }

  async save(name: string, value: unknown): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    await writeFileAtomic(this.pathOf(name), `${JSON.stringify(value)}\n`, {
      encoding: "utf8",
      mode: 0o600,
    });
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }

  private pathOf(name: string): string {
    return join(this.folder, `${name}.json`);
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
