import type { Catalogue } from "../catalogue/catalogue";
import { notImplemented } from "../armErrors";
import type { Kinds } from "../kinds";
import { ArmFault } from "../provider";
import { sameId } from "../resourceId";
import { resourceVersions } from "../resourceManager/versions";
import { deploymentApiVersions } from "./deploymentVersions";
import type { ExpandedDeployment, ExpandedResource } from "./expand";
import { invalidTemplate } from "./template/templateFaults";
import { deploymentType, groupType } from "./template/templateNode";

export interface KnownTypes {
  readonly kinds: Kinds;
  readonly catalogue: Catalogue;
}

/** Throws ARM's refusal of a type, api-version or scope that a resource cannot have; 501 for a type the sandbox lacks. */
export function checkResources(deployment: ExpandedDeployment, known: KnownTypes): void {
  for (const resource of deployment.resources) {
    if (resource.node.isIdentified) {
      checkType(resource, deployment, known);
    }
    if (resource.nested) {
      checkResources(resource.nested, known);
    }
  }
}

function checkType(
  resource: ExpandedResource,
  { place }: ExpandedDeployment,
  known: KnownTypes,
): void {
  const { type, name } = resource.node;
  const isGroupScope = place.resourceGroup !== undefined;
  if (sameId(type, groupType)) {
    requireVersion(resource, resourceVersions, known);
    if (isGroupScope) {
      throw invalidTemplate(
        `The resource type '${type}' is not permitted in a resource group deployment`,
      );
    }
    return;
  }
  if (sameId(type, deploymentType)) {
    requireVersion(resource, deploymentApiVersions, known);
    return;
  }
  const kind = known.kinds.get(type);
  if (!kind) {
    throw unknownType(type, known.kinds);
  }
  requireVersion(resource, kind.apiVersions, known);
  if (kind.tracked && !isGroupScope) {
    throw invalidTemplate(
      `The resource '${name}' of type '${type}' is not permitted in a subscription deployment`,
    );
  }
}

function unknownType(type: string, kinds: Kinds): ArmFault {
  const [namespace = ""] = type.split("/");
  if (!kinds.provider(namespace) && !/^microsoft\./i.test(namespace)) {
    const message = `The resource namespace '${namespace}' is invalid.`;
    return new ArmFault(404, "InvalidResourceNamespace", message);
  }
  return notImplemented(`resource type '${type}'`);
}

function requireVersion(
  { node, body }: ExpandedResource,
  versions: readonly string[],
  { catalogue }: KnownTypes,
): void {
  if (versions.some((version) => sameId(version, node.apiVersion))) {
    return;
  }
  const location = typeof body.location === "string" ? body.location : "";
  const shortType = node.type.split("/").slice(1).join("/");
  const locations = catalogue.locations.map(({ name }) => name).join(", ");
  const message = `No registered resource provider found for location '${location}' and API version '${node.apiVersion}' for type '${shortType}'. The supported api-versions are '${versions.join(", ")}'. The supported locations are '${locations}'.`;
  throw new ArmFault(400, "NoRegisteredProviderFound", message);
}
