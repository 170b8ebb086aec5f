import { config as configureL10n } from "@vscode/l10n";
import { commands, l10n, Uri, workspace } from "vscode";
import type { ExtensionContext } from "vscode";
import type { AzureSession } from "./azure/AzureSession";
import { loadSandboxConnection, parseSandboxConnection } from "./azure/sandboxConnection";
import { registerCommands } from "./commands/registerCommands";
import { showFailure } from "./commands/showFailure";
import { Connections } from "./host/Connections";
import { setContext } from "./host/contexts";
import { createLog } from "./host/log";
import { SandboxProcess } from "./host/SandboxProcess";
import { Settings } from "./host/settings";
import { SandboxStatus } from "./host/statusBar";
import { WatchedFiles } from "./host/WatchedFiles";
import { manifestFileName, parseManifest } from "./project/manifestFile";
import { systemClock as clock } from "./shared/Clock";
import { createEnvironmentsView } from "./views/createEnvironmentsView";
import type { WorkspaceManifest } from "./views/services";
import { Connector } from "./wizards/Connector";
import { CreateProjectWizard } from "./wizards/createProject/CreateProjectWizard";
import { createSubscriptionSource } from "./wizards/createSubscriptionSource";

/** Builds the services and registers them; everything heavy loads when it is first used. */
export function activate(context: ExtensionContext): void {
  if (l10n.bundle !== undefined) configureL10n({ contents: l10n.bundle });
  const services = createServices(context);
  const { logger, settings, connections, connector } = services;
  const showLog = () => {
    logger.show();
  };
  const failures = { logger, showLog };
  const reveal = async (manifestUri: string) => {
    await commands.executeCommand("esml.environments.focus");
    await environments.revealProject(manifestUri);
  };
  const preferredCloud = () => settings.cloud;
  const what = { context, connections, connector, clock, logger };
  const wizard = new CreateProjectWizard({ ...what, preferredCloud, showLog, reveal });
  const environments = createEnvironmentsView({
    connections,
    manifests: services.manifests,
    subscriptions: createSubscriptionSource(settings),
    onDidChangeResources: wizard.onDidChangeResources,
    clock,
    logger,
    isTrusted: () => workspace.isTrusted,
  });
  const handlers = {
    ...environments.handlers,
    "esml.project.create": () => {
      wizard.show();
    },
    "esml.sandbox.start": () => connector.startSandbox(),
    "esml.sandbox.restart": () => connector.restartSandbox(),
    "esml.azure.connect": () => connector.connectToAzure(settings.cloud),
    "esml.log.show": showLog,
  };
  context.subscriptions.push(wizard, environments, registerCommands(handlers, failures));
  const goOn = async () => {
    if (settings.cloud === "sandbox") await connector.joinSandbox();
    await wizard.continuePending();
  };
  // Not awaited: a window must not wait for a connection.
  void goOn().catch((error: unknown) => showFailure(error, { ...failures, what: "activation" }));
}

function createServices(context: ExtensionContext) {
  const logger = createLog();
  const settings = new Settings();
  const connections = new Connections<AzureSession>();
  const manifests = new WatchedFiles(`**/${manifestFileName}`, readManifest);
  const sandbox = createSandbox(context, settings, logger);
  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const connector = new Connector({ connections, sandbox, logger, version });
  const status = new SandboxStatus();
  const showConnections = () => {
    const sessions = connections.getSessions();
    status.setInUse(sessions.some(({ simulated }) => simulated));
    void setContext("esml.connected", sessions.length > 0);
  };
  const restart = () => commands.executeCommand("esml.sandbox.restart");
  const watched = [connections.onDidChange(showConnections), connector.watchSandbox(restart)];
  context.subscriptions.push(logger, settings, manifests, sandbox, status, ...watched, connections);
  return { logger, settings, connections, connector, manifests };
}

function createSandbox(
  context: ExtensionContext,
  settings: Settings,
  logger: ReturnType<typeof createLog>,
) {
  return new SandboxProcess({
    program: {
      path: Uri.joinPath(context.extensionUri, "dist", "sandbox.js").fsPath,
      stateFolder: Uri.joinPath(context.globalStorageUri, "sandbox").fsPath,
    },
    parse: parseSandboxConnection,
    load: loadSandboxConnection,
    getConnectionFile: () => settings.sandboxConnectionFile,
    logger,
  });
}

function readManifest(text: string, path: string): WorkspaceManifest["content"] {
  const { manifest, problems } = parseManifest(text);
  if (manifest) return { kind: "manifest", manifest };
  const [first] = problems;
  return { kind: "problem", reason: `${path}:${String(first?.line ?? 1)} ${first?.message ?? ""}` };
}
