import { randomInt, randomUUID } from "node:crypto";
import { commands, l10n, Uri, window, workspace } from "vscode";
import type { AzureSession } from "../../azure/AzureSession";
import { environmentSpellings, type EnvironmentId } from "../../project/environments";
import type { ProjectManifest } from "../../project/manifest";
import { parseManifest } from "../../project/manifestFile";
import { validateManifest } from "../../project/validateManifest";
import { requireRunnable } from "../../provisioning/run/requireRunnable";
import type { Clock } from "../../shared/Clock";
import { UserError } from "../../shared/errors";
import type { CreateProjectRequests, ProjectDraft } from "../contracts/createProject";
import { decideDraftSalts } from "./decideDraftSalts";
import { loadDotEnvSalt } from "./loadDotEnvSalt";
import type { DraftStore } from "./DraftStore";
import type { ManifestFiles } from "./ManifestFiles";
import type { PendingCreate } from "./PendingCreate";
import { inOrder, planAll, type SessionOf } from "./planProject";
import type { ProjectRuns } from "./ProjectRuns";
import type { RunRequest } from "./RunLog";

export interface CreateServices {
  readonly files: ManifestFiles;
  readonly runs: ProjectRuns;
  readonly drafts: DraftStore;
  readonly pending: PendingCreate;
  readonly clock: Clock;
  readonly sessionsOf: (manifest: ProjectManifest) => SessionOf;
}

type CreateResult = CreateProjectRequests["create"]["result"];

const saltAlphabet = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Ten random characters for the names of managed identities. */
export const randomSalt = () =>
  Array.from({ length: 10 }, () => saltAlphabet[randomInt(saltAlphabet.length)]).join("");

/** Plans, writes the manifest, starts the run, in this order: nothing is written for what cannot be planned. */
export async function createFromDraft(
  { draft, confirmed = [] }: CreateProjectRequests["create"]["params"],
  services: CreateServices,
  signal: AbortSignal,
): Promise<CreateResult> {
  requireReady(draft);
  const environments = inOrder(draft.selected);
  const sessionOf = services.sessionsOf(draft.manifest);
  const session = firstSession(environments, sessionOf);
  const dotEnv = await loadDotEnvSalt(draft.manifest);
  const options = { signal, random: randomSalt, dotEnv };
  const salted = await decideDraftSalts(session, draft.manifest, options);
  const manifest = requireValid(salted, environments);
  const plans = await planAll(manifest, environments, sessionOf, signal);
  requireRunnable(plans, new Set(confirmed));
  const folder = workspace.workspaceFolders?.[0]?.uri ?? (await chooseFolder());
  if (!folder) return { outcome: "needsFolder" };
  const change = await services.files.plan(folder, manifest);
  if (!(await services.files.confirm(change))) return { outcome: "declined" };
  signal.throwIfAborted();
  await services.files.write(change);
  const request: RunRequest = {
    runId: newRunId(services.clock),
    manifest,
    environments,
    confirmed,
    manifestUri: change.uri.toString(),
    by: session.account.username,
  };
  const saved: ProjectDraft = { ...draft, manifest, page: "create" };
  await services.drafts.save(folder.toString(), saved);
  if (workspace.workspaceFolders?.[0]) await services.runs.start(request);
  else await openAndContinue(folder, request, services);
  return { outcome: "started" };
}

/** For people and logs: date, time and four characters. */
export function newRunId(clock: Clock): string {
  const at = new Date(clock.now()).toISOString().slice(0, 16).replaceAll(/[-:T]/g, "");
  return `${at}-${randomUUID().slice(0, 4)}`;
}

/** The window starts anew with the folder; the marker lets it go on from there. */
async function openAndContinue(folder: Uri, request: RunRequest, services: CreateServices) {
  const at = services.clock.now();
  await services.pending.set({ folder: folder.toString(), at, request });
  await commands.executeCommand("vscode.openFolder", folder, { forceReuseWindow: true });
}

async function chooseFolder(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    canSelectMany: false,
    title: l10n.t("Folder for the project"),
    openLabel: l10n.t("Create Here"),
  });
  return chosen?.[0];
}

function requireReady(draft: ProjectDraft): void {
  if (!workspace.isTrusted) {
    throw new UserError(
      "WorkspaceNotTrusted",
      l10n.t("This workspace is restricted. Trust it to create a project from it."),
    );
  }
  if (draft.selected.length === 0) {
    throw new UserError("NothingSelected", l10n.t("No environment is selected. Select one."));
  }
  const [path] = Object.keys(draft.texts);
  if (path === undefined) return;
  throw new UserError(
    "ValueUnfinished",
    l10n.t("{0} has no valid value. Correct it in the wizard.", path),
  );
}

function firstSession(environments: readonly EnvironmentId[], sessionOf: SessionOf): AzureSession {
  const [first = "dev"] = environments;
  return sessionOf(first);
}

/** The page says the same while it is typed; a file must not depend on a page. */
function requireValid(
  draft: ProjectManifest,
  environments: readonly EnvironmentId[],
): ProjectManifest {
  const { manifest, problems = [] } = parseManifest(JSON.stringify(draft));
  const errors = manifest
    ? validateManifest(manifest).filter(
        ({ severity, environment }) =>
          severity === "error" && (environment === undefined || environments.includes(environment)),
      )
    : problems;
  if (manifest && errors.length === 0) return manifest;
  throw new UserError(
    "ManifestInvalid",
    errors.map((one) => one.message).join(" ") || l10n.t("The project is not valid."),
  );
}

/** For sentences, for example `Dev and Stage`. */
export function environmentTitles(environments: readonly EnvironmentId[]): string {
  return environments.map((id) => environmentSpellings[id].title).join(", ");
}
