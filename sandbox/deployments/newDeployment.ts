import { createHash } from "node:crypto";
import { isObject } from "../mergeForPatch";
import type { ProviderContext } from "../provider";
import type { DeploymentRecord, NodeProgress } from "./deploymentRecord";
import type { ExpandedDeployment } from "./expand";
import { deploymentType, type Json, type TemplateNode } from "./template/templateNode";

export interface NewDeployment {
  readonly tags: unknown;
  readonly correlationId: string;
  readonly nested: boolean;
  readonly context: ProviderContext;
}

/** The record of a deployment that has been accepted and has not begun. */
export function newDeployment(
  deployment: ExpandedDeployment,
  { tags, correlationId, nested, context }: NewDeployment,
): DeploymentRecord {
  const { id, name, location, template, parameters } = deployment.request;
  const nodes = deployment.resources.map(({ node }) => node);
  const startedAt = new Date(context.clock.now()).toISOString();
  const progress: NodeProgress[] = nodes.map(
    ({ id: nodeId, type, name: nodeName, apiVersion }) => ({
      id: nodeId,
      type,
      name: nodeName.split("/").at(-1) ?? nodeName,
      apiVersion,
      operationId: context.newGuid(),
      state: "Waiting",
    }),
  );
  return {
    id,
    type: deploymentType,
    name,
    ...(location && { location }),
    ...(isObject(tags) && {
      tags: Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)])),
    }),
    properties: {
      ...shownProperties(deployment),
      provisioningState: "Accepted",
      timestamp: startedAt,
      duration: "PT0S",
      correlationId,
    },
    internal: {
      deployment: {
        template,
        parameters,
        operationId: context.newGuid(),
        startedAt,
        nested,
        nodes: progress,
      },
    },
  };
}

/** What a deployment and its validation show of the request. */
export function shownProperties({ request, resources, shownParameters }: ExpandedDeployment): Json {
  const nodes = resources.map(({ node }) => node);
  return {
    templateHash: hash(request.template),
    parameters: shownParameters,
    mode: "Incremental",
    providers: providersOf(nodes),
    dependencies: dependenciesOf(nodes),
  };
}

function hash(template: Json): string {
  const digest = createHash("sha256").update(JSON.stringify(template)).digest();
  return digest.readBigUInt64BE().toString();
}

function providersOf(nodes: readonly TemplateNode[]): readonly Json[] {
  const byNamespace = new Map<string, Set<string>>();
  for (const { type } of nodes) {
    const [namespace = "", ...rest] = type.split("/");
    byNamespace.set(namespace, (byNamespace.get(namespace) ?? new Set()).add(rest.join("/")));
  }
  return [...byNamespace].map(([namespace, types]) => ({
    namespace,
    resourceTypes: [...types].map((resourceType) => ({ resourceType })),
  }));
}

function dependenciesOf(nodes: readonly TemplateNode[]): readonly Json[] {
  const described = ({ id, type, name }: TemplateNode): Json => ({
    id,
    resourceType: type,
    resourceName: name,
  });
  return nodes
    .filter(({ dependsOn }) => dependsOn.length > 0)
    .map((node) => ({
      ...described(node),
      dependsOn: nodes.filter(({ id }) => node.dependsOn.includes(id)).map(described),
    }));
}
