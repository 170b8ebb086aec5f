import { commands, EventEmitter, l10n, Uri, window, workspace } from "vscode";
import type { Disposable, TextDocumentContentProvider } from "vscode";
import { readText, writeText } from "../../host/files";
import type { ProjectManifest } from "../../project/manifest";
import { editManifest, manifestFileName, parseManifest } from "../../project/manifestFile";
import type { ReviewFile } from "../contracts/createProject";

const scheme = "esml-proposed";

/** What a file would be, seen when the page was shown, and what it is now. */
export interface ManifestChange {
  readonly uri: Uri;
  /** Undefined when there is no file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** The manifest in the folder that gets it: proposed as a diff, written as a whole. */
export class ManifestFiles implements Disposable, TextDocumentContentProvider {
  private readonly proposed = new Map<string, string>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(scheme, this);
  /** Text of the file when a review last showed it, by address; `undefined` means there was no file. */
  private readonly seen = new Map<string, string | undefined>();

  provideTextDocumentContent(uri: Uri): string {
    return this.proposed.get(uri.path) ?? "";
  }

  uriIn(folder: Uri): Uri {
    return Uri.joinPath(folder, manifestFileName);
  }

  /** The manifest of the folder, if there is one that can be read. */
  async load(folder: Uri): Promise<ProjectManifest | undefined> {
    const text = await readText(this.uriIn(folder));
    return text === undefined ? undefined : parseManifest(text).manifest;
  }

  async plan(folder: Uri, manifest: ProjectManifest): Promise<ManifestChange> {
    const uri = this.uriIn(folder);
    const before = await readText(uri);
    return { uri, before, after: editManifest(before, manifest) };
  }

  /** The file for Review; from now on another change of it is noticed by `confirm`. */
  async review(folder: Uri | undefined, manifest: ProjectManifest): Promise<ReviewFile> {
    if (!folder) return reviewFile(undefined, editManifest(undefined, manifest));
    const { uri, before, after } = await this.plan(folder, manifest);
    this.seen.set(uri.toString(), before);
    return reviewFile(before, after);
  }

  async showDiff({ uri, before, after }: ManifestChange): Promise<void> {
    const right = uri.with({ scheme, query: "after" });
    const left = before === undefined ? uri.with({ scheme, path: "/empty", query: "" }) : uri;
    this.proposed.set(right.path, after);
    this.changed.fire(right);
    const title = l10n.t("{0}: what Create writes", manifestFileName);
    await commands.executeCommand("vscode.diff", left, right, title, { preview: true });
  }

  /** The file while there is no folder for it. */
  async showProposal(manifest: ProjectManifest): Promise<void> {
    const uri = Uri.from({ scheme, path: `/${manifestFileName}` });
    await this.showDiff({ uri, before: undefined, after: editManifest(undefined, manifest) });
  }

  /** Shows the diff and asks when the file is not the one that the review showed; false means do not write. */
  async confirm(change: ManifestChange): Promise<boolean> {
    const key = change.uri.toString();
    const { before, after } = change;
    const isAsSeen = this.seen.has(key) ? this.seen.get(key) === before : before === undefined;
    if (isAsSeen || before === after) return true;
    await this.showDiff(change);
    const write = l10n.t("Write and Create");
    const answer = await window.showWarningMessage(
      l10n.t("{0} has changed since the review.", manifestFileName),
      {
        modal: true,
        detail: l10n.t(
          "The diff shows the file as it is now and what Create writes. Keys that ESML does not know are kept.",
        ),
      },
      write,
    );
    return answer === write;
  }

  async write({ uri, before, after }: ManifestChange): Promise<void> {
    if (before !== after) await writeText(uri, after);
    this.seen.set(uri.toString(), after);
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}

function reviewFile(before: string | undefined, after: string): ReviewFile {
  const lines = after.split("\n").length - 1;
  const change = before === undefined ? "new" : before === after ? "unchanged" : "changed";
  return { path: manifestFileName, change, lines };
}
