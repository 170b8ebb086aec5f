import { t } from "@vscode/l10n";
import { checkCompute } from "../../src/project/checkCompute";
import { environmentSpellings, type EnvironmentId } from "../../src/project/environments";
import type { Problem, ProjectPage } from "../../src/project/problems";
import { nextFreeNumber } from "../../src/project/projectNumbers";
import { validateManifest } from "../../src/project/validateManifest";
import type { SubscriptionInfo } from "../../src/wizards/contracts/createProject";
import { factoryKey, offerKey, selectedInOrder } from "./loads";
import { networkProblems } from "./networkChecks";
import type { ReadyState } from "./state";

const titleOf = (id: EnvironmentId) => environmentSpellings[id].title;

/** The subscription that an environment names, with the rights as far as they are known. */
export function subscriptionOf(state: ReadyState, id: EnvironmentId): SubscriptionInfo | undefined {
  const at = state.draft.manifest.environments[id]?.subscriptionId;
  const subscription = state.connection.subscriptions.find((one) => one.id === at);
  const rights = factsOf(state)?.value?.rights[id];
  return subscription && rights ? { ...subscription, rights } : subscription;
}

/** What the environment's region offers, as last read. */
export function offerOf(state: ReadyState, id: EnvironmentId) {
  const { environments, location } = state.draft.manifest;
  const at = environments[id]?.subscriptionId;
  return at === undefined ? undefined : state.loads.offers[offerKey(at, location.region)];
}

export const factsOf = (state: ReadyState) => state.loads.facts[factoryKey(state.draft.manifest)];

function pageOf(path: string): ProjectPage {
  if (path.startsWith("team.")) return "team";
  if (path.startsWith("services.")) return "services";
  if (path.startsWith("network.") || path.includes(".network.")) return "network";
  if (path.includes(".compute")) return "compute";
  return "factory";
}

function textProblem(path: string, text: string): Problem {
  const message =
    text.trim() === ""
      ? t("The field is empty. Enter a whole number.")
      : t("“{0}” is not a whole number. Enter one with digits only.", text);
  const id = /^environments\.(dev|stage|prod)\./.exec(path)?.[1] as EnvironmentId | undefined;
  return {
    severity: "error",
    code: "NOT_A_NUMBER",
    path,
    page: pageOf(path),
    message,
    ...(id && { environment: id }),
  };
}

function connectionProblems(state: ReadyState): readonly Problem[] {
  const { connection } = state;
  if (connection.account) return [];
  const message = connection.reason ?? t("Not connected. Choose a cloud and connect.");
  return [{ severity: "error", code: "NOT_CONNECTED", path: "cloud", page: "factory", message }];
}

function rightsProblem(id: EnvironmentId, subscription: SubscriptionInfo): Problem | undefined {
  const base = {
    path: `environments.${id}.subscriptionId`,
    page: "factory",
    environment: id,
  } as const;
  switch (subscription.rights) {
    case "canCreate":
    case "unknown":
      return undefined;
    case "cannotAssignRoles": {
      const message = t(
        "You cannot assign roles in {0}. Ask an Owner for “Role Based Access Control Administrator”.",
        subscription.name,
      );
      return { ...base, severity: "warning", code: "CANNOT_ASSIGN_ROLES", message };
    }
    case "cannotCreate": {
      const message = t(
        "You cannot create resources in {0}. Choose another subscription, or ask an Owner for “Contributor”.",
        subscription.name,
      );
      return { ...base, severity: "error", code: "CANNOT_CREATE", message };
    }
  }
}

function subscriptionProblem(state: ReadyState, id: EnvironmentId): Problem | undefined {
  if (!state.connection.account || state.connecting) return undefined;
  const subscription = subscriptionOf(state, id);
  if (subscription) return rightsProblem(id, subscription);
  return {
    severity: "error",
    code: "SUBSCRIPTION_UNKNOWN",
    path: `environments.${id}.subscriptionId`,
    page: "factory",
    environment: id,
    message: t(
      "The subscription of {0} is not one of this account. Choose one that is.",
      titleOf(id),
    ),
  };
}

function numberProblem(state: ReadyState): readonly Problem[] {
  const used = factsOf(state)?.value?.usedProjectNumbers ?? [];
  const { number } = state.draft.manifest.project;
  if (state.run || !used.includes(number)) return [];
  const free = nextFreeNumber(used);
  const base = {
    severity: "warning",
    code: "NUMBER_IN_USE",
    path: "project.number",
    page: "factory",
  } as const;
  if (free === undefined) {
    return [
      { ...base, message: t("Project {0} exists in this factory. No number is free.", number) },
    ];
  }
  const message = t(
    "Project {0} exists in this factory. Create would add to it; the next free number is {1}.",
    number,
    free,
  );
  return [{ ...base, message, fix: { label: free, value: free } }];
}

function selectionProblems(state: ReadyState): readonly Problem[] {
  if (state.draft.selected.length > 0) return [];
  const message = t("No environment is chosen. Choose at least one to create.");
  return [
    { severity: "error", code: "NO_ENVIRONMENT", path: "selected", page: "factory", message },
  ];
}

const isDefined = (problem: Problem | undefined): problem is Problem => problem !== undefined;

function manifestProblems(state: ReadyState): readonly Problem[] {
  const { manifest, selected, texts } = state.draft;
  return validateManifest(manifest).filter(
    (problem) =>
      texts[problem.path] === undefined &&
      (problem.environment === undefined || selected.includes(problem.environment)),
  );
}

function offerProblems(state: ReadyState, id: EnvironmentId): readonly Problem[] {
  const offer = offerOf(state, id)?.value;
  if (!offer || !state.draft.manifest.environments[id]) return [];
  return checkCompute(state.draft.manifest, id, offer).filter(
    (problem) => state.draft.texts[problem.path] === undefined,
  );
}

function collect(state: ReadyState): readonly Problem[] {
  const selected = selectedInOrder(state);
  const texts = Object.entries(state.draft.texts);
  const found = [
    ...connectionProblems(state),
    ...selectionProblems(state),
    ...selected.map((id) => subscriptionProblem(state, id)).filter(isDefined),
    ...numberProblem(state),
    ...texts.map(([path, text]) => textProblem(path, text)),
    ...manifestProblems(state),
    ...selected.flatMap((id) => offerProblems(state, id)),
    ...networkProblems(state),
    ...state.hostProblems,
  ];
  const seen = new Set<string>();
  return found.filter((problem) => {
    const key = `${problem.code} ${problem.path} ${problem.message}`;
    return !seen.has(key) && seen.add(key).size > 0;
  });
}

let last: { readonly state: ReadyState; readonly problems: readonly Problem[] } | undefined;

const dependsOnSame = (a: ReadyState, b: ReadyState) =>
  a.draft.manifest === b.draft.manifest &&
  a.draft.texts === b.draft.texts &&
  a.draft.selected === b.draft.selected &&
  a.connection === b.connection &&
  a.connecting === b.connecting &&
  a.loads === b.loads &&
  a.hostProblems === b.hostProblems &&
  a.run === b.run;

/** Everything to fix or to know, in the order of the pages; kept until something it reads changes. */
export function problemsOf(state: ReadyState): readonly Problem[] {
  if (last && dependsOnSame(last.state, state)) return last.problems;
  const problems = collect(state);
  last = { state, problems };
  return problems;
}

export interface ProblemCounts {
  readonly errors: number;
  readonly warnings: number;
}

export function countProblems(problems: readonly Problem[]): ProblemCounts {
  const count = (severity: Problem["severity"]) =>
    problems.filter((one) => one.severity === severity).length;
  return { errors: count("error"), warnings: count("warning") };
}
