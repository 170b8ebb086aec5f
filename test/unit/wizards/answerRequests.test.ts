import { describe, expect, it } from "vitest";
import { answerRequests } from "../../../src/wizards/answerRequests";
import type { HostMessage } from "../../../src/wizards/contracts/rpc";
import { UserError } from "../../../src/shared/errors";

interface Requests {
  double: { params: { value: number }; result: number };
  fail: { params: undefined; result: undefined };
  wait: { params: undefined; result: undefined };
}

function setUp() {
  const posted: HostMessage<never>[] = [];
  const errors: string[] = [];
  const answering = answerRequests<Requests>(
    {
      double: ({ value }) => Promise.resolve(value * 2),
      fail: () => Promise.reject(new UserError("NoRoom", "There is no room.")),
      wait: (_params, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
          });
        }),
    },
    { post: (message) => posted.push(message), onError: (name) => errors.push(name) },
  );
  return { posted, errors, answering };
}

describe("answerRequests", () => {
  it("answers a request with its result", async () => {
    const { posted, answering } = setUp();
    await answering.receive({ type: "request", id: 7, name: "double", params: { value: 4 } });
    expect(posted).toEqual([{ type: "result", id: 7, result: 8 }]);
  });

  it("answers a failed request with code and sentence, and tells it to the log", async () => {
    const { posted, errors, answering } = setUp();
    await answering.receive({ type: "request", id: 1, name: "fail" });
    expect(posted).toEqual([
      { type: "error", id: 1, code: "NoRoom", message: "There is no room.", canceled: false },
    ]);
    expect(errors).toEqual(["fail"]);
  });

  it("answers a request that it does not know", async () => {
    const { posted, answering } = setUp();
    await answering.receive({ type: "request", id: 2, name: "toString" });
    expect(posted).toMatchObject([{ type: "error", id: 2, canceled: false }]);
  });

  it("cancels what is under way and does not log that", async () => {
    const { posted, errors, answering } = setUp();
    const waiting = answering.receive({ type: "request", id: 3, name: "wait" });
    await answering.receive({ type: "cancel", id: 3 });
    await waiting;
    expect(posted).toMatchObject([{ type: "error", id: 3, canceled: true }]);
    expect(errors).toEqual([]);
  });

  it("cancels everything when the page closes", async () => {
    const { posted, answering } = setUp();
    const waiting = answering.receive({ type: "request", id: 4, name: "wait" });
    answering.close();
    await waiting;
    expect(posted).toMatchObject([{ id: 4, canceled: true }]);
  });

  it("ignores what is not a message of the page", async () => {
    const { posted, answering } = setUp();
    for (const message of [undefined, "x", {}, { type: "request", id: "1", name: "double" }]) {
      await answering.receive(message);
    }
    expect(posted).toEqual([]);
  });
});
