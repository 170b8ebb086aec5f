import { Disposable, EventEmitter, l10n, Uri, workspace } from "vscode";
import type { Event, ExtensionContext } from "vscode";
import type { AzureSession } from "../../azure/AzureSession";
import type { Connections } from "../../host/Connections";
import { JsonStorage } from "../../host/storage";
import { environmentSpellings, type EnvironmentId } from "../../project/environments";
import { cloudIds, type CloudId, type ProjectManifest } from "../../project/manifest";
import type { Clock } from "../../shared/Clock";
import { UserError } from "../../shared/errors";
import type { Logger } from "../../shared/Logger";
import type { Connector } from "../Connector";
import type { CreateProjectEvent, CreateProjectRequests } from "../contracts/createProject";
import { describeConnection, describeNoConnection } from "../describeConnection";
import { WizardPanel, type WizardPage } from "../WizardPanel";
import { DraftStore } from "./DraftStore";
import { createHandlers, type WizardServices } from "./handlers";
import { ManifestFiles } from "./ManifestFiles";
import { PendingCreate } from "./PendingCreate";
import type { SessionOf } from "./planProject";
import { ProjectRuns } from "./ProjectRuns";
import { changesOf, type RunChanges } from "./runChanges";
import { createRunEngine } from "./runEngine";
import { RunLog } from "./RunLog";
import { tellRunEnd } from "./tellRunEnd";

export interface CreateProjectOptions {
  readonly context: ExtensionContext;
  readonly connections: Connections<AzureSession>;
  readonly connector: Connector;
  readonly preferredCloud: () => string;
  readonly showLog: () => void;
  /** Shows the created project in the side bar. */
  readonly reveal: (manifestUri: string) => unknown;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** *ESML: Create Project*: one page per window, one run per workspace. */
export class CreateProjectWizard implements Disposable {
  private readonly changed = new EventEmitter<RunChanges>();
  /** What a run has just made or changed. */
  readonly onDidChangeResources: Event<RunChanges> = this.changed.event;
  private readonly panel: WizardPanel<CreateProjectRequests, CreateProjectEvent>;
  private readonly services: WizardServices;
  private readonly files = new ManifestFiles();
  private page: WizardPage<CreateProjectEvent> | undefined;
  private readonly subscriptions: Disposable;

  constructor(private readonly options: CreateProjectOptions) {
    const { context, connections, logger } = options;
    this.services = this.createServices();
    this.panel = new WizardPanel({
      viewType: "esml.createProject",
      bundle: "createProject",
      title: l10n.t("Create Project"),
      extensionUri: context.extensionUri,
      logger,
      attach: (page) => this.attach(page),
    });
    this.subscriptions = Disposable.from(
      this.panel,
      this.files,
      this.changed,
      connections.onDidChange(() => void this.tellConnection()),
    );
  }

  show(): void {
    this.panel.show();
  }

  /** Goes on with the run that waited for this folder to open. */
  async continuePending(): Promise<void> {
    const folder = workspace.workspaceFolders?.[0]?.uri.toString();
    const request = await this.services.pending.take(folder, this.options.clock.now());
    if (!request) return;
    const signal = new AbortController().signal;
    for (const id of request.environments) {
      const cloud = request.manifest.environments[id]?.cloud;
      if (cloud && !this.options.connections.getSessionOf(cloud)) {
        await this.options.connector.connect(cloud, signal);
      }
    }
    await this.services.runs.start(request);
    this.show();
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private attach(page: WizardPage<CreateProjectEvent>) {
    this.page = page;
    const reload = () => {
      this.panel.reload();
    };
    const handlers = createHandlers(this.services, {
      close: () => {
        page.close();
      },
      reload,
    });
    const detach = new Disposable(() => {
      this.page = undefined;
    });
    return Object.assign(detach, { handlers });
  }

  private createServices(): WizardServices {
    const { context, connections, connector, clock } = this.options;
    const { fsPath } = context.globalStorageUri;
    const drafts = new DraftStore(
      new JsonStorage(Uri.joinPath(context.globalStorageUri, "drafts").fsPath),
    );
    const draftKey = () => workspace.workspaceFolders?.[0]?.uri.toString() ?? "no folder";
    const runs = new ProjectRuns({
      log: RunLog.ofWorkspace(fsPath, draftKey()),
      run: createRunEngine(({ manifest }) => this.sessionsOf(manifest), clock),
      clock,
      onEvent: (event) => {
        this.page?.post({ kind: "runEvent", event });
      },
      onEnd: (snapshot, request, error) => {
        for (const change of changesOf(snapshot, request)) this.changed.fire(change);
        if (snapshot.state === "succeeded") void drafts.remove(draftKey());
        this.options.logger.info(
          `Run ${request.runId}: ${snapshot.state} ${error instanceof Error ? error.message : ""}`,
        );
        void tellRunEnd(snapshot, request, {
          reveal: () => this.options.reveal(request.manifestUri),
          show: () => {
            this.show();
          },
        });
      },
    });
    return {
      files: this.files,
      runs,
      drafts,
      draftKey,
      connector,
      clock,
      pending: new PendingCreate(context.globalState),
      sessionsOf: (manifest) => this.sessionsOf(manifest),
      getSession: (cloud) => connections.getSessionOf(cloud),
      getReason: (cloud) => connections.getReason(cloud, ""),
      preferredCloud: this.options.preferredCloud,
      showLog: this.options.showLog,
    };
  }

  /** The session that belongs to each environment's own cloud and tenant; never another one. */
  private sessionsOf(manifest: ProjectManifest): SessionOf {
    return (environment: EnvironmentId) => {
      const settings = manifest.environments[environment];
      const session =
        settings && this.options.connections.getSession(settings.cloud, settings.tenantId);
      if (session) return session;
      throw new UserError(
        "NotConnected",
        l10n.t(
          "{0} belongs to the cloud {1} and tenant {2}, which is not connected. Connect on the page Factory.",
          environmentSpellings[environment].title,
          settings?.cloud ?? "",
          settings?.tenantId ?? "",
        ),
      );
    };
  }

  private async tellConnection(): Promise<void> {
    const { page } = this;
    if (!page) return;
    const draft = await this.services.drafts.load(this.services.draftKey());
    const cloud = this.cloudOfPage(draft?.manifest);
    const session = this.options.connections.getSessionOf(cloud);
    const reason = this.services.getReason(cloud) ?? l10n.t("Not connected.");
    const signal = new AbortController().signal;
    const connection = session
      ? await describeConnection(session, cloud, signal).catch((error: unknown) =>
          describeNoConnection(cloud, String(error)),
        )
      : describeNoConnection(cloud, reason);
    page.post({ kind: "connectionChanged", connection });
  }

  private cloudOfPage(manifest: ProjectManifest | undefined): CloudId {
    const own = Object.values(manifest?.environments ?? {})[0]?.cloud;
    const preferred = this.options.preferredCloud();
    return own ?? cloudIds.find((id) => id === preferred) ?? "sandbox";
  }
}
