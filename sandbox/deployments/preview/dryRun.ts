import { toFault } from "../../armErrors";
import type { Kinds } from "../../kinds";
import { isObject } from "../../mergeForPatch";
import { requireScope } from "../../parents";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { sameId } from "../../resourceId";
import { readRequest } from "../deploymentRequest";
import { placeOf, type ExpandedDeployment, type ExpandedResource } from "../expand";
import { referenceIn } from "../reference";
import type { EvaluationScope } from "../template/evaluate";
import { evaluateOutputs } from "../template/outputs";
import { templateScope } from "../template/parameters";
import { requestBody } from "../template/requestBody";
import { parseTemplate } from "../template/template";
import { deploymentType, groupType, type Json, type TemplateNode } from "../template/templateNode";
import { createScratch, type Scratch } from "./scratch";

/** What became of a resource in a dry run. */
export type Outcome =
  | { readonly kind: "written"; readonly record: ResourceRecord }
  /** Its provider, or something it needs, refuses it. */
  | { readonly kind: "refused"; readonly fault: ArmFault }
  /** What it needs was refused or is known only once the deployment runs. */
  | { readonly kind: "unknown" };

export interface Preview {
  readonly outcomes: ReadonlyMap<ExpandedResource, Outcome>;
  /** What GET would answer for a record of the dry run. */
  view(record: ResourceRecord): Json;
}

/** Runs a deployment on a copy of everything, one resource after the other, and says what each came to. */
export async function dryRun(
  deployment: ExpandedDeployment,
  { context, kinds }: { readonly context: ProviderContext; readonly kinds: Kinds },
): Promise<Preview> {
  const scratch = createScratch(context, kinds);
  const run = new DryRun(scratch);
  await run.deploy(deployment, deployment.request.parameters);
  return { outcomes: run.outcomes, view: (record) => scratch.resources.view(record) };
}

class DryRun {
  readonly outcomes = new Map<ExpandedResource, Outcome>();

  constructor(private readonly scratch: Scratch) {}

  /** False when some of it did not come up. */
  async deploy({ request, resources }: ExpandedDeployment, parameters: Json): Promise<boolean> {
    const { id, template } = request;
    const { context } = this.scratch;
    const place = placeOf(id, context.caller.tenantId);
    const scope = templateScope(template, parameters, place);
    const { nodes, outputs } = parseTemplate(template, scope);
    const full = { ...scope, reference: referenceIn(nodes, this.scratch) };
    const failed = new Set<string>();
    for (const node of nodes) {
      const expanded = resources.find(({ node: { index } }) => index === node.index);
      const isBlocked = node.dependsOn.some((needed) => failed.has(needed));
      const isThere = expanded && !isBlocked && (await this.write(expanded, node, full));
      if (!isThere) {
        failed.add(node.id);
      }
    }
    if (failed.size === 0) {
      const { values } = evaluateOutputs(outputs, full);
      this.keep(id, values);
    }
    return failed.size === 0;
  }

  private async write(
    expanded: ExpandedResource,
    node: TemplateNode,
    scope: EvaluationScope,
  ): Promise<boolean> {
    const outcome = await this.tryWrite(expanded, node, scope);
    this.outcomes.set(expanded, outcome);
    return outcome.kind === "written";
  }

  private async tryWrite(
    expanded: ExpandedResource,
    node: TemplateNode,
    scope: EvaluationScope,
  ): Promise<Outcome> {
    try {
      const body = requestBody(node, scope);
      return sameId(node.type, deploymentType)
        ? await this.nest(expanded, node, body)
        : { kind: "written", record: await this.put(node, body) };
    } catch (error) {
      return { kind: "refused", fault: toFault(error) };
    }
  }

  private async nest(expanded: ExpandedResource, node: TemplateNode, body: Json): Promise<Outcome> {
    const { parameters } = readRequest(node.id, body);
    requireScope(this.scratch.context.store, node.id);
    const isThere = expanded.nested && (await this.deploy(expanded.nested, parameters));
    const record = this.scratch.context.store.get(node.id);
    return isThere && record ? { kind: "written", record } : { kind: "unknown" };
  }

  private async put(node: TemplateNode, body: Json): Promise<ResourceRecord> {
    const { resources, groups, operations } = this.scratch;
    if (sameId(node.type, groupType)) {
      return groups.put(node.id, body).record;
    }
    const { apiVersion } = node;
    const { operation } = await resources.put(node.id, body, { apiVersion });
    if (operation) {
      const { error } = await operations.ended(operation);
      if (error) {
        throw new ArmFault(409, error.code, error.message, error);
      }
    }
    return resources.require(node.id);
  }

  /** So that `reference` finds the outputs of a nested deployment. */
  private keep(id: string, outputs: Json): void {
    const { store } = this.scratch.context;
    const before = store.get(id);
    const record = before ?? { id, type: deploymentType, name: id.split("/").at(-1) ?? id };
    const properties = isObject(before?.properties) ? before.properties : {};
    store.put({ ...record, properties: { ...properties, outputs } });
  }
}
