import { expect } from "vitest";
import type { Sandbox } from "../../sandbox/serve";
import { call, type RawRequest } from "./sandbox";

/** A request that is refused, and how. */
export type Refused = readonly [
  what: string,
  request: RawRequest,
  status: number,
  code: RegExp | string,
  message: RegExp | string,
];

/** The sandbox answers in ARM's form, and goes on. */
export async function expectRefusal(
  sandbox: Sandbox,
  [, request, status, code, message]: Refused,
): Promise<void> {
  const answer = await call(sandbox, request);
  // Some refusals say more, in `details` and `additionalInfo`.
  const error: unknown = expect.objectContaining({
    code: matching(code),
    message: matching(message),
  });
  expect([answer.status, answer.body]).toEqual([status, { error }]);
  expect(answer.headers["content-type"]).toBe("application/json; charset=utf-8");
  const about = await call(sandbox, { method: "GET", path: "/_sandbox/about" });
  expect(about.status).toBe(200);
}

const matching = (text: RegExp | string): unknown =>
  typeof text === "string" ? text : expect.stringMatching(text);
