import { t } from "@vscode/l10n";
import { assertNever } from "../shared/assertNever";
import type { DisconnectedState, StateNode } from "./nodes";
import type { Look, RowAct } from "./renderedNode";

/** The row of a state node: the reason, and the verb that a click does. */
export function stateLook(node: StateNode): Look {
  switch (node.kind) {
    case "loading":
      return { ...plain(node.text), ...changingLook };
    case "empty": {
      const isCreate = node.verb === "createProject";
      const description = isCreate ? t("Create Project…") : t("Refresh");
      const act: RowAct = isCreate ? { kind: "createProject" } : { kind: "retry" };
      return { ...withVerb(node.reason, description, act), icon: "info" };
    }
    case "failed": {
      const { file } = node;
      const look =
        file === undefined
          ? withVerb(node.reason, t("Retry"), { kind: "retry" })
          : withVerb(node.reason, t("Open the manifest"), { kind: "openFile", uri: file });
      return { ...look, ...failedLook };
    }
    case "notConnected": {
      const look = disconnectedLook(node.cause);
      // The sandbox has no sign-in: a token that it refused once may be taken the next time.
      const isRetried = node.simulated && node.cause === "signedOut";
      if (isRetried || node.cause === "noAccess" || node.cause === "notReachable") {
        return { ...withVerb(node.reason, t("Retry"), { kind: "retry" }), ...look };
      }
      const verb = node.simulated ? t("Start Sandbox") : t("Connect to Azure");
      const act: RowAct = { kind: "connect", simulated: node.simulated };
      return { ...withVerb(node.reason, verb, act), ...look };
    }
    default:
      return assertNever(node);
  }
}

export function plain(label: string): Omit<Look, "icon"> {
  return { label, description: "", tooltip: "", accessibleLabel: label, collapsible: "none" };
}

function withVerb(reason: string, description: string, act: RowAct): Omit<Look, "icon"> {
  const accessibleLabel = sentence([reason, description]);
  return { ...plain(reason), description, accessibleLabel, act };
}

export const failedLook = { icon: "error", color: "problemsErrorIcon.foreground" } as const;
export const changingLook = { icon: "loading~spin", color: "problemsInfoIcon.foreground" } as const;

export function disconnectedLook(cause: DisconnectedState): Pick<Look, "icon" | "color"> {
  switch (cause) {
    case "notConnected":
      return { icon: "debug-disconnect" };
    case "signedOut":
      return { icon: "sign-in" };
    case "noAccess":
      return { icon: "lock" };
    case "notReachable":
      return { icon: "warning", color: "problemsWarningIcon.foreground" };
    default:
      return assertNever(cause);
  }
}

export function disconnectedTitle(cause: DisconnectedState): string {
  switch (cause) {
    case "notConnected":
      return t("Not connected");
    case "signedOut":
      return t("Signed out");
    case "noAccess":
      return t("No access");
    case "notReachable":
      return t("Not reachable from here");
    default:
      return assertNever(cause);
  }
}

export const sentence = (parts: readonly string[]) =>
  parts.filter((part) => part !== "").join(", ");
