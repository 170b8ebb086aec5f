import type { TokenCredential } from "@azure/core-auth";
import { t } from "@vscode/l10n";
import { z } from "zod";
import { UserError, isCancellation } from "../shared/errors";
import type { AzureAccount } from "./AzureSession";
import type { Cloud } from "./clouds";

const hourMs = 3_600_000;

/** The fixed token of a sandbox. It never expires here: the sandbox itself refuses it once it is not its own. */
export function createSandboxCredential(token: string): TokenCredential {
  return {
    getToken: () => Promise.resolve({ token, expiresOnTimestamp: Date.now() + hourMs }),
  };
}

/**
 * The default chain of `@azure/identity`: environment, workload and managed identity, VS Code, Azure CLI,
 * PowerShell, Azure Developer CLI. Loaded when first used.
 */
export async function createAzureCredential(
  cloud: Cloud,
  tenantId?: string,
): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import(
    /* webpackChunkName: "sdk-identity" */ "./sdk/identity"
  );
  return new DefaultAzureCredential({
    authorityHost: cloud.authority,
    ...(tenantId === undefined ? {} : { tenantId }),
  });
}

/**
 * @returns a bearer token for the scope.
 * @throws UserError `SignInFailed` when no credential of the chain can give one.
 */
export async function loadToken(
  credential: TokenCredential,
  scope: string,
  options: { readonly tenantId?: string; readonly signal?: AbortSignal },
): Promise<string> {
  try {
    const token = await credential.getToken(scope, {
      ...(options.tenantId === undefined ? {} : { tenantId: options.tenantId }),
      ...(options.signal === undefined ? {} : { abortSignal: options.signal }),
    });
    if (token !== null) {
      return token.token;
    }
  } catch (error) {
    if (isCancellation(error) || error instanceof UserError) {
      throw error;
    }
    throw signInFailed(error);
  }
  throw signInFailed(undefined);
}

function signInFailed(cause: unknown): UserError {
  const firstLine = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "";
  const message = t(
    "Signing in to Azure failed. Sign in with the Azure CLI (az login), Azure PowerShell or the Azure Developer CLI, and connect again.",
  );
  return new UserError("SignInFailed", firstLine === "" ? message : `${message} (${firstLine})`, {
    cause,
  });
}

const claims = z.object({
  oid: z.string().min(1),
  tid: z.string().min(1),
  upn: z.string().optional(),
  preferred_username: z.string().optional(),
  unique_name: z.string().optional(),
  name: z.string().optional(),
  appid: z.string().optional(),
});

/**
 * Who a Resource Manager token was issued to. The signature is not checked: the token comes from the
 * credential itself and serves to show the account, never to grant anything.
 * @throws UserError `TokenUnreadable`
 */
export function accountOf(token: string): AzureAccount {
  const parsed = claims.safeParse(readPayload(token));
  if (!parsed.success) {
    const missing = parsed.error.issues.map((issue) => issue.path.join(".")).join(", ");
    throw new UserError(
      "TokenUnreadable",
      missing === ""
        ? t("The access token cannot be read: it is not a JSON Web Token. Connect again.")
        : t("The access token does not say who it is for (missing: {0}). Connect again.", missing),
    );
  }
  const { oid, tid, upn, preferred_username, unique_name, name, appid } = parsed.data;
  return {
    username: upn ?? preferred_username ?? unique_name ?? name ?? appid ?? oid,
    objectId: oid,
    tenantId: tid,
  };
}

function readPayload(token: string): unknown {
  const payload = token.split(".")[1];
  if (payload === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
  } catch {
    return undefined;
  }
}
