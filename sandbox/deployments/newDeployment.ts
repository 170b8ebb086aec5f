import { createHash } from "node:crypto";
import { isObject } from "../mergeForPatch";
import type { ProviderContext } from "../provider";
import { parseResourceId } from "../resourceId";
import type { DeploymentRecord, NodeProgress } from "./deploymentRecord";
import { deploymentType, type Json, type TemplateNode } from "./template";

export interface NewDeployment {
  readonly id: string;
  readonly body: Json;
  readonly template: Json;
  readonly parameters: Json;
  readonly shownParameters: Json;
  readonly nodes: readonly TemplateNode[];
  readonly nested: boolean;
}

/** The record of a deployment that has been accepted and has not begun. */
export function newDeployment(
  { id, body, template, parameters, shownParameters, nodes, nested }: NewDeployment,
  context: ProviderContext,
): DeploymentRecord {
  const startedAt = new Date(context.clock.now()).toISOString();
  const { location, tags } = body;
  const progress: NodeProgress[] = nodes.map(({ id: nodeId, type, name, apiVersion }) => ({
    id: nodeId,
    type,
    name: name.split("/").at(-1) ?? name,
    apiVersion,
    operationId: context.newGuid(),
    state: "Waiting",
  }));
  return {
    id,
    type: deploymentType,
    name: parseResourceId(id)?.name ?? id,
    ...(typeof location === "string" && { location }),
    ...(isObject(tags) && {
      tags: Object.fromEntries(Object.entries(tags).map(([key, tag]) => [key, String(tag)])),
    }),
    properties: {
      templateHash: hash(template),
      parameters: shownParameters,
      mode: "Incremental",
      provisioningState: "Accepted",
      timestamp: startedAt,
      duration: "PT0S",
      correlationId: context.newGuid(),
      providers: providersOf(nodes),
      dependencies: dependenciesOf(nodes),
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
