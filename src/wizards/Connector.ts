import { l10n, window } from "vscode";
import type { Disposable } from "vscode";
import type { AzureSession } from "../azure/AzureSession";
import { openSession } from "../azure/openSession";
import type { SandboxConnection } from "../azure/sandboxConnection";
import type { Connections } from "../host/Connections";
import { withProgress } from "../host/progress";
import type { SandboxProcess } from "../host/SandboxProcess";
import { cloudIds, type CloudId } from "../project/manifest";
import type { Logger } from "../shared/Logger";

export interface ConnectorOptions {
  readonly connections: Connections<AzureSession>;
  readonly sandbox: SandboxProcess<SandboxConnection>;
  readonly logger: Logger;
  readonly version: string;
}

const cloudTitles: () => Readonly<Record<CloudId, string>> = () => ({
  sandbox: l10n.t("Sandbox"),
  azure: l10n.t("Azure"),
  azureChina: l10n.t("Azure operated by 21Vianet"),
  azureUsGovernment: l10n.t("Azure Government"),
});

/** Opens sessions: to the sandbox without questions, to Azure after the account and tenant were confirmed. */
export class Connector {
  constructor(private readonly options: ConnectorOptions) {}

  /** @throws an abort error when the person does not go on. */
  async connect(cloud: CloudId, signal: AbortSignal): Promise<AzureSession> {
    if (cloud === "sandbox") return this.connectSandbox(signal);
    const { logger, version } = this.options;
    const session = await openSession({ cloud, logger, version, signal });
    const { username, tenantId } = session.account;
    const go = l10n.t("Connect as {0}", username);
    const choice = await window.showInformationMessage(
      l10n.t("Connect to {0}?", cloudTitles()[cloud]),
      {
        modal: true,
        detail: l10n.t(
          "Account {0}\nTenant {1}\nNothing has been read yet. Another account: sign in with it in the Azure CLI, then connect again.",
          username,
          tenantId,
        ),
      },
      go,
    );
    if (choice !== go) {
      session.close();
      throw canceled();
    }
    this.options.connections.add(session);
    return session;
  }

  /** The command *Start Sandbox*; also joins one that runs. */
  async startSandbox(): Promise<void> {
    await withProgress(l10n.t("Starting the sandbox"), (signal) => this.connectSandbox(signal));
  }

  async restartSandbox(): Promise<void> {
    const { connections, sandbox } = this.options;
    await withProgress(l10n.t("Restarting the sandbox"), async (signal) => {
      connections.removeCloud("sandbox", l10n.t("The sandbox is restarting."));
      await sandbox.restart(signal);
      await this.connectSandbox(signal);
    });
  }

  /** Joins a sandbox that runs already, for example after a reload; quiet when there is none. */
  async joinSandbox(): Promise<void> {
    const connection = await this.options.sandbox.join();
    if (connection) await this.openSandbox(connection, new AbortController().signal);
  }

  /** A sandbox that ends by itself is told once, with the way back. */
  watchSandbox(restart: () => unknown): Disposable {
    return this.options.sandbox.onDidCrash(async () => {
      const { connections } = this.options;
      connections.removeCloud("sandbox", l10n.t("The sandbox has ended. Start it again."));
      const again = l10n.t("Restart");
      const message = l10n.t("The sandbox has ended. What it held is kept in its state folder.");
      if ((await window.showWarningMessage(message, again)) === again) await restart();
    });
  }

  /** The command *Connect to Azure*: asks for the cloud, the preferred one first. */
  async connectToAzure(preferred: string): Promise<void> {
    const titles = cloudTitles();
    const clouds = cloudIds.filter((id) => id !== "sandbox");
    const items = clouds
      .toSorted((a, b) => Number(b === preferred) - Number(a === preferred))
      .map((id) => ({ label: titles[id], id }));
    const picked = await window.showQuickPick(items, {
      title: l10n.t("Connect to Azure"),
      placeHolder: l10n.t("Cloud to connect to"),
    });
    if (!picked) return;
    await withProgress(l10n.t("Signing in to {0}", picked.label), (signal) =>
      this.connect(picked.id, signal),
    );
  }

  private async connectSandbox(signal: AbortSignal): Promise<AzureSession> {
    const connection = await this.options.sandbox.start(signal);
    const current = this.options.connections.getSession("sandbox", connection.tenantId);
    if (current?.endpoint === connection.endpoint) return current;
    return this.openSandbox(connection, signal);
  }

  private async openSandbox(
    connection: SandboxConnection,
    signal: AbortSignal,
  ): Promise<AzureSession> {
    const { logger, version } = this.options;
    const session = await openSession({ cloud: "sandbox", connection, logger, version, signal });
    this.options.connections.add(session);
    return session;
  }
}

function canceled(): Error {
  return new DOMException("Canceled", "AbortError");
}
