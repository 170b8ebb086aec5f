import { isObject } from "../../mergeForPatch";
import { sameId } from "../../resourceId";

export type Json = Record<string, unknown>;

/** One resource of a template. */
export interface DeclaredResource {
  /** Of the resource; an expression in brackets where that is not known before the deployment runs. */
  readonly id: string;
  readonly isIdentified: boolean;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Place in the template's `resources`. */
  readonly index: number;
  readonly resource: Json;
}

/** A resource with what has to come before it. */
export interface TemplateNode extends DeclaredResource {
  /** Ids in the same template. */
  readonly dependsOn: readonly string[];
}

export const deploymentType = "Microsoft.Resources/deployments";
export const groupType = "Microsoft.Resources/resourceGroups";

/** The template of a nested deployment has its own scope: its expressions are not the outer template's. */
export function withoutInnerTemplate(resource: Json): Json {
  const { properties, ...rest } = resource;
  if (!sameId(String(resource.type), deploymentType) || !isObject(properties)) {
    return resource;
  }
  const { template: _, ...outer } = properties;
  return { ...rest, properties: outer };
}
