import { FileSystemError, Uri, workspace } from "vscode";
import { readText } from "../../host/files";
import { dotEnvSalt } from "../../project/dotEnv";
import type { ProjectManifest } from "../../project/manifest";
import type { SaltEvidence } from "../../project/salts";

/** What the `.env` at the root of the workspace's folder says of the salt; nothing when it cannot be read. */
export async function loadDotEnvSalt(manifest: ProjectManifest): Promise<SaltEvidence["dotEnv"]> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  if (!folder) return undefined;
  try {
    const text = await readText(Uri.joinPath(folder, ".env"));
    return text === undefined ? undefined : dotEnvSalt(text, ".env", manifest);
  } catch (error) {
    // Some people keep a Python environment in a folder of that name.
    if (error instanceof FileSystemError) return undefined;
    throw error;
  }
}
