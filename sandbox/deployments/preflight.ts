import { ArmFault, type ProviderContext } from "../provider";
import type { Kinds } from "../kinds";
import { disallowedCode } from "../policy/disallowed";
import type { Policies } from "../policy/Policies";
import { isAllowed } from "../access/grants";
import { register, requireRegistered } from "../resourceManager/registrations";
import { parseResourceId, sameId, scopeIds } from "../resourceId";
import { allResources, type ExpandedDeployment, type ExpandedResource } from "./expand";
import { deniedByPolicy, unauthorized, unregistered } from "./invalidDeployment";
import { deploymentType, groupType } from "./template/templateNode";

export interface PreflightServices {
  readonly context: ProviderContext;
  readonly kinds: Kinds;
  readonly policies: Policies;
}

/** Azure Policy and role-based access know groups by this type. */
const longGroupType = "Microsoft.Resources/subscriptions/resourceGroups";

/**
 * What ARM itself checks of every resource before a deployment starts: rights, registrations, policies.
 * Throws its refusal. What is known only once the deployment runs is looked at then.
 */
export function preflight(deployment: ExpandedDeployment, services: PreflightServices): void {
  const resources = allResources(deployment).filter(({ node }) => node.isIdentified);
  if (deployment.request.validationLevel === "Provider") {
    checkRights(resources, services);
  }
  checkRegistrations(resources, services);
  checkPolicies(resources, services);
}

function checkRights(resources: readonly ExpandedResource[], { context }: PreflightServices): void {
  const { username, objectId } = context.caller;
  const messages = resources.flatMap(({ node: { id, type, name } }) => {
    const action = `${sameId(type, groupType) ? longGroupType : type}/write`;
    return isAllowed(id, action, context)
      ? []
      : [
          `Authorization failed for template resource '${name}' of type '${type}'. The client '${username}' with object id '${objectId}' does not have permission to perform action '${action}' at scope '${id}'.`,
        ];
  });
  if (messages.length > 0) {
    throw unauthorized(messages);
  }
}

/** A deployment registers what it needs (Microsoft Learn, resource providers): refused is who may not do that. */
function checkRegistrations(
  resources: readonly ExpandedResource[],
  services: PreflightServices,
): void {
  const { context } = services;
  const faults = new Map<string, ArmFault>();
  for (const { node } of resources) {
    try {
      requireRegistered({ store: context.store, kinds: services.kinds }, node.id);
    } catch (error) {
      const namespace = parseResourceId(node.id)?.namespace ?? "";
      const scope = `/subscriptions/${scopeIds(node.id).subscriptionId ?? ""}`;
      if (!(error instanceof ArmFault)) {
        throw error;
      }
      if (!isAllowed(scope, `${namespace}/register/action`, context)) {
        const { status, code, message } = error;
        faults.set(namespace, new ArmFault(status, code, message, { target: namespace }));
      }
    }
  }
  if (faults.size > 0) {
    throw unregistered([...faults.values()]);
  }
}

function checkPolicies(
  resources: readonly ExpandedResource[],
  { policies, kinds }: PreflightServices,
): void {
  const denials: ArmFault[] = [];
  for (const { node, body } of resources.filter(
    ({ node: { type } }) => !sameId(type, deploymentType),
  )) {
    const isGroup = sameId(node.type, groupType);
    const kind = kinds.get(node.type);
    const type = isGroup ? longGroupType : (kind?.type ?? node.type);
    try {
      policies.enforce({ id: node.id, type, isIndexed: kind?.tracked ?? false, body });
    } catch (error) {
      if (!(error instanceof ArmFault) || error.code !== disallowedCode) {
        throw error;
      }
      denials.push(error);
    }
  }
  if (denials.length > 0) {
    throw deniedByPolicy(denials);
  }
}

/** Registers every namespace of the deployment's resources that is not registered yet. */
export function registerProviders(
  deployment: ExpandedDeployment,
  { context, kinds }: PreflightServices,
): void {
  for (const { node } of allResources(deployment)) {
    if (node.isIdentified) {
      register({ store: context.store, kinds }, node.id);
    }
  }
}
