import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { numberOf, textOf, type Fields } from "../../fields";
import { findOfferedVmSize, quotaUse, type QuotaScope } from "../../quota";
import { checkRoom } from "./checkRoom";

const maximumNodes = 1000;

export interface PoolCheck {
  readonly id: string;
  readonly name: string;
  readonly properties: Fields;
  readonly existing: ResourceRecord | undefined;
  readonly scope: QuotaScope;
  /** `networkProfile` of the cluster. */
  readonly network: Fields;
}

/** Throws when the pool cannot be made as asked: name, counts, size, quota, room in the subnet. */
export function checkPool(check: PoolCheck, context: ProviderContext): void {
  const { name, properties, existing, scope } = check;
  if (!/^[a-z][a-z0-9]{0,11}$/u.test(name)) {
    const message = `Agent pool name '${name}' is invalid: it takes 1 to 12 lower-case letters and digits and starts with a letter.`;
    throw new ArmFault(400, "InvalidParameter", message, { target: "agentPoolProfile.name" });
  }
  checkCounts(properties);
  const vmSize = textOf(properties["vmSize"]) ?? "";
  const size = findOfferedVmSize(vmSize, scope, context);
  if (!existing && !size?.forAks) {
    const message = `The VM size of ${vmSize} is not allowed in your subscription in location '${scope.location}'. For more details, please visit https://aka.ms/cpu-quota`;
    throw new ArmFault(400, "BadRequest", message, { target: "agentPoolProfile.vmSize" });
  }
  const count = numberOf(properties["count"]) ?? 0;
  const before = existing ? (numberOf(existing.properties["count"]) ?? 0) : 0;
  const requested = (size?.vCpus ?? 0) * (count - before);
  const quota = quotaUse("compute", scope, context).find(({ family }) => family === size?.family);
  const remaining = (quota?.limit ?? 0) - (quota?.used ?? 0);
  if (requested > 0 && requested > remaining) {
    const message = `Insufficient vcpu quota requested ${requested}, remaining ${Math.max(0, remaining)} for family ${size?.family ?? ""} for region ${scope.location}.`;
    throw new ArmFault(400, "ErrCode_InsufficientVCPUQuota", message);
  }
  checkRoom({ ...check, count }, context);
}

/** System pools keep a node; an autoscaler needs both of its limits round the count. */
function checkCounts(properties: Fields): void {
  const least = properties["mode"] === "System" ? 1 : 0;
  const count = wholeNumber(properties, "count", [least, maximumNodes]);
  if (properties["enableAutoScaling"] !== true) {
    for (const name of ["minCount", "maxCount"]) {
      if (numberOf(properties[name]) !== undefined) {
        invalid(name, "it needs enableAutoScaling");
      }
    }
    return;
  }
  const min = wholeNumber(properties, "minCount", [least, maximumNodes]);
  wholeNumber(properties, "maxCount", [Math.max(1, min), maximumNodes]);
  const max = numberOf(properties["maxCount"]) ?? 0;
  if (count < min || count > max) {
    invalid("count", `it has to lie between minCount ${min} and maxCount ${max}`);
  }
}

function wholeNumber(
  properties: Fields,
  name: string,
  [least, most]: readonly [number, number],
): number {
  const value = numberOf(properties[name]);
  if (value === undefined || !Number.isInteger(value) || value < least || value > most) {
    invalid(name, `it takes whole numbers from ${least} to ${most}`);
  }
  return value;
}

function invalid(name: string, reason: string): never {
  const target = `agentPoolProfile.${name}`;
  const message = `The value of parameter ${target} is invalid: ${reason}. Please see https://aka.ms/aks-naming-rules for more details.`;
  throw new ArmFault(400, "InvalidParameter", message, { target });
}
