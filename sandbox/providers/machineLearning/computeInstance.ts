import { ArmFault, type ProviderContext } from "../../provider";
import { fieldsOf, textOf, without, type Fields } from "../fields";
import { quotaUse } from "../quota";
import { requireMlSize } from "./amlCompute";
import type { ComputeRequest } from "./computes";

const type = "Microsoft.MachineLearningServices/workspaces/computes";

/** A workstation for one person; its name is unique in the region and it cannot be changed by a PUT. */
export function computeInstanceProperties(
  { request, inner, scope }: ComputeRequest,
  context: ProviderContext,
): Fields {
  const { name, existing, id } = request;
  if (existing) {
    const message = `The compute instance '${name}' exists already. Properties of a compute instance cannot be updated.`;
    throw new ArmFault(400, "BadArgument", message, { target: name });
  }
  if (/-\d+$/u.test(name)) {
    const message = `The name '${name}' is not valid: after a '-' at least one letter must follow.`;
    throw new ArmFault(400, "BadArgument", message, { target: name });
  }
  const twin = context.store
    .list({ type })
    .find(
      (other) =>
        other.name.toLowerCase() === name.toLowerCase() &&
        other.id.toLowerCase() !== id.toLowerCase() &&
        other.location === scope.location,
    );
  if (twin) {
    const message = `The compute instance name '${name}' is already in use in ${scope.location}. Names are unique in a region.`;
    throw new ArmFault(409, "Conflict", message, { target: name });
  }
  const size = requireMlSize(textOf(inner["vmSize"]), scope, context);
  const quota = quotaUse("machineLearning", scope, context).find((q) => q.family === size.family);
  const left = (quota?.limit ?? 0) - (quota?.used ?? 0);
  if (size.vCpus > left) {
    const message = `Operation results in exceeding quota limits of ${size.family} vCPUs. Maximum allowed: ${quota?.limit ?? 0}, Current in use: ${quota?.used ?? 0}, Additional requested: ${size.vCpus}.`;
    throw new ArmFault(400, "QuotaExceeded", message, { target: "vmSize" });
  }
  return {
    applicationSharingPolicy: "Personal",
    sshSettings: { sshPublicAccess: "Disabled" },
    enableNodePublicIp: true,
    ...without(inner, "state", "errors", "lastOperation", "createdBy", "connectivityEndpoints"),
    vmSize: size.name,
    ...assignedUser(inner, context),
    state: "Creating",
    errors: [],
    createdBy: {
      userName: context.caller.username,
      userOrgId: context.caller.tenantId,
      userId: context.caller.objectId,
    },
    connectivityEndpoints: { publicIpAddress: null, privateIpAddress: null },
    lastOperation: {
      operationName: "Create",
      operationTime: new Date(context.clock.now()).toISOString(),
      operationStatus: "Succeeded",
      operationTrigger: "User",
    },
  };
}

/** Without an assigned user the instance belongs to who creates it. */
function assignedUser(inner: Fields, { caller }: ProviderContext): Fields {
  const given = fieldsOf(fieldsOf(inner["personalComputeInstanceSettings"])["assignedUser"]);
  const objectId = textOf(given["objectId"]) ?? caller.objectId;
  const tenantId = textOf(given["tenantId"]) ?? caller.tenantId;
  return { personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } } };
}
