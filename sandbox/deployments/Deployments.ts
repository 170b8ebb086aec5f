import { requireScope } from "../parents";
import { completeDelete } from "../complete";
import type { Operation } from "../operations";
import { ArmFault } from "../provider";
import { requireAllowed } from "../access/grants";
import { parseResourceId, scopeIds } from "../resourceId";
import { checkResources } from "./checkResources";
import { endDeployment, isActive, isDeployment, type DeploymentRecord } from "./deploymentRecord";
import { DeploymentRunner, type RunnerServices } from "./DeploymentRunner";
import { readRequest, refuseConflict } from "./deploymentRequest";
import { expand, placeOf, type ExpandedDeployment } from "./expand";
import { makeRoom } from "./history";
import { newDeployment } from "./newDeployment";
import { settleNodes } from "./settleNodes";
import { preflight, registerProviders, type PreflightServices } from "./preflight";
import { deploymentType, type Json } from "./template/templateNode";

export type DeploymentServices = Omit<RunnerServices, "runNested"> & PreflightServices;

interface Accepting {
  readonly correlationId: string;
  readonly nested: boolean;
}

/** Keeps deployments, starts them and takes them up again after a restart. */
export class Deployments {
  private readonly running = new Map<string, Promise<void>>();

  constructor(readonly services: DeploymentServices) {}

  get(id: string): DeploymentRecord {
    const record = this.services.context.store.get(id);
    if (!isDeployment(record)) {
      const name = parseResourceId(id)?.name ?? id;
      throw new ArmFault(404, "DeploymentNotFound", `Deployment '${name}' could not be found.`);
    }
    return record;
  }

  /** Reads a deployment, a validation or a what-if; throws what ARM refuses of it at once. */
  read(id: string, body: Json, action: string): ExpandedDeployment {
    const { context, kinds } = this.services;
    requireScope(context.store, id);
    requireAllowed(id, `${deploymentType}/${action}`, context);
    const deployment = expand(readRequest(id, body), context.caller.tenantId);
    checkResources(deployment, { kinds, catalogue: context.catalogue });
    return deployment;
  }

  /** Accepts a deployment; it runs on its own from then on. */
  create(
    id: string,
    body: Json,
    correlationId: string,
  ): { readonly record: DeploymentRecord; readonly created: boolean } {
    const created = !this.services.context.store.has(id);
    const record = this.accept(id, body, { correlationId, nested: false });
    this.services.context.clock.schedule(0, () => {
      void this.run(id);
    });
    return { record, created };
  }

  /** What runs in a provider goes on there; what waits is not started. */
  cancel(id: string): void {
    const record = this.get(id);
    const state = String(record.properties.provisioningState);
    if (!isActive(record)) {
      const message = `The deployment '${record.name}' cannot be canceled because it is in state '${state}'.`;
      throw new ArmFault(409, "DeploymentCannotBeCancelled", message);
    }
    for (const node of record.internal.deployment.nodes) {
      const nested = this.find(node.id);
      if (node.state === "Running" && nested && isActive(nested)) {
        this.cancel(node.id);
      }
    }
    const now = new Date(this.services.context.clock.now()).toISOString();
    const canceled = this.get(id);
    const error = { code: "DeploymentCanceled", message: "The deployment was canceled." };
    endDeployment(canceled, "Canceled", now, { error });
    this.services.context.store.put(canceled);
  }

  /** Undefined when there is none; one that runs cannot be deleted. */
  delete(id: string, apiVersion: string): Operation | undefined {
    const { context, operations } = this.services;
    requireScope(context.store, id);
    const record = this.find(id);
    if (!record) {
      return undefined;
    }
    if (isActive(record)) {
      const message = `The deployment '${record.name}' cannot be deleted because it is active.`;
      throw new ArmFault(409, "DeploymentActive", message);
    }
    record.properties.provisioningState = "Deleting";
    context.store.put(record);
    const request = { method: "DELETE" as const, resourceId: id, apiVersion, body: {} };
    return operations.start({
      id: context.newGuid(),
      request,
      location: this.locationOf(id),
      durationMs: 0,
      complete: completeDelete(context.store, request),
    });
  }

  /** Where ARM keeps what it knows of a deployment: its own location, or that of its group. */
  locationOf(id: string, given?: string): string {
    const { subscriptionId = "", resourceGroup = "" } = scopeIds(id);
    const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
    const { store } = this.services.context;
    return given ?? store.get(id)?.location ?? store.get(group)?.location ?? "global";
  }

  /** Takes up every deployment that a restart has interrupted. */
  resume(): void {
    for (const record of this.services.context.store.list({ type: deploymentType })) {
      if (isDeployment(record) && !isActive(record)) {
        void settleNodes(record, this.services);
      } else if (isDeployment(record) && !record.internal.deployment.nested) {
        void this.run(record.id);
      }
    }
  }

  private find(id: string): DeploymentRecord | undefined {
    const record = this.services.context.store.get(id);
    return isDeployment(record) ? record : undefined;
  }

  private run(id: string): Promise<void> {
    const key = id.toLowerCase();
    const running = this.running.get(key);
    if (running) {
      return running;
    }
    const services = { ...this.services, runNested: this.runNested };
    const place = placeOf(id, this.services.context.caller.tenantId);
    const run = new DeploymentRunner(id, place, services).run().finally(() => {
      this.running.delete(key);
    });
    this.running.set(key, run);
    return run;
  }

  private readonly runNested: RunnerServices["runNested"] = async (node, body, correlationId) => {
    const existing = this.find(node.id);
    const interrupted = existing && isActive(existing) && existing.internal.deployment.nested;
    if (!interrupted || this.running.has(node.id.toLowerCase())) {
      this.accept(node.id, body, { correlationId, nested: true });
    }
    await this.run(node.id);
    return this.get(node.id);
  };

  private accept(id: string, body: Json, { correlationId, nested }: Accepting): DeploymentRecord {
    const { context } = this.services;
    const deployment = this.read(id, body, "write");
    refuseConflict(deployment.request, this.find(id));
    preflight(deployment, this.services);
    registerProviders(deployment, this.services);
    makeRoom(context.store, id);
    const record = newDeployment(deployment, { tags: body.tags, correlationId, nested, context });
    context.store.put(record);
    return record;
  }
}
