import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { formatRange, parseRange, rangeAround, type AddressRange } from "../addressRanges";
import { idOf, lastSegment, type Fields } from "../fields";

export const networkVersions = ["2024-05-01"];

/** Names of most network resources. */
export const networkName = {
  pattern: /^[A-Za-z0-9]([\w.-]{0,78}\w)?$/u,
  code: "InvalidResourceName",
  message:
    "The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.",
};

const underWay = new Set(["Creating", "Updating", "Deleting"]);

/** What is being changed or deleted just now. */
export function isUnderWay(record: ResourceRecord | undefined): boolean {
  return underWay.has(String(record?.properties["provisioningState"]));
}

/** A reference that Azure keeps as `{ id }`; throws when nothing is there, or nothing that is ready. */
export function referenced(
  owner: string,
  value: unknown,
  { store }: ProviderContext,
): Fields | undefined {
  const id = idOf(value);
  if (id === undefined) {
    return undefined;
  }
  const record = store.get(id);
  if (!record) {
    throw missingReference(owner, id);
  }
  if (isUnderWay(record)) {
    const state = String(record.properties["provisioningState"]);
    const message = `Cannot proceed with operation because resource ${id} used by resource ${owner} is not in Succeeded state. Resource is in ${state} state.`;
    throw new ArmFault(400, "ReferencedResourceNotProvisioned", message);
  }
  return { id: record.id };
}

export function missingReference(owner: string, id: string): ArmFault {
  const message = `Resource ${id} referenced by resource ${owner} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`;
  return new ArmFault(400, "InvalidResourceReference", message, { target: lastSegment(id) });
}

/** The range of an address prefix; throws what Azure says of one that is none. */
export function requireRange(prefix: string, owner: string): AddressRange {
  const range = parseRange(prefix);
  const around = rangeAround(prefix);
  if (range) {
    return range;
  }
  if (around) {
    const message = `The address prefix ${prefix} in resource ${owner} has an invalid CIDR notation. For the given prefix length, the address prefix should be ${formatRange(around)}.`;
    throw new ArmFault(400, "InvalidCIDRNotation", message);
  }
  const message = `Address prefix ${prefix} of resource ${owner} is not formatted correctly. It should follow CIDR notation, for example 10.0.0.0/24.`;
  throw new ArmFault(400, "InvalidAddressPrefixFormat", message);
}
