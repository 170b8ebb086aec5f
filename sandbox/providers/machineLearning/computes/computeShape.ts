import {
  anything,
  array,
  duration,
  filled,
  flag,
  mapOf,
  object,
  objectShape,
  oneOf,
  text,
  texts,
  variant,
  whole,
} from "../../shape";

const subnet = object({ id: filled }, ["id"]);

const scaleSettings = object(
  {
    maxNodeCount: whole(0),
    minNodeCount: whole(0),
    nodeIdleTimeBeforeScaleDown: duration,
  },
  ["maxNodeCount"],
);

/** Passwords are taken and forgotten: nobody signs in to a simulated node. */
const cluster = object({
  osType: oneOf("Linux", "Windows"),
  vmSize: filled,
  vmPriority: oneOf("Dedicated", "LowPriority"),
  virtualMachineImage: object({ id: filled }, ["id"]),
  isolatedNetwork: flag,
  scaleSettings,
  userAccountCredentials: object({ adminUserName: text, adminUserSshPublicKey: text }, [
    "adminUserName",
  ]),
  subnet,
  remoteLoginPortPublicAccess: oneOf("Enabled", "Disabled", "NotSpecified"),
  enableNodePublicIp: flag,
  propertyBag: mapOf(anything),
});

const recurrence = object({
  frequency: oneOf("Minute", "Hour", "Day", "Week", "Month"),
  interval: whole(1),
  startTime: text,
  timeZone: text,
  schedule: object(
    {
      hours: array(whole()),
      minutes: array(whole()),
      monthDays: array(whole()),
      weekDays: array(text),
    },
    ["hours", "minutes"],
  ),
});

const startStop = object({
  status: oneOf("Enabled", "Disabled"),
  action: oneOf("Start", "Stop"),
  triggerType: oneOf("Recurrence", "Cron"),
  recurrence,
  cron: object({ startTime: text, timeZone: text, expression: text }),
  schedule: anything,
});

const script = object({
  scriptSource: text,
  scriptData: text,
  scriptArguments: text,
  timeout: text,
});

const assignedUser = object({ objectId: filled, tenantId: filled }, ["objectId", "tenantId"]);

const instance = object({
  vmSize: filled,
  subnet,
  applicationSharingPolicy: oneOf("Personal", "Shared"),
  sshSettings: object({ sshPublicAccess: oneOf("Enabled", "Disabled"), adminPublicKey: text }),
  customServices: array(anything),
  computeInstanceAuthorizationType: oneOf("personal"),
  personalComputeInstanceSettings: object({ assignedUser }),
  setupScripts: object({ scripts: object({ startupScript: script, creationScript: script }) }),
  schedules: object({ computeStartStop: array(startStop) }),
  enableNodePublicIp: flag,
});

const kubernetes = object({
  extensionPrincipalId: text,
  extensionInstanceReleaseTrain: text,
  vcName: text,
  namespace: text,
  defaultInstanceType: text,
  instanceTypes: mapOf(object({ nodeSelector: texts, resources: mapOf(anything) })),
});

const shared = objectShape({
  computeLocation: text,
  description: text,
  resourceId: text,
  disableLocalAuth: flag,
});

export const computeShape = variant("computeType", shared, {
  AmlCompute: objectShape({ properties: cluster }),
  ComputeInstance: objectShape({ properties: instance }),
  Kubernetes: objectShape({ properties: kubernetes }),
});

/** A PATCH changes how a cluster scales and nothing else. */
export const clusterUpdateShape = object({
  properties: object({ properties: object({ scaleSettings }) }),
});
