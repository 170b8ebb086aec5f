import {
  EventEmitter,
  l10n,
  Uri,
  type CancellationToken,
  type TextDocumentContentProvider,
} from "vscode";
import { UserError } from "../shared/errors";
import type { AzureReader } from "./inventory/azureReader";
import { nodeId } from "./nodeId";
import type { DeploymentNode, ResourceNode } from "./nodes";
import type { Connections } from "./services";

export const jsonScheme = "esml-resource";

/** Read-only documents that show a resource as Azure Resource Manager answers a GET. */
export class ResourceJson implements TextDocumentContentProvider {
  private readonly nodes = new Map<string, ResourceNode | DeploymentNode>();
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly connections: Connections,
    private readonly reader: AzureReader,
  ) {}

  /** Address of the document; a document that is open already is read anew. */
  open(node: ResourceNode | DeploymentNode): Uri {
    const path = `/${node.resource.name}.json`;
    const address = Uri.from({ scheme: jsonScheme, path, query: nodeId(node) });
    this.nodes.set(address.toString(), node);
    this.changed.fire(address);
    return address;
  }

  async provideTextDocumentContent(address: Uri, token: CancellationToken): Promise<string> {
    const node = this.nodes.get(address.toString());
    const session =
      node === undefined
        ? undefined
        : this.connections.getSession(node.scope.cloud, node.scope.tenantId);
    if (node === undefined || session === undefined) {
      throw new UserError(
        "NOT_CONNECTED",
        l10n.t("Not connected. Connect, then view the resource again."),
      );
    }
    const abort = new AbortController();
    token.onCancellationRequested(() => {
      abort.abort();
    });
    const { id, name } = node.resource;
    const resource = await this.reader.readResource(session, id, abort.signal);
    if (resource === undefined) {
      throw new UserError(
        "NOT_FOUND",
        l10n.t("{0} is not there any more. Refresh the view.", name),
      );
    }
    return `${JSON.stringify(resource, undefined, 2)}\n`;
  }

  dispose(): void {
    this.changed.dispose();
  }
}
