import { l10n, StatusBarAlignment, window } from "vscode";
import type { Disposable } from "vscode";

/** Says "sandbox" in the status bar wherever the simulated Azure is in use. */
export class SandboxStatus implements Disposable {
  private readonly item = window.createStatusBarItem("esml.sandbox", StatusBarAlignment.Left, 10);

  constructor() {
    this.item.name = l10n.t("ESML sandbox");
    this.item.text = `$(beaker) ${l10n.t("Sandbox")}`;
    this.item.tooltip = l10n.t(
      "ESML uses a simulated Azure on this computer. Select to see what is asked of it.",
    );
    this.item.accessibilityInformation = { label: l10n.t("ESML uses the sandbox, show log") };
    this.item.command = "esml.log.show";
  }

  setInUse(inUse: boolean): void {
    if (inUse) this.item.show();
    else this.item.hide();
  }

  dispose(): void {
    this.item.dispose();
  }
}
