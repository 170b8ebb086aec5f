import { t } from "@vscode/l10n";
import { isCancellation } from "../shared/errors";
import type { HostMessage, RequestHandlers, RequestMap } from "./contracts/rpc";

export interface AnswerOptions {
  readonly post: (message: HostMessage<never>) => void;
  /** Told of every failed request that was not canceled. */
  readonly onError: (name: string, error: unknown) => void;
}

export interface Answering {
  /** A message of the page; anything that is not a request or a cancel is ignored. */
  receive(message: unknown): Promise<void>;
  /** Cancels what is under way; the page is gone. */
  close(): void;
}

type AnyHandler = (params: unknown, signal: AbortSignal) => Promise<unknown>;

/** Host side of a contract: every request gets exactly one answer, also when it fails or is not known. */
export function answerRequests<T extends RequestMap<T>>(
  handlers: RequestHandlers<T>,
  options: AnswerOptions,
): Answering {
  const underWay = new Map<number, AbortController>();
  const known = new Map(Object.entries(handlers) as [string, AnyHandler][]);

  const answer = async (id: number, name: string, params: unknown) => {
    const controller = new AbortController();
    underWay.set(id, controller);
    try {
      const handler = known.get(name);
      if (!handler) throw new Error(t("The page asked for {0}, which is not known here.", name));
      const result = await handler(params, controller.signal);
      options.post({ type: "result", id, result });
    } catch (error) {
      const canceled = isCancellation(error) || controller.signal.aborted;
      if (!canceled) options.onError(name, error);
      options.post({ type: "error", id, code: codeOf(error), message: textOf(error), canceled });
    } finally {
      underWay.delete(id);
    }
  };

  return {
    receive: async (message) => {
      if (!isPageMessage(message)) return;
      if (message.type === "cancel") underWay.get(message.id)?.abort();
      else await answer(message.id, message.name, message.params);
    },
    close: () => {
      for (const controller of underWay.values()) controller.abort();
    },
  };
}

type Received =
  | { readonly type: "cancel"; readonly id: number }
  | {
      readonly type: "request";
      readonly id: number;
      readonly name: string;
      readonly params?: unknown;
    };

function isPageMessage(message: unknown): message is Received {
  if (typeof message !== "object" || message === null) return false;
  if (!("type" in message) || !("id" in message) || typeof message.id !== "number") return false;
  return (
    message.type === "cancel" ||
    (message.type === "request" && "name" in message && typeof message.name === "string")
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "Unexpected";
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
