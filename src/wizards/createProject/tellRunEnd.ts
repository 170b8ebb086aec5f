import { l10n, window } from "vscode";
import type { RunSnapshot } from "../../runs/snapshot";
import { environmentTitles } from "./createFromDraft";
import type { RunRequest } from "./RunLog";

export interface RunEndActs {
  readonly reveal: () => unknown;
  readonly show: () => unknown;
}

/** The one notification of a run. */
export async function tellRunEnd(
  snapshot: RunSnapshot,
  { manifest, environments }: RunRequest,
  acts: RunEndActs,
): Promise<void> {
  const { number } = manifest.project;
  const titles = environmentTitles(environments);
  if (snapshot.state === "succeeded") {
    const isSimulated = environments.every((id) => manifest.environments[id]?.cloud === "sandbox");
    const show = l10n.t("Show in Side Bar");
    const message = isSimulated
      ? l10n.t("Project {0} was created in the sandbox: {1}.", number, titles)
      : l10n.t("Project {0} was created in Azure: {1}.", number, titles);
    if ((await window.showInformationMessage(message, show)) === show) await acts.reveal();
    return;
  }
  const { done, total } = snapshot.counts;
  const message =
    snapshot.state === "canceled"
      ? l10n.t(
          "The run of project {0} was canceled. {1} of {2} resources exist.",
          number,
          done,
          total,
        )
      : l10n.t(
          "Project {0} was not created completely. {1}",
          number,
          snapshot.failure?.message ?? "",
        );
  const show = l10n.t("Show What Happened");
  if ((await window.showWarningMessage(message, show)) === show) await acts.show();
}
