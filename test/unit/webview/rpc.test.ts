import { describe, expect, it } from "vitest";
import type { HostMessage, PageMessage } from "../../../src/wizards/contracts/rpc";
import { connectHost, RequestError } from "../../../webview/rpc";

interface Requests {
  add: { params: { a: number; b: number }; result: number };
}

function connect() {
  const posted: PageMessage[] = [];
  const events: string[] = [];
  let answer: (message: HostMessage<string>) => void = () => undefined;
  const host = connectHost<Requests, string>({
    wire: {
      post: (message) => posted.push(message),
      listen: (listener) => {
        answer = listener;
      },
    },
    onEvent: (event) => events.push(event),
  });
  return {
    host,
    posted,
    events,
    answer: (message: HostMessage<string>) => {
      answer(message);
    },
  };
}

describe("connectHost", () => {
  it("gives each answer to its own request", async () => {
    const { host, posted, answer } = connect();
    const first = host.request("add", { a: 1, b: 2 });
    const second = host.request("add", { a: 3, b: 4 });
    answer({ type: "result", id: 2, result: 7 });
    answer({ type: "result", id: 1, result: 3 });
    await expect(first).resolves.toBe(3);
    await expect(second).resolves.toBe(7);
    expect(posted[0]).toEqual({ type: "request", id: 1, name: "add", params: { a: 1, b: 2 } });
  });

  it("rejects with the host's sentence and code", async () => {
    const { host, answer } = connect();
    const request = host.request("add", { a: 1, b: 2 });
    answer({
      type: "error",
      id: 1,
      code: "NotConnected",
      message: "Not connected.",
      canceled: false,
    });
    await expect(request).rejects.toMatchObject({
      code: "NotConnected",
      message: "Not connected.",
      canceled: false,
    });
  });

  it("cancels once and ignores a late answer", async () => {
    const { host, posted, answer } = connect();
    const abort = new AbortController();
    const request = host.request("add", { a: 1, b: 2 }, abort.signal);
    abort.abort();
    answer({ type: "result", id: 1, result: 3 });
    await expect(request).rejects.toBeInstanceOf(RequestError);
    expect(posted.filter((one) => one.type === "cancel")).toEqual([{ type: "cancel", id: 1 }]);
  });

  it("does not cancel what was answered", async () => {
    const { host, posted, answer } = connect();
    const abort = new AbortController();
    const request = host.request("add", { a: 1, b: 2 }, abort.signal);
    answer({ type: "result", id: 1, result: 3 });
    await request;
    abort.abort();
    expect(posted.some((one) => one.type === "cancel")).toBe(false);
  });

  it("hands on events", () => {
    const { events, answer } = connect();
    answer({ type: "event", event: "hello" });
    expect(events).toEqual(["hello"]);
  });
});
