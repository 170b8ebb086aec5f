import assert from "node:assert/strict";
import { commands, EventEmitter, window } from "vscode";
import type { Event, WebviewPanel } from "vscode";
import type {
  CreateProjectEvent,
  CreateProjectRequests,
} from "../../../src/wizards/contracts/createProject";
import type {
  HostMessage,
  ParamsOf,
  RequestName,
  ResultOf,
} from "../../../src/wizards/contracts/rpc";
import type { RunEvent } from "../../../src/runs/events";
import { passOn, replace } from "./observe";

type Message = HostMessage<CreateProjectEvent>;
type Requests = CreateProjectRequests;

/** Speaks with the wizard's host side as its page does, in a panel that VS Code shows empty. */
export class Page {
  private readonly toHost = new EventEmitter<unknown>();
  private readonly fromHost = new EventEmitter<Message>();
  private readonly messages: Message[] = [];
  private lastId = 0;
  private panel: WebviewPanel | undefined;

  /** Closes the wizard that is open and opens it anew. */
  static async open(): Promise<Page> {
    await commands.executeCommand("workbench.action.closeAllEditors");
    const page = new Page();
    const { createWebviewPanel } = window;
    const restore = replace(
      window,
      "createWebviewPanel",
      (...args: Parameters<typeof createWebviewPanel>) => page.hold(createWebviewPanel(...args)),
    );
    try {
      await commands.executeCommand("esml.project.create");
    } finally {
      restore();
    }
    assert.ok(page.panel, "the command opens a panel");
    return page;
  }

  /** @throws what the host answers, with its code as name. */
  request<K extends RequestName<Requests>>(
    name: K,
    params: ParamsOf<Requests, K>,
  ): Promise<ResultOf<Requests, K>> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const listener = this.fromHost.event((message) => {
        if (message.type === "event" || message.id !== id) return;
        listener.dispose();
        if (message.type === "result") {
          resolve(message.result as ResultOf<Requests, K>);
          return;
        }
        reject(Object.assign(new Error(message.message), { name: message.code }));
      });
      this.toHost.fire({ type: "request", id, name, params });
    });
  }

  /** What the host has told of runs, without being asked. */
  runEvents(): readonly RunEvent[] {
    return this.messages.flatMap((message) =>
      message.type === "event" && message.event.kind === "runEvent" ? [message.event.event] : [],
    );
  }

  /** The first event of a kind, which may still have to come. */
  runEvent<K extends RunEvent["kind"]>(kind: K): Promise<Extract<RunEvent, { kind: K }>> {
    const isWanted = (event: RunEvent): event is Extract<RunEvent, { kind: K }> =>
      event.kind === kind;
    return new Promise((resolve) => {
      const look = () => {
        const found = this.runEvents().find(isWanted);
        if (!found) return;
        listener.dispose();
        resolve(found);
      };
      const listener = this.fromHost.event(look);
      look();
    });
  }

  /** Asks the host to close the panel, and waits until it has gone. */
  async close(): Promise<void> {
    const { panel } = this;
    assert.ok(panel);
    const closed = new Promise<void>((resolve) => panel.onDidDispose(resolve));
    await this.request("close", undefined).catch(() => undefined);
    await closed;
  }

  private hold(panel: WebviewPanel): WebviewPanel {
    this.panel = panel;
    const postMessage = (message: Message) => {
      // As over the wire: the host's objects are its own.
      const copy = JSON.parse(JSON.stringify(message)) as Message;
      this.messages.push(copy);
      this.fromHost.fire(copy);
      return Promise.resolve(true);
    };
    const onDidReceiveMessage: Event<unknown> = this.toHost.event;
    const webview = passOn(panel.webview, { html: "", onDidReceiveMessage, postMessage });
    return passOn(panel, { webview });
  }
}
