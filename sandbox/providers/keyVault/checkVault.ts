import { ArmFault } from "../../provider";
import type { WriteRequest } from "../defineKind";
import { fieldsOf, listOf, textOf, type Fields } from "../fields";

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu;

const badRequest = (message: string): ArmFault => new ArmFault(400, "BadRequest", message);
const missing = (name: string): ArmFault => badRequest(`The parameter ${name} is not specified.`);
const invalid = (name: string): ArmFault =>
  badRequest(`An invalid value was provided for '${name}'.`);

/** Throws what Key Vault answers to properties that are missing, wrong or cannot be changed. */
export function checkVault({ given, existing }: WriteRequest): void {
  checkRequired(given);
  if (given["enableSoftDelete"] === false) {
    throw badRequest(
      "The property \"enableSoftDelete\" can be set to false only for creating new vault. Enabling the 'soft delete' functionality is an irreversible action.",
    );
  }
  if (given["enablePurgeProtection"] === false) {
    throw badRequest(
      'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a vault is an irreversible action.',
    );
  }
  checkRetention(given["softDeleteRetentionInDays"], existing?.properties);
  const { bypass, defaultAction } = fieldsOf(given["networkAcls"]);
  if (bypass !== undefined && bypass !== "AzureServices" && bypass !== "None") {
    throw invalid("networkAcls.bypass");
  }
  if (defaultAction !== undefined && defaultAction !== "Allow" && defaultAction !== "Deny") {
    throw invalid("networkAcls.defaultAction");
  }
}

function checkRequired(given: Fields): void {
  const { tenantId, sku, accessPolicies, enableRbacAuthorization } = given;
  if (tenantId === undefined) {
    throw missing("tenantId");
  }
  if (!guid.test(textOf(tenantId) ?? "")) {
    throw invalid("tenantId");
  }
  const { name } = fieldsOf(sku);
  if (name === undefined) {
    throw missing("sku");
  }
  if (name !== "standard" && name !== "premium") {
    throw invalid("sku");
  }
  if (accessPolicies === undefined && enableRbacAuthorization !== true) {
    throw missing("accessPolicies");
  }
  checkPolicies(listOf(accessPolicies));
}

export function checkPolicies(policies: readonly Fields[]): void {
  for (const { tenantId, objectId, permissions } of policies) {
    if (!guid.test(textOf(tenantId) ?? "") || !textOf(objectId) || permissions === undefined) {
      throw invalid("accessPolicies");
    }
  }
}

function checkRetention(days: unknown, before: Fields | undefined): void {
  if (days === undefined) {
    return;
  }
  if (before && before["softDeleteRetentionInDays"] !== days) {
    throw badRequest(
      'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
    );
  }
  if (typeof days !== "number" || !Number.isInteger(days) || days < 7 || days > 90) {
    throw invalid("softDeleteRetentionInDays");
  }
}
