import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseRange } from "../addressRanges";
import { lastSegment, numberOf, textOf, type Fields } from "../fields";
import { findOfferedVmSize, quotaUse, type QuotaScope } from "../quota";

/** Azure keeps the first four addresses and the last one of every subnet. */
const reservedAddresses = 5;

export interface PoolCheck {
  readonly name: string;
  readonly properties: Fields;
  readonly existing: ResourceRecord | undefined;
  readonly scope: QuotaScope;
  /** Azure CNI without overlay: every pod takes an address of the subnet. */
  readonly podsTakeAddresses: boolean;
}

/** Throws when the pool cannot be made as asked: size, quota, fixed properties, room in the subnet. */
export function checkPool(check: PoolCheck, context: ProviderContext): void {
  const { name, properties, existing, scope } = check;
  if (!/^[a-z][a-z0-9]{0,11}$/u.test(name)) {
    const message = `Agent pool name '${name}' is invalid: it takes 1 to 12 lower-case letters and digits and starts with a letter.`;
    throw new ArmFault(400, "InvalidParameter", message, { target: "agentPoolProfile.name" });
  }
  const count = numberOf(properties["count"]) ?? 0;
  if (!Number.isInteger(count) || count < 0 || count > 1000) {
    const message = `The value of parameter agentPoolProfile.count is invalid: ${count}. Node counts go from 0 to 1000.`;
    throw new ArmFault(400, "InvalidParameter", message, { target: "agentPoolProfile.count" });
  }
  for (const fixed of ["vmSize", "vnetSubnetID", "osDiskSizeGB", "maxPods"]) {
    refuseChange(fixed, existing, properties);
  }
  const vmSize = textOf(properties["vmSize"]) ?? "";
  const size = findOfferedVmSize(vmSize, scope, context);
  if (!existing && !size?.forAks) {
    const message = `The VM size of ${vmSize} is not allowed in your subscription in location '${scope.location}'. For more details, please visit https://aka.ms/cpu-quota`;
    throw new ArmFault(400, "BadRequest", message, { target: "agentPoolProfile.vmSize" });
  }
  const before = existing ? (numberOf(existing.properties["count"]) ?? 0) : 0;
  const requested = (size?.vCpus ?? 0) * (count - before);
  const quota = quotaUse("compute", scope, context).find(({ family }) => family === size?.family);
  const remaining = (quota?.limit ?? 0) - (quota?.used ?? 0);
  if (requested > 0 && requested > remaining) {
    const message = `Insufficient vcpu quota requested ${requested}, remaining ${Math.max(0, remaining)} for family ${size?.family ?? ""} for region ${scope.location}.`;
    throw new ArmFault(400, "ErrCode_InsufficientVCPUQuota", message);
  }
  checkRoom(check, count, context);
}

function refuseChange(
  field: string,
  existing: ResourceRecord | undefined,
  properties: Fields,
): void {
  const before = existing?.properties[field];
  const after = properties[field];
  if (before === undefined || after === undefined) {
    return;
  }
  if (sameText(before) !== sameText(after)) {
    const message = `Changing property 'properties.${field}' is not allowed.`;
    throw new ArmFault(400, "PropertyChangeNotAllowed", message, { target: `properties.${field}` });
  }
}

/** For comparing: Azure takes ids and sizes in any case. */
function sameText(value: unknown): string {
  return JSON.stringify(value).toLowerCase();
}

/** One node more than asked for is needed while an upgrade runs. */
function checkRoom(check: PoolCheck, count: number, { store }: ProviderContext): void {
  const subnetId = textOf(check.properties["vnetSubnetID"]);
  if (subnetId === undefined) {
    return;
  }
  const subnet = store.get(subnetId);
  const prefix = textOf(subnet?.properties["addressPrefix"]) ?? "";
  const range = parseRange(prefix);
  if (!subnet || !range) {
    const message = `The subnet '${subnetId}' of agent pool '${check.name}' was not found.`;
    throw new ArmFault(400, "VnetSubnetNotFound", message);
  }
  const perNode = check.podsTakeAddresses ? 1 + (numberOf(check.properties["maxPods"]) ?? 30) : 1;
  const needed = (count + 1) * perNode;
  const available = range.last - range.first + 1 - reservedAddresses;
  if (needed > available) {
    const message = `Pre-allocated IPs ${needed} exceeds IPs available ${available} in Subnet Cidr ${prefix}, Subnet Name ${lastSegment(subnetId)}. http://aka.ms/aks/insufficientsubnetsize`;
    throw new ArmFault(400, "InsufficientSubnetSize", message);
  }
}
