import { env, l10n, workspace, type Uri } from "vscode";
import type { AzureSession } from "../../azure/AzureSession";
import { loadComputeOffer } from "../../azure/computeOffer";
import { loadRegions } from "../../azure/subscriptions";
import { environmentIds } from "../../project/environments";
import { cloudIds, type CloudId, type ProjectManifest } from "../../project/manifest";
import { nextFreeNumber } from "../../project/projectNumbers";
import { UserError } from "../../shared/errors";
import type { Connector } from "../Connector";
import type {
  ConnectionInfo,
  CreateProjectRequests,
  InitialState,
  ProjectDraft,
} from "../contracts/createProject";
import type { RequestHandlers } from "../contracts/rpc";
import { describeConnection, describeNoConnection } from "../describeConnection";
import { createFromDraft, newRunId, randomSalt, type CreateServices } from "./createFromDraft";
import { decideDraftSalts } from "./decideDraftSalts";
import { loadDotEnvSalt } from "./loadDotEnvSalt";
import { loadFactoryFacts } from "./loadFactoryFacts";
import { newDraft, withCreator } from "./newDraft";
import { reviewDraft } from "./reviewDraft";

export interface WizardServices extends CreateServices {
  readonly connector: Connector;
  readonly getSession: (cloud: CloudId, tenantId?: string) => AzureSession | undefined;
  /** Why there is no session of the cloud, as a sentence. */
  readonly getReason: (cloud: CloudId) => string | undefined;
  /** Spelling of the setting. */
  readonly preferredCloud: () => string;
  readonly draftKey: () => string;
  readonly showLog: () => void;
}

export interface PageActs {
  close(): void;
  /** Loads the page anew with the state that is kept. */
  reload(): void;
}

export function cloudOf(manifest: ProjectManifest): CloudId | undefined {
  return environmentIds.map((id) => manifest.environments[id]?.cloud).find((cloud) => cloud);
}

const folderUri = (): Uri | undefined => workspace.workspaceFolders?.[0]?.uri;

/** The answers to what the page asks. */
export function createHandlers(
  services: WizardServices,
  page: PageActs,
): RequestHandlers<CreateProjectRequests> {
  const { clock, drafts, runs, files } = services;
  return {
    ready: (_params, signal) => loadInitialState(services, signal),
    connect: ({ cloud }, signal) => connect(services, page, cloud, signal),
    loadRegions: async ({ subscriptionId }, signal) =>
      loadRegions(await sessionOfDraft(services), subscriptionId, signal),
    loadComputeOffer: async ({ subscriptionId, region }, signal) =>
      loadComputeOffer(await sessionOfDraft(services), subscriptionId, region, { signal, clock }),
    loadFactoryFacts: async ({ draft }, signal) =>
      loadFactoryFacts(requireSession(services, draft), draft.manifest, { clock, signal }),
    decideSalts: async ({ draft }, signal) => {
      const session = requireSession(services, draft);
      const dotEnv = await loadDotEnvSalt(draft.manifest);
      const options = { signal, random: randomSalt, dotEnv };
      return { ...draft, manifest: await decideDraftSalts(session, draft.manifest, options) };
    },
    saveDraft: async ({ draft }) => {
      await drafts.save(services.draftKey(), draft);
      return undefined;
    },
    review: async ({ draft }, signal) => {
      const file = await files.review(folderUri(), draft.manifest);
      const sessionOf = services.sessionsOf(draft.manifest);
      return reviewDraft(draft, { sessionOf, files: [file], clock, signal });
    },
    openFileDiff: async ({ draft }) => {
      const folder = folderUri();
      await (folder
        ? files.plan(folder, draft.manifest).then((change) => files.showDiff(change))
        : files.showProposal(draft.manifest));
      return undefined;
    },
    create: (params, signal) => createFromDraft(params, services, signal),
    continueRun: async () => {
      await runs.continue(newRunId(clock));
      return undefined;
    },
    cancelRun: () => {
      runs.cancel();
      return Promise.resolve(undefined);
    },
    close: () => {
      page.close();
      return Promise.resolve(undefined);
    },
    showLog: () => {
      services.showLog();
      return Promise.resolve(undefined);
    },
    copyText: async ({ text }) => {
      await env.clipboard.writeText(text);
      return undefined;
    },
  };
}

async function loadInitialState(
  services: WizardServices,
  signal: AbortSignal,
): Promise<InitialState> {
  const { drafts, runs } = services;
  const kept = await drafts.load(services.draftKey());
  const draft = kept ?? (await draftOfManifest(services));
  const wanted = services.preferredCloud();
  const cloud =
    (draft && cloudOf(draft.manifest)) ?? cloudIds.find((id) => id === wanted) ?? "sandbox";
  const connection = await connectionOf(services, cloud, signal);
  const events = await runs.loadEvents();
  const shown = draft
    ? withCreator(draft, connection)
    : await proposeDraft(services, cloud, connection, signal);
  const [folder] = workspace.workspaceFolders ?? [];
  return {
    draft: runs.isRunning() ? { ...shown, page: "create" } : shown,
    connection,
    ...(folder ? { folder: folder.name } : {}),
    ...(events.length > 0 ? { run: events } : {}),
  };
}

/** A new draft with the lowest number that no project of the factory has; without an answer, with 001. */
async function proposeDraft(
  services: WizardServices,
  cloud: CloudId,
  connection: ConnectionInfo,
  signal: AbortSignal,
): Promise<ProjectDraft> {
  const draft = newDraft(cloud, connection);
  const session = connection.account && services.getSession(cloud, connection.tenant?.id);
  if (!session) return draft;
  try {
    const options = { clock: services.clock, signal };
    const { usedProjectNumbers } = await loadFactoryFacts(session, draft.manifest, options);
    return newDraft(cloud, connection, nextFreeNumber(usedProjectNumbers));
  } catch (error) {
    // The page reads the same again and shows why it cannot.
    if (signal.aborted) throw error;
    return draft;
  }
}

/** The project that the folder has: the wizard goes on with it. */
async function draftOfManifest({ files }: WizardServices): Promise<ProjectDraft | undefined> {
  const folder = folderUri();
  const manifest = folder && (await files.load(folder));
  if (!manifest) return undefined;
  const selected = environmentIds.filter((id) => manifest.environments[id]);
  return { manifest, selected, texts: {}, page: "factory", visited: ["factory"] };
}

/** The sandbox connects without questions; Azure only when asked to. */
async function connectionOf(
  services: WizardServices,
  cloud: CloudId,
  signal: AbortSignal,
): Promise<ConnectionInfo> {
  try {
    const session =
      cloud === "sandbox"
        ? await services.connector.connect("sandbox", signal)
        : services.getSession(cloud);
    if (session) return await describeConnection(session, cloud, signal);
  } catch (error) {
    signal.throwIfAborted();
    return describeNoConnection(cloud, error instanceof Error ? error.message : String(error));
  }
  return describeNoConnection(cloud, services.getReason(cloud) ?? l10n.t("Not connected."));
}

async function connect(
  services: WizardServices,
  page: PageActs,
  cloud: CloudId,
  signal: AbortSignal,
): Promise<ConnectionInfo> {
  const session = await services.connector.connect(cloud, signal);
  const connection = await describeConnection(session, cloud, signal);
  const draft = await services.drafts.load(services.draftKey());
  const filled = draft ?? newDraft(cloud, connection);
  const completed = withCreator(filled, connection);
  // A draft that had nobody in it gets the connected person, which the page only learns anew.
  if (
    completed.manifest.team.members.some(
      (one, index) => one !== filled.manifest.team.members[index],
    )
  ) {
    await services.drafts.save(services.draftKey(), completed);
    page.reload();
  }
  return connection;
}

async function sessionOfDraft(services: WizardServices): Promise<AzureSession> {
  const draft = await services.drafts.load(services.draftKey());
  if (draft) return requireSession(services, draft);
  const wanted = services.preferredCloud();
  const session = services.getSession(cloudIds.find((id) => id === wanted) ?? "sandbox");
  if (session) return session;
  throw notConnected();
}

function requireSession(services: WizardServices, draft: ProjectDraft): AzureSession {
  const cloud = cloudOf(draft.manifest) ?? "sandbox";
  const session = services.getSession(cloud);
  if (session) return session;
  throw notConnected();
}

const notConnected = () =>
  new UserError("NotConnected", l10n.t("Not connected. Connect on the page Factory."));
