import { ArmFault } from "../../provider";
import { fieldsOf, type Fields } from "../fields";

/** What a pool is made with for good. */
export const fixedPoolProperties = [
  "vmSize",
  "vnetSubnetID",
  "podSubnetID",
  "osDiskSizeGB",
  "osDiskType",
  "kubeletDiskType",
  "osType",
  "type",
  "maxPods",
  "availabilityZones",
  "enableNodePublicIP",
  "enableEncryptionAtHost",
  "enableUltraSSD",
  "enableFIPS",
  "kubeletConfig",
  "linuxOSConfig",
  "gpuInstanceProfile",
  "scaleSetPriority",
  "scaleSetEvictionPolicy",
  "proximityPlacementGroupID",
] as const;

/** What a cluster is made with for good, as its error names it. */
const fixedClusterProperties = [
  "dnsPrefix",
  "fqdnSubdomain",
  "nodeResourceGroup",
  "enableRBAC",
  "networkProfile.networkPlugin",
  "networkProfile.serviceCidr",
  "networkProfile.dnsServiceIP",
  "networkProfile.loadBalancerSku",
  "apiServerAccessProfile.enablePrivateCluster",
  "apiServerAccessProfile.privateDNSZone",
] as const;

/** Throws for a changed fixed property; the error names it behind the prefix. */
export function refusePoolChanges(before: Fields, after: Fields, prefix: string): void {
  for (const name of fixedPoolProperties) {
    refuse(`${prefix}.${name}`, before[name], after[name]);
  }
}

export function refuseClusterChanges(before: Fields, after: Fields): void {
  for (const path of fixedClusterProperties) {
    refuse(path, at(before, path), at(after, path));
  }
}

function at(fields: Fields, path: string): unknown {
  return path.split(".").reduce<unknown>((value, name) => fieldsOf(value)[name], fields);
}

function refuse(path: string, before: unknown, after: unknown): void {
  if (comparable(before) !== comparable(after)) {
    const message = `Changing property '${path}' is not allowed.`;
    throw new ArmFault(400, "PropertyChangeNotAllowed", message, { target: path });
  }
}

/** Azure takes ids and sizes in any case, and what is off or empty for what is not there. */
function comparable(value: unknown): string {
  const isNothing = [undefined, null, false, ""].includes(value as string | undefined);
  return isNothing || (Array.isArray(value) && value.length === 0)
    ? ""
    : JSON.stringify(value).toLowerCase();
}
