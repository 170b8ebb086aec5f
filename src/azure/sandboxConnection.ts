import { readFile, stat } from "node:fs/promises";
import { platform } from "node:process";
import { t } from "@vscode/l10n";
import { z } from "zod";
import { UserError } from "../shared/errors";

/** What a running sandbox writes for its clients. */
export interface SandboxConnection {
  /** Origin on this computer, without a trailing slash. */
  readonly endpoint: string;
  /** Certificate, PEM. */
  readonly ca: string;
  readonly token: string;
  readonly tenantId: string;
  readonly pid: number;
  readonly simulated: true;
}

const connectionSchema = z.object({
  endpoint: z.string(),
  ca: z.string().includes("-----BEGIN CERTIFICATE-----"),
  token: z.string().min(1),
  tenantId: z.guid(),
  pid: z.number().int().positive(),
  simulated: z.literal(true),
});

/**
 * Reads the connection file of a sandbox. It holds a token, so it must be readable by its owner alone.
 * @throws UserError `SandboxFileMissing`, `SandboxFileUnreadable`, `SandboxFileOpen` (others may read it),
 * `SandboxFileInvalid`, `SandboxNotLocal`
 */
export async function loadSandboxConnection(path: string): Promise<SandboxConnection> {
  const text = await readOwnFile(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UserError(
      "SandboxFileInvalid",
      t("The sandbox connection file {0} is not JSON. Start the sandbox again.", path),
      { cause },
    );
  }
  return parseSandboxConnection(json, path);
}

/** Checks a connection that came by file or from the sandbox's own process; `source` names it in errors. */
export function parseSandboxConnection(value: unknown, source: string): SandboxConnection {
  const parsed = connectionSchema.safeParse(value);
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new UserError(
      "SandboxFileInvalid",
      t(
        "The sandbox connection {0} lacks or misstates: {1}. Start the sandbox again.",
        source,
        fields,
      ),
      { cause: parsed.error },
    );
  }
  return { ...parsed.data, endpoint: localOrigin(parsed.data.endpoint, source) };
}

function localOrigin(endpoint: string, source: string): string {
  const url = URL.parse(endpoint);
  if (url?.protocol !== "https:" || !["127.0.0.1", "localhost"].includes(url.hostname)) {
    throw new UserError(
      "SandboxNotLocal",
      t(
        "The sandbox connection {0} names {1}, which is not an https address of this computer. A sandbox is only used on 127.0.0.1 or localhost.",
        source,
        endpoint,
      ),
    );
  }
  return url.origin;
}

async function readOwnFile(path: string): Promise<string> {
  try {
    const { mode } = await stat(path);
    // Windows keeps access in ACLs, which the mode does not show.
    if (platform !== "win32" && (mode & 0o077) !== 0) {
      throw new UserError(
        "SandboxFileOpen",
        t(
          "The sandbox connection file {0} can be read by other users. It holds a token: allow only yourself (chmod 600), or start the sandbox again.",
          path,
        ),
      );
    }
    return await readFile(path, "utf8");
  } catch (cause) {
    throw cause instanceof UserError ? cause : unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): UserError {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  return code === "ENOENT"
    ? new UserError(
        "SandboxFileMissing",
        t("The sandbox is not running: there is no connection file {0}. Start the sandbox.", path),
        { cause },
      )
    : new UserError(
        "SandboxFileUnreadable",
        t("The sandbox connection file {0} cannot be read ({1}).", path, code),
        { cause },
      );
}
