import { isDeepStrictEqual } from "node:util";
import { ArmFault, type ProviderContext } from "../../../provider";
import { fieldsOf, listOf, textOf, type Fields } from "../../fields";
import { guidOf } from "../../guidOf";
import { quotaUse } from "../../quota";
import { computeType } from "../mlTypes";
import { badCompute } from "../refusals";
import { requireMlSize } from "./amlCompute";
import type { ComputeRequest, ComputeRules } from "./computes";

/** A workstation for one person; its name is unique in the region and it cannot be changed by a PUT. */
export const computeInstance: ComputeRules = {
  createMs: 180_000,
  isAttached: false,
  complete: (compute, context) =>
    compute.request.existing ? unchanged(compute) : completeInstance(compute, context),
  finish: (inner) => (inner["state"] === "Creating" ? { ...inner, state: "Running" } : inner),
  failed: (inner, error) =>
    inner["state"] === "Creating" ? { ...inner, state: "CreateFailed", errors: [error] } : inner,
};

/** What is deployed again as it is stays as it is; anything else is refused, in words of ours. */
function unchanged({ request: { name, existing }, inner, before }: ComputeRequest): Fields {
  const asked = fieldsOf(existing?.internal?.["asked"]);
  const changed = Object.keys(inner).find(
    (field) => !isSame(inner[field], asked[field]) && !isSame(inner[field], before[field]),
  );
  const exists = `The compute instance '${name}' exists already.`;
  if (changed !== undefined) {
    const message = `${exists} Properties of a compute instance cannot be updated: ${changed}.`;
    throw badCompute(message, changed);
  }
  if (existing?.properties["provisioningState"] === "Failed") {
    throw badCompute(`${exists} It has failed: delete it before it is created anew.`, name);
  }
  return before;
}

/** Ids and sizes count in any case. */
function isSame(a: unknown, b: unknown): boolean {
  const [first, second] = [a, b].map((value): unknown =>
    JSON.parse(JSON.stringify(value ?? null).toLowerCase()),
  );
  return isDeepStrictEqual(first, second);
}

function completeInstance(
  { request: { name, id }, inner, scope }: ComputeRequest,
  context: ProviderContext,
): Fields {
  checkName(name, id, scope.location, context);
  const size = requireMlSize(textOf(inner["vmSize"]), scope, context);
  const quota = quotaUse("machineLearning", scope, context).find((q) => q.family === size.family);
  const left = (quota?.limit ?? 0) - (quota?.used ?? 0);
  if (size.vCpus > left) {
    const message = `Operation results in exceeding quota limits of ${size.family} vCPUs. Maximum allowed: ${quota?.limit ?? 0}, Current in use: ${quota?.used ?? 0}, Additional requested: ${size.vCpus}.`;
    throw new ArmFault(400, "QuotaExceeded", message, { target: "vmSize" });
  }
  const { caller } = context;
  const host = `https://${name.toLowerCase()}.${scope.location}.instances.azureml.ms`;
  return {
    applicationSharingPolicy: "Personal",
    sshSettings: { sshPublicAccess: "Disabled" },
    enableNodePublicIp: true,
    ...inner,
    vmSize: size.name,
    ...assignedUser(inner, context),
    ...schedules(inner, id),
    state: "Creating",
    errors: [],
    applications: [
      { displayName: "Jupyter", endpointUri: `${host}/tree/` },
      { displayName: "Jupyter Lab", endpointUri: `${host}/lab` },
    ],
    createdBy: {
      userName: caller.username,
      userOrgId: caller.tenantId,
      userId: caller.objectId,
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

function checkName(name: string, id: string, location: string, { store }: ProviderContext): void {
  if (/-\d+$/u.test(name)) {
    const message = `The name '${name}' is not valid: after a '-' at least one letter must follow.`;
    throw badCompute(message, name);
  }
  const twin = store
    .list({ type: computeType })
    .find(
      (other) =>
        other.name.toLowerCase() === name.toLowerCase() &&
        other.id.toLowerCase() !== id.toLowerCase() &&
        other.location === location,
    );
  if (twin) {
    const message = `The compute instance name '${name}' is already in use in ${location}. Names are unique in a region.`;
    throw new ArmFault(409, "Conflict", message, { target: name });
  }
}

/** Without an assigned user the instance belongs to who creates it. */
function assignedUser(inner: Fields, { caller }: ProviderContext): Fields {
  const given = fieldsOf(fieldsOf(inner["personalComputeInstanceSettings"])["assignedUser"]);
  const objectId = textOf(given["objectId"]) ?? caller.objectId;
  const tenantId = textOf(given["tenantId"]) ?? caller.tenantId;
  return { personalComputeInstanceSettings: { assignedUser: { objectId, tenantId } } };
}

/** Each start or stop gets an id and a state of its own. */
function schedules({ schedules: given }: Fields, id: string): Fields {
  const computeStartStop = listOf(fieldsOf(given)["computeStartStop"]).map((each, index) => ({
    status: "Enabled",
    ...each,
    id: guidOf(`${id}#schedule${index}`),
    provisioningStatus: "Completed",
  }));
  return given === undefined ? {} : { schedules: { computeStartStop } };
}
