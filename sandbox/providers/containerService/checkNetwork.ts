import { ArmFault, type ProviderContext } from "../../provider";
import { doOverlap, parseRange } from "../addressRanges";
import { fieldsOf, listOf, textOf, type Fields } from "../fields";
import { principalsOf } from "../identityOf";
import { assignmentOf, roleAssignmentType } from "../roleAssignments";

/** Owner, Contributor, Network Contributor. */
const rolesThatJoin = new Set([
  "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  "b24988ac-6180-42a0-ab88-20f7382dd24c",
  "4d97b98b-1d4f-4787-a291-c67834d212e7",
]);

interface Cluster {
  readonly id: string;
  readonly given: Fields;
  readonly identity: Fields | undefined;
}

/** What must be there before a cluster starts: egress on the subnets and the identity's right to join them. */
export function checkNetwork({ id, given, identity }: Cluster, context: ProviderContext): void {
  const { outboundType, serviceCidr } = fieldsOf(given["networkProfile"]);
  const subnetIds = listOf(given["agentPoolProfiles"]).map((p) => textOf(p["vnetSubnetID"]));
  for (const subnetId of new Set(subnetIds)) {
    const subnet = subnetId === undefined ? undefined : context.store.get(subnetId);
    if (outboundType === "userAssignedNATGateway" && !subnet?.properties["natGateway"]) {
      const message = `Subnet '${subnetId ?? ""}' must have a NAT gateway associated for outbound connection.`;
      throw new ArmFault(400, "SubnetNotAssociatedWithNATGateway", message);
    }
    if (outboundType === "userDefinedRouting" && !subnet?.properties["routeTable"]) {
      const message = `An existing route table has not been associated with subnet ${subnetId ?? ""}. Please update the route table association.`;
      throw new ArmFault(400, "ExistingRouteTableNotAssociatedWithSubnet", message);
    }
    refuseOverlap(textOf(serviceCidr) ?? "", textOf(subnet?.properties["addressPrefix"]) ?? "");
    if (subnetId !== undefined && String(identity?.["type"]).includes("UserAssigned")) {
      requireJoin({ id, subnetId, identity }, context);
    }
  }
}

/** Addresses of services must not be addresses of nodes. */
function refuseOverlap(serviceCidr: string, subnetCidr: string): void {
  const [services, nodes] = [parseRange(serviceCidr), parseRange(subnetCidr)];
  if (services && nodes && doOverlap(services, nodes)) {
    const message = `The specified service CIDR ${serviceCidr} is conflicted with an existing subnet CIDR ${subnetCidr}.`;
    throw new ArmFault(400, "ServiceCidrOverlapExistingSubnetsCidr", message);
  }
}

function requireJoin(
  { id, subnetId, identity }: { id: string; subnetId: string; identity: Fields | undefined },
  { store }: ProviderContext,
): void {
  const principals = principalsOf(identity).map((principal) => principal.toLowerCase());
  const below = `${subnetId.toLowerCase()}/`;
  const mayJoin = store.list({ type: roleAssignmentType }).some((record) => {
    const { principalId, role } = assignmentOf(record);
    const scope = `${String(record.properties["scope"]).toLowerCase()}/`;
    return principals.includes(principalId) && rolesThatJoin.has(role) && below.startsWith(scope);
  });
  if (!mayJoin) {
    const client = principals[0] ?? "";
    const message = `The client '${client}' with object id '${client}' has permission to perform action 'Microsoft.ContainerService/managedClusters/write' on scope '${id}'; however, it does not have permission to perform action 'Microsoft.Network/virtualNetworks/subnets/join/action' on the linked scope(s) '${subnetId}' or the linked scope(s) are invalid.`;
    throw new ArmFault(403, "LinkedAuthorizationFailed", message);
  }
}
