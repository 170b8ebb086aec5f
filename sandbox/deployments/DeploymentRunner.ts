import { errorBody, toFault, type ArmErrorBody } from "../armErrors";
import { isObject } from "../mergeForPatch";
import type { Operations } from "../operations";
import { applyFault } from "../pipeline/faults";
import type { Faults } from "../faults";
import type { ProviderContext } from "../provider";
import { sameId } from "../resourceId";
import type { Resources } from "../resources";
import type { ResourceGroups } from "../resourceManager/resourceGroups";
import {
  endDeployment,
  isActive,
  isDeployment,
  type DeploymentRecord,
  type NodeProgress,
} from "./deploymentRecord";
import { statusName } from "./operationView";
import { referenceIn } from "./reference";
import type { EvaluationScope } from "./template/evaluate";
import type { TemplateScope } from "./template/functions";
import { evaluateOutputs, outputFailure } from "./template/outputs";
import { templateScope } from "./template/parameters";
import { requestBody } from "./template/requestBody";
import { parseTemplate } from "./template/template";
import { deploymentType, groupType, type Json, type TemplateNode } from "./template/templateNode";

export interface RunnerServices {
  readonly context: ProviderContext;
  readonly resources: Resources;
  readonly groups: ResourceGroups;
  readonly operations: Operations;
  readonly faults: Faults;
  /** Starts, or takes up again, a nested deployment and resolves with its record when it has ended. */
  runNested(node: TemplateNode, body: Json, correlationId: string): Promise<DeploymentRecord>;
}

/** What a resource's deployment came to, when it failed. */
class NodeFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: ArmErrorBody,
    readonly state: "Failed" | "Canceled" = "Failed",
  ) {
    super(body.message);
  }
}

/** Runs one deployment: every resource as soon as what it depends on is there, by PUTs like any client's. */
export class DeploymentRunner {
  constructor(
    private readonly id: string,
    private readonly place: TemplateScope,
    private readonly services: RunnerServices,
  ) {}

  /** Resolves when nothing can go on any more; the record then says how it ended. Never rejects. */
  async run(): Promise<void> {
    const record = this.record();
    if (!record || !isActive(record)) {
      return;
    }
    try {
      const { template, parameters } = record.internal.deployment;
      const scope = templateScope(template, parameters, this.place);
      const { nodes, outputs } = parseTemplate(template, scope);
      const full = { ...scope, reference: referenceIn(nodes, this.services) };
      this.update((running) => {
        running.properties.provisioningState = "Running";
      });
      const ended = new Map<string, Promise<boolean>>();
      for (const node of nodes) {
        const before = node.dependsOn.map((id) => ended.get(id) ?? Promise.resolve(true));
        ended.set(node.id, this.runNode(node, before, full));
      }
      await Promise.all(ended.values());
      this.finish(outputs, full);
    } catch (error) {
      const fault = toFault(error);
      this.end("Failed", { error: errorBody(fault) });
    }
  }

  private record(): DeploymentRecord | undefined {
    const record = this.services.context.store.get(this.id);
    return isDeployment(record) ? record : undefined;
  }

  private update(change: (record: DeploymentRecord) => void): void {
    const record = this.record();
    if (record) {
      change(record);
      this.services.context.store.put(record);
    }
  }

  private now(): string {
    return new Date(this.services.context.clock.now()).toISOString();
  }

  private progress(node: TemplateNode): NodeProgress | undefined {
    return this.record()?.internal.deployment.nodes.find(({ id }) => sameId(id, node.id));
  }

  private mark(node: TemplateNode, change: Partial<NodeProgress>): void {
    this.update((record) => {
      const progress = record.internal.deployment.nodes.find(({ id }) => sameId(id, node.id));
      Object.assign(progress ?? {}, change);
    });
  }

  /** True when the resource is there in the end. */
  private async runNode(
    node: TemplateNode,
    before: readonly Promise<boolean>[],
    scope: EvaluationScope,
  ): Promise<boolean> {
    const ready = (await Promise.all(before)).every(Boolean);
    const known = this.progress(node);
    const record = this.record();
    if (known?.state === "Succeeded" || known?.state === "Failed") {
      return known.state === "Succeeded";
    }
    if (!ready || !record || !isActive(record)) {
      this.mark(node, { state: "Skipped" });
      return false;
    }
    if (known?.state !== "Running") {
      this.mark(node, { state: "Running", startedAt: this.now() });
    }
    try {
      const status = await this.deploy(node, known?.state === "Running", scope);
      const statusCode = statusName(status);
      this.mark(node, { state: "Succeeded", endedAt: this.now(), statusCode });
      return true;
    } catch (thrown) {
      const failure = thrown instanceof NodeFailure ? thrown : asFailure(thrown);
      const statusCode = statusName(failure.status);
      const { state, body: error } = failure;
      this.mark(node, { state, endedAt: this.now(), statusCode, error });
      return false;
    }
  }

  /** Answers the status code of the first reply; throws when the resource did not come up. */
  private async deploy(
    node: TemplateNode,
    resumed: boolean,
    scope: EvaluationScope,
  ): Promise<number> {
    const { resources, groups, operations, faults } = this.services;
    const running = resumed ? operations.running(node.id) : undefined;
    if (running) {
      this.requireSuccess(node, await operations.ended(running));
      return 201;
    }
    const action = faults.take("PUT", `${node.id}?api-version=${node.apiVersion}`);
    const failure = action && (await applyFault(action));
    const body = requestBody(node, scope);
    if (sameId(node.type, deploymentType)) {
      return this.nest(node, body);
    }
    if (sameId(node.type, groupType)) {
      return groups.put(node.id, body).created ? 201 : 200;
    }
    const { apiVersion } = node;
    const written = await resources.put(node.id, body, { apiVersion, ...(failure && { failure }) });
    if (written.operation) {
      this.requireSuccess(node, await operations.ended(written.operation));
    }
    return written.created ? 201 : 200;
  }

  /** A nested deployment has the correlation id of the one round it. */
  private async nest(node: TemplateNode, body: Json): Promise<number> {
    const correlationId = String(this.record()?.properties.correlationId);
    const { properties } = await this.services.runNested(node, body, correlationId);
    const { provisioningState, error } = properties;
    const status = String(provisioningState);
    const details = isErrorBody(error) ? { error } : {};
    this.requireSuccess(node, { status, ...details });
    return 201;
  }

  private requireSuccess(
    node: TemplateNode,
    { status, error }: { readonly status: string; readonly error?: ArmErrorBody },
  ): void {
    if (status !== "Succeeded") {
      const body = {
        code: "ResourceDeploymentFailure",
        target: node.id,
        message: `The resource write operation failed to complete successfully, because it reached terminal provisioning state '${status}'.`,
        ...(error && { details: [error] }),
      };
      throw new NodeFailure(409, body, status === "Canceled" ? "Canceled" : "Failed");
    }
  }

  private finish(outputs: Json, scope: EvaluationScope): void {
    const nodes = this.record()?.internal.deployment.nodes ?? [];
    const failed = nodes.flatMap(({ error }) => (error ? [error] : []));
    if (failed.length > 0) {
      const message =
        "At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.";
      const error = { code: "DeploymentFailed", target: this.id, message, details: failed };
      this.end("Failed", { error });
      return;
    }
    const { values, failures } = evaluateOutputs(outputs, scope);
    const outputResources = nodes.flatMap((node) => this.resourcesOf(node));
    if (failures.length > 0) {
      this.end("Failed", { error: outputFailure(failures), outputResources });
      return;
    }
    const isEmpty = Object.keys(values).length === 0;
    this.end("Succeeded", { ...(!isEmpty && { outputs: values }), outputResources });
  }

  /** A nested deployment stands for the resources that it has made. */
  private resourcesOf({ id, type, state }: NodeProgress): readonly unknown[] {
    if (state !== "Succeeded") {
      return [];
    }
    const inner = this.services.context.store.get(id)?.properties.outputResources;
    return sameId(type, deploymentType) && Array.isArray(inner) ? inner : [{ id }];
  }

  private end(state: string, more: Json): void {
    this.update((record) => {
      if (isActive(record)) {
        endDeployment(record, state, this.now(), more);
      }
    });
  }
}

function asFailure(error: unknown): NodeFailure {
  const fault = toFault(error);
  return new NodeFailure(fault.status, errorBody(fault));
}

function isErrorBody(value: unknown): value is ArmErrorBody {
  return isObject(value) && typeof value.code === "string" && typeof value.message === "string";
}
