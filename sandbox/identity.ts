import { createHmac, timingSafeEqual } from "node:crypto";
import type { Clock } from "./clock";
import { ArmFault, type Caller } from "./provider";

const tokenDays = 30;
const audience = "https://management.azure.com/";

/** The one person of the sandbox and the bearer token that stands for them (a JWT, HS256). */
export class Identity {
  constructor(
    readonly caller: Caller,
    private readonly key: Buffer,
    private readonly clock: Clock,
  ) {}

  /** A token for the caller; claims as those of a Microsoft Entra access token. */
  issueToken(): string {
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

  /** Throws the 401 of ARM for a missing, foreign, changed or expired token. */
  check(authorization: string | undefined): void {
    if (!authorization) {
      const message = "Authentication failed. The 'Authorization' header is missing.";
      throw new ArmFault(401, "AuthenticationFailed", message);
    }
    const token = /^bearer +(\S+)$/i.exec(authorization)?.[1] ?? "";
    const [head = "", claims = "", signature = ""] = token.split(".");
    const expected = Buffer.from(this.sign(`${head}.${claims}`));
    const given = Buffer.from(signature);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      const message = "The access token is invalid: it is not one of this sandbox.";
      throw new ArmFault(401, "InvalidAuthenticationToken", message);
    }
    if (expiry(claims) * 1000 <= this.clock.now()) {
      throw tokenExpired(expiry(claims) * 1000, this.clock.now());
    }
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

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function expiry(claims: string): number {
  const parsed: unknown = JSON.parse(Buffer.from(claims, "base64url").toString());
  const exp = typeof parsed === "object" && parsed !== null && "exp" in parsed ? parsed.exp : 0;
  return typeof exp === "number" ? exp : 0;
}
