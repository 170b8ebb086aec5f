import { FileSystemError, Uri, workspace } from "vscode";

/** Text of a file as it is on disk, or undefined when there is none. */
export async function readText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof FileSystemError && error.code === "FileNotFound") return undefined;
    throw error;
  }
}

/**
 * Writes a whole file: first beside it, then over it, so that a reader never sees half of it. Providers
 * without rename get a plain write.
 */
export async function writeText(uri: Uri, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  const beside = Uri.joinPath(uri, `../.${uri.path.split("/").at(-1) ?? "file"}.new`);
  try {
    await workspace.fs.writeFile(beside, bytes);
    await workspace.fs.rename(beside, uri, { overwrite: true });
  } catch (error) {
    if (!(error instanceof FileSystemError)) throw error;
    await workspace.fs.writeFile(uri, bytes);
    await workspace.fs.delete(beside).then(undefined, () => undefined);
  }
}
