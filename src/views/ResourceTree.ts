// Over 200 lines: VS Code asks one object for children, parents and refreshes, and they share its caches.
import { EventEmitter, type Event, type TreeDataProvider, type TreeItem } from "vscode";
import { t } from "@vscode/l10n";
import type { AzureSession } from "../azure/AzureSession";
import type { ProjectManifest } from "../project/manifest";
import { isCancellation } from "../shared/errors";
import type { AzureReader } from "./inventory/azureReader";
import { buildProjects, subscriptionsOf } from "./inventory/buildProjects";
import { ChildLists } from "./inventory/ChildLists";
import { TenantInventories, type TenantRequest } from "./inventory/TenantInventories";
import { loadChildren } from "./loadChildren";
import { nodeId } from "./nodeId";
import type { ProjectNode, TreeNode } from "./nodes";
import { topLevelParentId } from "./resourceKinds";
import type { EnvironmentsServices, ResourcesChanged, WorkspaceManifest } from "./services";
import { toTreeItem } from "./toTreeItem";

/** Changes that come one after the other within this time are one refresh. */
const debounceMs = 250;

/** The *Environments* tree: what was read stays to be seen until what is read anew takes its place. */
export class ResourceTree implements TreeDataProvider<TreeNode> {
  private readonly changed = new EventEmitter<TreeNode | undefined>();
  private readonly inventories: TenantInventories;
  private readonly lists: ChildLists;
  private readonly elements = new Map<string, TreeNode>();
  private readonly parents = new Map<string, TreeNode>();
  private manifests: readonly WorkspaceManifest[] = [];
  private running = new AbortController();
  private scheduled = new AbortController();
  private first: Promise<void> | undefined;

  readonly onDidChangeTreeData: Event<TreeNode | undefined> = this.changed.event;

  constructor(
    private readonly services: EnvironmentsServices,
    private readonly reader: AzureReader,
  ) {
    const { clock, logger } = services;
    const onDidChange = () => this.repaint();
    this.inventories = new TenantInventories({ reader, clock, logger, onDidChange });
    this.lists = new ChildLists(reader, clock);
  }

  getTreeItem(node: TreeNode): TreeItem {
    return toTreeItem(node);
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.parents.get(nodeId(node));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    const children = node === undefined ? await this.roots() : await this.childrenOf(node);
    for (const child of children) {
      const id = nodeId(child);
      this.elements.set(id, child);
      if (node !== undefined) this.parents.set(id, node);
    }
    return [...children];
  }

  /** Reads everything anew. Resolves when every tenant has answered or failed. */
  async refresh(): Promise<void> {
    this.scheduled.abort();
    this.lists.forget();
    const read = this.readAll();
    this.first = read.then(() => undefined);
    await (
      await read
    ).inventories;
  }

  /** As `refresh`, once for changes that follow each other closely. */
  refreshSoon(): void {
    this.scheduled.abort();
    this.scheduled = new AbortController();
    const { signal } = this.scheduled;
    this.services.clock.delay(debounceMs, signal).then(
      () => this.refreshLogged(),
      () => undefined,
    );
  }

  /** Reads a branch anew: the lists below it, or the inventory where the node hangs on it. */
  async refreshBranch(node: TreeNode): Promise<void> {
    const branch = "parentId" in node ? this.elements.get(node.parentId) : node;
    const listedId = branch === undefined ? undefined : listParentOf(branch);
    if (branch === undefined || listedId === undefined) {
      await this.refresh();
      return;
    }
    this.lists.forget(listedId);
    this.changed.fire(branch);
  }

  /** Reads by GET what has just changed, until Resource Graph shows it. */
  async layOver({ cloud, tenantId, resourceIds }: ResourcesChanged): Promise<void> {
    for (const id of resourceIds) this.lists.forget(topLevelParentId(id) ?? id);
    const session = this.services.connections.getSession(cloud, tenantId);
    if (session === undefined) return;
    const topLevel = resourceIds.map((id) => topLevelParentId(id) ?? id);
    await this.inventories.layOver(session, [...new Set(topLevel)]);
  }

  /** The project of a manifest, read from the workspace if it is new. */
  async findProject(manifestUri: string): Promise<ProjectNode | undefined> {
    await this.getChildren();
    const known = this.getProjects().find(({ key }) => key === manifestUri);
    if (known !== undefined) return known;
    await this.refresh();
    return this.getProjects().find(({ key }) => key === manifestUri);
  }

  dispose(): void {
    this.scheduled.abort();
    this.running.abort();
    this.lists.forget();
    this.inventories.dispose();
    this.changed.dispose();
  }

  private getProjects(): readonly ProjectNode[] {
    const { connections } = this.services;
    return buildProjects({
      manifests: this.manifests,
      tenants: this.inventories.getAll(),
      getReason: (cloud, tenantId) => connections.getReason(cloud, tenantId) ?? t("Not connected"),
    });
  }

  private async roots(): Promise<readonly TreeNode[]> {
    this.first ??= this.readAll().then(({ inventories }) => {
      inventories.catch((error: unknown) => this.services.logger.error(String(error)));
    });
    await this.first;
    const projects = this.getProjects();
    if (projects.length > 0) return projects;
    const tenants = this.inventories.getAll();
    if (tenants.some(({ reading }) => reading.state === "loading")) {
      return [{ kind: "loading", parentId: "root", text: t("Reading projects…") }];
    }
    return tenants.flatMap(({ reading, tenantId }) => {
      if (reading.state !== "failed") return [];
      const reason = t("Could not read the projects: {0}", reading.reason);
      return [{ kind: "failed", parentId: `root|${tenantId}`, reason }];
    });
  }

  private async childrenOf(node: TreeNode): Promise<readonly TreeNode[]> {
    const { connections } = this.services;
    try {
      return await loadChildren(node, {
        lists: this.lists,
        getSession: (cloud, tenantId) => connections.getSession(cloud, tenantId),
      });
    } catch (error) {
      // Cancelled by a refresh, which asks again.
      if (isCancellation(error)) return [];
      throw error;
    }
  }

  /** Manifests are quick to read and come first; the inventories paint themselves when they come. */
  private async readAll(): Promise<{ readonly inventories: Promise<void> }> {
    this.running.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const manifests = await this.listManifests(signal);
    // Cancelled by a later reading, which paints what it finds.
    if (manifests === undefined) return { inventories: Promise.resolve() };
    this.manifests = manifests;
    const sessions = this.services.connections.getSessions();
    const inventories = this.inventories.refresh(sessions.map((session) => this.request(session)));
    return { inventories };
  }

  private async listManifests(
    signal: AbortSignal,
  ): Promise<readonly WorkspaceManifest[] | undefined> {
    try {
      const manifests = await this.services.manifests.list(signal);
      return signal.aborted ? undefined : manifests;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  private request(session: AzureSession): TenantRequest {
    const { subscriptions } = this.services;
    const known = this.manifests.flatMap(({ content }): readonly ProjectManifest[] =>
      content.kind === "manifest" ? [content.manifest] : [],
    );
    const named = subscriptionsOf(known, session.cloud, session.account.tenantId);
    return {
      session,
      loadSubscriptions: async (signal) => [
        ...named,
        ...(await subscriptions.loadSearched(session, signal)),
      ],
      loadNames: (signal) => subscriptions.loadNames(session, signal),
    };
  }

  private repaint(): void {
    this.changed.fire(undefined);
  }

  private async refreshLogged(): Promise<void> {
    try {
      await this.refresh();
    } catch (error) {
      this.services.logger.error(`Refreshing the environments: ${String(error)}`);
    }
  }
}

/** The parent whose list calls fill the branch; undefined where the inventory fills it. */
function listParentOf(node: TreeNode): string | undefined {
  if (node.kind === "group") return node.workspaceId;
  if (!("resource" in node)) return undefined;
  const isListed = node.kind === "onlineEndpoint";
  return isListed ? node.resource.id : undefined;
}
