import { randomBytes } from "node:crypto";
import { env, l10n, Uri, ViewColumn, window } from "vscode";
import type { Disposable, WebviewPanel } from "vscode";
import type { Logger } from "../shared/Logger";
import { answerRequests } from "./answerRequests";
import type { RequestHandlers, RequestMap } from "./contracts/rpc";
import { renderPage } from "./html";

export interface WizardPage<E> {
  /** Tells the page something it did not ask for. */
  post(event: E): void;
  close(): void;
}

export interface WizardOptions<T extends RequestMap<T>, E> {
  /** Id of the panel type; package.json activates on it. */
  readonly viewType: string;
  /** Base name of the page's bundle in `dist/webview`. */
  readonly bundle: string;
  readonly title: string;
  readonly extensionUri: Uri;
  readonly logger: Logger;
  /** Called for every page that opens; `dispose` of the handlers' owner when it has closed. */
  readonly attach: (page: WizardPage<E>) => Disposable & { readonly handlers: RequestHandlers<T> };
}

/** One wizard page: opened once, brought back after a reload, rebuilt from the host's state each time. */
export class WizardPanel<T extends RequestMap<T>, E> implements Disposable {
  private panel: WebviewPanel | undefined;
  private readonly serializer: Disposable;

  constructor(private readonly options: WizardOptions<T, E>) {
    this.serializer = window.registerWebviewPanelSerializer(options.viewType, {
      deserializeWebviewPanel: (panel) => {
        if (this.panel) panel.dispose();
        else this.fill(panel);
        return Promise.resolve();
      },
    });
  }

  show(): void {
    if (this.panel) {
      this.panel.reveal();
      return;
    }
    const { viewType, title } = this.options;
    this.fill(window.createWebviewPanel(viewType, title, ViewColumn.Active));
  }

  /** Loads the open page anew, so that it asks for its state again. */
  reload(): void {
    const { panel } = this;
    if (panel) panel.webview.html = this.render(panel);
  }

  dispose(): void {
    this.serializer.dispose();
    this.panel?.dispose();
  }

  private fill(panel: WebviewPanel): void {
    this.panel = panel;
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [this.folder()],
    };
    const media = Uri.joinPath(this.options.extensionUri, "media");
    panel.iconPath = {
      light: Uri.joinPath(media, "esml-light.svg"),
      dark: Uri.joinPath(media, "esml-dark.svg"),
    };
    const { webview } = panel;
    const post = (message: unknown) => void webview.postMessage(message);
    const attached = this.options.attach({
      post: (event) => {
        post({ type: "event", event });
      },
      close: () => {
        panel.dispose();
      },
    });
    const answering = answerRequests(attached.handlers, {
      post,
      onError: (name, error) => {
        this.options.logger.error(`${this.options.bundle} ${name}: ${String(error)}`);
      },
    });
    const received = webview.onDidReceiveMessage((message) => answering.receive(message));
    panel.onDidDispose(() => {
      answering.close();
      received.dispose();
      attached.dispose();
      this.panel = undefined;
    });
    webview.html = this.render(panel);
  }

  private folder(): Uri {
    return Uri.joinPath(this.options.extensionUri, "dist", "webview");
  }

  private render({ webview }: WebviewPanel): string {
    const addressOf = (file: string) =>
      webview.asWebviewUri(Uri.joinPath(this.folder(), file)).toString();
    return renderPage({
      title: this.options.title,
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString("hex"),
      script: addressOf(`${this.options.bundle}.js`),
      style: addressOf(`${this.options.bundle}.css`),
      codicons: addressOf("codicon.css"),
      language: env.language,
      ...(l10n.bundle === undefined ? {} : { translations: l10n.bundle }),
    });
  }
}
