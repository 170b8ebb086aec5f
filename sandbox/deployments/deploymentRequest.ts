import { invalidContent, notImplemented } from "../armErrors";
import { normalLocation } from "../locations";
import { isObject } from "../mergeForPatch";
import { ArmFault } from "../provider";
import { parseResourceId, sameId, scopeIds } from "../resourceId";
import { isActive, type DeploymentRecord } from "./deploymentRecord";
import type { Json } from "./template/templateNode";
import { invalidTemplate } from "./template/templateFaults";

/** How far a deployment is looked at before it starts. */
export type ValidationLevel = "Template" | "Provider" | "ProviderNoRbac";

/** The body of a deployment, a validation or a what-if. */
export interface DeploymentRequest {
  readonly id: string;
  readonly name: string;
  readonly location?: string;
  readonly template: Json;
  /** As given: `{ name: { value } }`. */
  readonly parameters: Json;
  readonly validationLevel: ValidationLevel;
}

const levels: readonly ValidationLevel[] = ["Template", "Provider", "ProviderNoRbac"];

/** Reads the body; throws what ARM refuses, 501 for what the sandbox does not have. */
export function readRequest(id: string, body: Json): DeploymentRequest {
  const { properties, location } = body;
  const name = parseResourceId(id)?.name ?? id;
  checkName(name);
  if (!isObject(properties)) {
    throw invalidContent("The request content was invalid: the deployment needs 'properties'.");
  }
  const { mode, template, parameters = {}, validationLevel = "Provider" } = properties;
  for (const unsupported of ["templateLink", "parametersLink", "onErrorDeployment"]) {
    if (unsupported in properties) {
      throw notImplemented(`'${unsupported}' of a deployment`);
    }
  }
  checkMode(mode);
  const level = levels.find((each) => each === validationLevel);
  if (!level) {
    throw invalidContent(`The validation level '${String(validationLevel)}' is not valid.`);
  }
  if (!isObject(template) || !isObject(parameters)) {
    throw invalidTemplate("The template or its parameters are missing");
  }
  const place = checkLocation(id, { name, location });
  return { id, name, ...place, template, parameters, validationLevel: level };
}

function checkMode(mode: unknown): void {
  if (typeof mode !== "string") {
    throw invalidContent("The request content was invalid: the deployment needs a 'mode'.");
  }
  if (!sameId(mode, "Incremental")) {
    if (sameId(mode, "Complete")) {
      throw notImplemented("deployment mode 'Complete'");
    }
    throw invalidContent(`The deployment mode '${mode}' is not valid.`);
  }
}

/** The swagger's rule for names of deployments. */
function checkName(name: string): void {
  if (!/^[-\w._()]{1,64}$/u.test(name)) {
    const message = `The provided deployment name '${name}' is not valid. It takes 1 to 64 letters, digits, '-', '_', '.', '(' and ')'.`;
    throw new ArmFault(400, "InvalidDeploymentName", message);
  }
}

/** A subscription's deployment says where its data is kept; a group's is kept with the group. */
function checkLocation(
  id: string,
  { name, location }: { readonly name: string; readonly location: unknown },
): { readonly location?: string } {
  if (typeof location === "string" && location !== "") {
    return { location };
  }
  if (!scopeIds(id).resourceGroup) {
    const message = `The 'location' property must be specified for '${name}'. Please see https://aka.ms/arm-deployment-subscription for usage details.`;
    throw new ArmFault(400, "InvalidDeployment", message);
  }
  return {};
}

/** Azure gives up on a deployment after seven days. */
const expiryMs = 7 * 24 * 3600 * 1000;

/** Throws ARM's refusal to replace a deployment that runs or that lies in another location. */
export function refuseConflict(
  { name, location }: DeploymentRequest,
  existing: DeploymentRecord | undefined,
): void {
  if (!existing) {
    return;
  }
  if (isActive(existing)) {
    const { startedAt } = existing.internal.deployment;
    const expires = new Date(Date.parse(startedAt) + expiryMs).toISOString();
    const message = `The deployment with resource id '${existing.id}' cannot be saved, because this would overwrite an existing deployment which is still active. The previous deployment was started at '${startedAt}' with correlationId '${String(existing.properties.correlationId)}', and will expire at '${expires}' if it does not complete before then.`;
    throw new ArmFault(409, "DeploymentActive", message);
  }
  const before = existing.location;
  if (before && location && normalLocation(before) !== normalLocation(location)) {
    const message = `Invalid deployment location '${location}'. The deployment '${name}' already exists in location '${before}'.`;
    throw new ArmFault(409, "InvalidDeploymentLocation", message);
  }
}
