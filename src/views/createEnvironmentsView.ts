import { Disposable, env, l10n, Uri, window, workspace, type TreeView } from "vscode";
import { UserError } from "../shared/errors";
import { azureReader, type AzureReader } from "./inventory/azureReader";
import { nodeId } from "./nodeId";
import type { DeploymentNode, ResourceNode, TreeNode } from "./nodes";
import { jsonScheme, ResourceJson } from "./ResourceJson";
import { ResourceTree } from "./ResourceTree";
import type { EnvironmentsServices } from "./services";

/** The commands of the view; the composition root ties them to the command list. */
export type EnvironmentsCommandId =
  | "esml.environments.refresh"
  | "esml.resource.openInPortal"
  | "esml.resource.copyId"
  | "esml.resource.viewAsJson"
  | "esml.branch.retry";

type Handler = (...args: readonly unknown[]) => unknown;

export interface EnvironmentsView {
  readonly view: TreeView<TreeNode>;
  readonly handlers: Readonly<Record<EnvironmentsCommandId, Handler>>;
  /** Shows and expands the project of a manifest, for example after it was created. */
  revealProject(manifestUri: string): Promise<void>;
  dispose(): void;
}

/** The *Environments* view with what its commands do. */
export function createEnvironmentsView(
  services: EnvironmentsServices,
  reader: AzureReader = azureReader,
): EnvironmentsView {
  const tree = new ResourceTree(services, reader);
  const json = new ResourceJson(services.connections, reader);
  const view = window.createTreeView("esml.environments", {
    treeDataProvider: tree,
    showCollapseAll: true,
  });
  const showConnection = () => {
    const sessions = services.connections.getSessions();
    const isSimulated = sessions.length > 0 && sessions.every(({ simulated }) => simulated);
    view.description = isSimulated ? l10n.t("Sandbox") : "";
  };
  const refreshSoon = () => tree.refreshSoon();
  const watched = [
    services.connections.onDidChange(showConnection),
    services.connections.onDidChange(refreshSoon),
    services.manifests.onDidChange(refreshSoon),
    services.subscriptions.onDidChange(refreshSoon),
    services.onDidChangeResources((change) => void tree.layOver(change)),
    workspace.registerTextDocumentContentProvider(jsonScheme, json),
  ];
  showConnection();
  const all = Disposable.from(view, tree, json, ...watched);
  return {
    view,
    handlers: createHandlers(tree, view, json),
    revealProject: async (manifestUri) => {
      const project = await tree.findProject(manifestUri);
      if (project === undefined) return;
      await view.reveal(project, { expand: true, select: true, focus: false });
    },
    dispose: () => {
      all.dispose();
    },
  };
}

function createHandlers(
  tree: ResourceTree,
  view: TreeView<TreeNode>,
  json: ResourceJson,
): EnvironmentsView["handlers"] {
  const resourceOf = (args: readonly unknown[]) => {
    const node = nodeOf(args) ?? view.selection[0];
    if (node !== undefined && "resource" in node) return node;
    throw new UserError(
      "NO_RESOURCE_CHOSEN",
      l10n.t("No resource is chosen. Choose one in Environments."),
    );
  };
  return {
    "esml.environments.refresh": (...args) => {
      const node = nodeOf(args);
      return node === undefined ? tree.refresh() : tree.refreshBranch(node);
    },
    "esml.branch.retry": (...args) => {
      const node = nodeOf(args) ?? view.selection[0];
      return node === undefined ? tree.refresh() : tree.refreshBranch(node);
    },
    "esml.resource.openInPortal": (...args) => openInPortal(resourceOf(args)),
    "esml.resource.copyId": (...args) => env.clipboard.writeText(resourceOf(args).resource.id),
    "esml.resource.viewAsJson": async (...args) => {
      const address = json.open(resourceOf(args));
      await window.showTextDocument(await workspace.openTextDocument(address), { preview: true });
    },
  };
}

async function openInPortal({ scope, resource }: ResourceNode | DeploymentNode): Promise<void> {
  if (scope.portal === undefined) {
    const message = l10n.t("The sandbox has no portal. View {0} as JSON instead.", resource.name);
    throw new UserError("NO_PORTAL", message);
  }
  await env.openExternal(Uri.parse(`${scope.portal}/#@${scope.tenantId}/resource${resource.id}`));
}

/** The node that VS Code hands a command of the tree; anything else is not ours. */
function nodeOf([first]: readonly unknown[]): TreeNode | undefined {
  if (typeof first !== "object" || first === null || !("kind" in first)) return undefined;
  const node = first as TreeNode;
  return nodeId(node) === "" ? undefined : node;
}
