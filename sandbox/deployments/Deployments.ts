import { invalidContent, notImplemented } from "../armErrors";
import type { Kinds } from "../kinds";
import { isObject } from "../mergeForPatch";
import { normalLocation } from "../locations";
import { requireScope } from "../parents";
import { requireSupported } from "../pipeline/apiVersion";
import { ArmFault } from "../provider";
import { parseResourceId, sameId, scopeIds } from "../resourceId";
import { isActive, isDeployment, type DeploymentRecord } from "./deploymentRecord";
import { DeploymentRunner, type RunnerServices } from "./DeploymentRunner";
import { invalidTemplate } from "./expression";
import { newDeployment } from "./newDeployment";
import type { TemplateScope } from "./functions";
import { templateScope } from "./parameters";
import {
  deploymentType,
  groupType,
  parseTemplate,
  type Json,
  type ParsedTemplate,
  type TemplateNode,
} from "./template";

const deploymentVersions = ["2025-04-01", "2025-03-01", "2024-11-01", "2024-07-01", "2024-03-01"];
const groupVersions = ["2025-04-01", "2025-03-01", "2024-11-01", "2024-07-01", "2021-04-01"];
export const deploymentApiVersions: readonly string[] = [
  ...deploymentVersions,
  "2022-09-01",
  "2021-04-01",
];

interface Checked extends ParsedTemplate {
  readonly template: Json;
  readonly parameters: Json;
  readonly shownParameters: Json;
}

/** Keeps deployments, starts them and takes them up again after a restart. */
export class Deployments {
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly services: Omit<RunnerServices, "runNested"> & { readonly kinds: Kinds },
  ) {}

  get(id: string): DeploymentRecord {
    const record = this.services.context.store.get(id);
    if (!isDeployment(record)) {
      const name = parseResourceId(id)?.name ?? id;
      throw new ArmFault(404, "DeploymentNotFound", `Deployment '${name}' could not be found.`);
    }
    return record;
  }

  /** Throws what ARM answers at once: bad template, active deployment of that name, other location. */
  check(id: string, body: Json): Checked {
    requireScope(this.services.context.store, id);
    const { properties } = body;
    if (!isObject(properties)) {
      throw invalidContent("The deployment request needs 'properties'.");
    }
    const { mode, template, parameters = {} } = properties;
    if ("templateLink" in properties || "parametersLink" in properties) {
      throw notImplemented("a deployment from a template link");
    }
    if (mode !== undefined && !(typeof mode === "string" && sameId(mode, "Incremental"))) {
      throw notImplemented(`deployment mode ${JSON.stringify(mode)}`);
    }
    if (!isObject(template) || !isObject(parameters)) {
      throw invalidTemplate("The template or its parameters are missing");
    }
    const place = this.placeOf(id);
    const scope = templateScope(template, parameters, place);
    const parsed = parseTemplate(template, scope);
    for (const node of parsed.nodes) {
      this.checkNode(node, place);
    }
    return { ...parsed, template, parameters, shownParameters: scope.shownParameters };
  }

  /** Accepts a deployment; it runs on its own from then on. */
  create(id: string, body: Json): { readonly record: DeploymentRecord; readonly created: boolean } {
    const existing = this.services.context.store.get(id);
    this.refuseConflict(id, body, existing);
    const checked = this.check(id, body);
    const record = this.accept(id, body, { checked, nested: false });
    this.services.context.clock.schedule(0, () => {
      void this.run(id);
    });
    return { record, created: !existing };
  }

  cancel(id: string): void {
    const record = this.get(id);
    if (!isActive(record)) {
      const state = String(record.properties.provisioningState);
      const message = `The deployment '${record.name}' cannot be canceled because it is in state '${state}'.`;
      throw new ArmFault(409, "DeploymentCannotBeCancelled", message);
    }
    for (const node of record.internal.deployment.nodes) {
      const nested = this.services.context.store.get(node.id);
      if (node.state === "Running" && isDeployment(nested) && isActive(nested)) {
        this.cancel(node.id);
      }
    }
    const now = this.get(id);
    now.properties.provisioningState = "Canceled";
    const message = "The deployment was canceled.";
    now.properties.error = { code: "DeploymentCanceled", message };
    this.services.context.store.put(now);
  }

  /** Takes up every deployment that a restart has interrupted. */
  resume(): void {
    for (const record of this.services.context.store.list({ type: deploymentType })) {
      if (isDeployment(record) && isActive(record) && !record.internal.deployment.nested) {
        void this.run(record.id);
      }
    }
  }

  private run(id: string): Promise<void> {
    const key = id.toLowerCase();
    const running = this.running.get(key);
    if (running) {
      return running;
    }
    const services = { ...this.services, runNested: this.runNested };
    const run = new DeploymentRunner(id, this.placeOf(id), services).run().finally(() => {
      this.running.delete(key);
    });
    this.running.set(key, run);
    return run;
  }

  private readonly runNested: RunnerServices["runNested"] = async (node, request) => {
    const existing = this.services.context.store.get(node.id);
    const interrupted =
      isDeployment(existing) && isActive(existing) && existing.internal.deployment.nested;
    if (!interrupted || this.running.has(node.id.toLowerCase())) {
      this.refuseConflict(node.id, request, existing);
      this.accept(node.id, request, { checked: this.check(node.id, request), nested: true });
    }
    await this.run(node.id);
    return this.get(node.id);
  };

  private accept(
    id: string,
    body: Json,
    { checked, nested }: { readonly checked: Checked; readonly nested: boolean },
  ): DeploymentRecord {
    const { context } = this.services;
    const record = newDeployment({ id, body, ...checked, nested }, context);
    context.store.put(record);
    return record;
  }

  private placeOf(id: string): TemplateScope {
    const { subscriptionId = "", resourceGroup } = scopeIds(id);
    const { tenantId } = this.services.context.caller;
    return { subscriptionId, tenantId, ...(resourceGroup && { resourceGroup }) };
  }

  private refuseConflict(id: string, body: Json, existing: unknown): void {
    const { location } = body;
    const { resourceGroup } = scopeIds(id);
    if (!resourceGroup && (typeof location !== "string" || location === "")) {
      const message = "The 'location' property is required for a deployment at subscription scope.";
      throw new ArmFault(400, "LocationRequired", message);
    }
    const record = this.services.context.store.get(id);
    if (!existing || !record) {
      return;
    }
    if (isActive(record)) {
      const message = `The deployment with resource id '${record.id}' cannot be saved, because this would overwrite an existing deployment which is still active. Please see https://aka.ms/arm-deployment-active for usage details.`;
      throw new ArmFault(409, "DeploymentActive", message);
    }
    const before = record.location;
    if (
      before &&
      typeof location === "string" &&
      normalLocation(before) !== normalLocation(location)
    ) {
      const message = `Invalid deployment location '${location}'. The deployment '${record.name}' already exists in location '${before}'.`;
      throw new ArmFault(409, "InvalidDeploymentLocation", message);
    }
  }

  private checkNode(node: TemplateNode, place: TemplateScope): void {
    if (sameId(node.type, groupType)) {
      requireSupported(node.apiVersion, groupVersions, node.type);
      if (place.resourceGroup) {
        throw invalidTemplate(
          `The resource type '${node.type}' is not permitted in a resource group deployment`,
        );
      }
      return;
    }
    if (sameId(node.type, deploymentType)) {
      requireSupported(node.apiVersion, deploymentApiVersions, node.type);
      this.checkNested(node);
      return;
    }
    const { kind } = this.services.resources.kindOf(node.id);
    requireSupported(node.apiVersion, kind.apiVersions, node.type);
    if (kind.tracked && !place.resourceGroup) {
      throw invalidTemplate(
        `The resource '${node.name}' of type '${node.type}' is not permitted in a subscription deployment`,
      );
    }
  }

  /** What can be known of a nested template before it runs is refused at once, as ARM does. */
  private checkNested(node: TemplateNode): void {
    const { properties } = node.resource;
    const options = isObject(properties) ? properties.expressionEvaluationOptions : undefined;
    const scope = isObject(options) ? String(options.scope).toLowerCase() : "outer";
    if (scope !== "inner") {
      throw notImplemented(`outer expression evaluation in nested deployment '${node.name}'`);
    }
    const { template } = isObject(properties) ? properties : {};
    const declared = isObject(template) && isObject(template.parameters) ? template.parameters : {};
    if (isObject(template) && Object.keys(declared).length === 0) {
      const place = this.placeOf(node.id);
      for (const inner of parseTemplate(template, templateScope(template, {}, place)).nodes) {
        this.checkNode(inner, place);
      }
    }
  }
}
