import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "./clock";
import { isObject } from "./mergeForPatch";
import { ArmFault, type Caller } from "./provider";

const tokenDays = 30;

/** Whom a token is for, as Microsoft Entra names the services that the sandbox has. */
export const audiences = {
  resourceManager: "https://management.azure.com",
  storage: "https://storage.azure.com",
  machineLearning: "https://ml.azure.com",
} as const;

/** Other names under which Resource Manager accepts tokens. */
const managementAudiences = [audiences.resourceManager, "https://management.core.windows.net"];

/** Why a token is refused. */
export type TokenProblem = "missing" | "foreign" | "expired" | "audience";

/**
 * The one person of the sandbox and the bearer tokens that stand for them (JWT, HS256). Entra issues a token
 * for one audience; the sandbox's own token names all of them, so that a client that has only this one gets
 * everywhere. `issueToken` with one audience makes a token as Entra would.
 */
export class Identity {
  constructor(
    readonly caller: Caller,
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  /** A token for the caller; claims as those of a Microsoft Entra access token. */
  issueToken(audience: string | readonly string[] = Object.values(audiences)): string {
    const issuedAt = Math.floor(this.clock.now() / 1000);
    const { objectId, tenantId, username } = this.caller;
    const claims = {
      aud: audience,
      iss: `https://sts.windows.net/${tenantId}/`,
      iat: issuedAt,
      nbf: issuedAt,
      exp: issuedAt + tokenDays * 86_400,
      idtyp: "user",
      name: "You (sandbox)",
      oid: objectId,
      tid: tenantId,
      upn: username,
      ver: "1.0",
    };
    const content = [{ typ: "JWT", alg: "HS256" }, claims].map(encode).join(".");
    return `${content}.${this.sign(content)}`;
  }

  /** Throws the 401 of ARM for a missing, foreign, changed, expired or misdirected token. */
  check(authorization: string | undefined): void {
    const problem = this.problemWith(authorization, managementAudiences);
    if (problem) {
      const { exp, aud } = claimsOf(authorization);
      if (problem === "expired") {
        throw tokenExpired(exp * 1000, this.clock.now());
      }
      const [code, message] = refusals[problem];
      throw new ArmFault(401, code, message({ exp, aud }));
    }
  }

  /** What is wrong with the token of an `Authorization` header, for one of these audiences. */
  problemWith(
    authorization: string | undefined,
    accepted: readonly string[],
  ): TokenProblem | undefined {
    if (!authorization) {
      return "missing";
    }
    const [head = "", content = "", signature = ""] = tokenIn(authorization).split(".");
    const expected = Buffer.from(this.sign(`${head}.${content}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      return "foreign";
    }
    const { exp, aud } = claimsOf(authorization);
    if (exp * 1000 <= this.clock.now()) {
      return "expired";
    }
    return aud.some((each) => accepted.includes(withoutSlash(each))) ? undefined : "audience";
  }

  private sign(content: string): string {
    return createHmac("sha256", this.key).update(content).digest("base64url");
  }
}

/** ARM's refusal of a token whose time is over. */
export function tokenExpired(expiryMs: number, nowMs: number): ArmFault {
  const message = `The access token expiry UTC time '${spelled(expiryMs)}' is earlier than current UTC time '${spelled(nowMs)}'.`;
  return new ArmFault(401, "ExpiredAuthenticationToken", message);
}

/** As ARM spells a time in sentences: `5/14/2023 1:02:03 PM`. */
function spelled(ms: number): string {
  const at = new Date(ms);
  const [hours, minutes, seconds] = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const date = [at.getUTCMonth() + 1, at.getUTCDate(), at.getUTCFullYear()].join("/");
  const time = [hours % 12 || 12, ...[minutes, seconds].map((part) => pad(part))].join(":");
  return `${date} ${time} ${hours < 12 ? "AM" : "PM"}`;
}

function pad(part: number): string {
  return String(part).padStart(2, "0");
}

interface Claims {
  readonly exp: number;
  readonly aud: readonly string[];
}

const refusals: Readonly<
  Record<
    Exclude<TokenProblem, "expired">,
    readonly [code: string, message: (claims: Claims) => string]
  >
> = {
  missing: [
    "AuthenticationFailed",
    () => "Authentication failed. The 'Authorization' header is missing.",
  ],
  foreign: [
    "InvalidAuthenticationToken",
    () => "The access token is invalid: it is not one of this sandbox.",
  ],
  audience: [
    "InvalidAuthenticationTokenAudience",
    ({ aud }) =>
      `The access token has been obtained for wrong audience or resource '${aud.join(",")}'. It should exactly match with one of the allowed audiences ${managementAudiences.map((each) => `'${each}/','${each}'`).join(",")}.`,
  ],
};

function tokenIn(authorization: string): string {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/** The claims of a token, whether it is one of ours or not. */
function claimsOf(authorization = ""): Claims {
  const claims = parse(tokenIn(authorization).split(".")[1] ?? "");
  const { exp, aud } = isObject(claims) ? claims : {};
  const all: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return {
    exp: typeof exp === "number" ? exp : 0,
    aud: all.filter((each): each is string => typeof each === "string"),
  };
}

function parse(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return undefined;
  }
}

/** The audience that a scope such as `https://storage.azure.com/.default` asks for. */
export function audienceOf(scope: string): string {
  return withoutSlash(scope.replace(/\/\.default$/u, ""));
}

function withoutSlash(audience: string): string {
  return audience.replace(/\/+$/u, "");
}
