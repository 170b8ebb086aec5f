import type { ArmRequest, AzureSession } from "../../../src/azure/AzureSession";
import { ArmError } from "../../../src/azure/ArmError";

/** What a fake session answers: a body, or an error to throw. */
export type Answers = Readonly<Record<string, unknown>>;

export const tenantId = "aaaaaaaa-0000-4000-8000-000000000000";
export const subscriptionId = "11111111-0000-4000-8000-000000000000";

export function armError(status: number, code = `Http${status}`): ArmError {
  return new ArmError({ status, code, message: `${code}.` });
}

/** A session whose `send` answers by path (404 for others) and keeps what was asked; clients come as given. */
export function fakeSession(answers: Answers, clients: object = {}) {
  const seen: ArmRequest[] = [];
  const send = (request: ArmRequest) => {
    seen.push(request);
    request.signal?.throwIfAborted();
    const { path } = request;
    const answer = Object.hasOwn(answers, path) ? answers[path] : armError(404, "ResourceNotFound");
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  const account = { username: "you@acme.example", objectId: "o", tenantId };
  const parts: object = { cloud: "sandbox", simulated: true, account, send, ...clients };
  return { session: parts as AzureSession, seen };
}

export const paths = (seen: readonly ArmRequest[]) => seen.map((one) => one.path);
