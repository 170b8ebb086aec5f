import { createHash, timingSafeEqual } from "node:crypto";
import type { ResourceRecord } from "../../../provider";

/** The token of an endpoint with `authMode` AMLToken: when it ends and a mark that only the sandbox makes. */
export function scoringToken(endpoint: ResourceRecord, expiresAtSeconds: number): string {
  const text = `${endpoint.id.toLowerCase()}#token#${String(expiresAtSeconds)}`;
  const mark = createHash("sha256").update(text).digest("base64url");
  return `${String(expiresAtSeconds)}.${mark}`;
}

export function isScoringToken(endpoint: ResourceRecord, token: string, nowMs: number): boolean {
  const expiresAt = Number(token.split(".")[0]);
  return (
    Number.isInteger(expiresAt) &&
    expiresAt * 1000 > nowMs &&
    isSame(token, scoringToken(endpoint, expiresAt))
  );
}

/** Compares secrets in a time that does not tell where they differ. */
export function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
