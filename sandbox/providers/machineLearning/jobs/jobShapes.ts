import { notImplemented } from "../../../armErrors";
import type { Fields } from "../../fields";
import {
  anything,
  array,
  duration,
  filled,
  flag,
  guid,
  mapOf,
  object,
  objectShape,
  oneOf,
  text,
  texts,
  variant,
  whole,
} from "../../shape";
import { described } from "../assets/assetShapes";

const assetTypes = [
  "uri_file",
  "uri_folder",
  "mltable",
  "custom_model",
  "mlflow_model",
  "triton_model",
] as const;

const inputModes = [
  "ReadOnlyMount",
  "ReadWriteMount",
  "Download",
  "Direct",
  "EvalMount",
  "EvalDownload",
] as const;

const assetInput = objectShape({ mode: oneOf(...inputModes), uri: filled }, ["uri"]);
const assetOutput = objectShape({ mode: oneOf("ReadWriteMount", "Upload", "Direct"), uri: text });
const forEachType = <T>(shape: T): Record<string, T> =>
  Object.fromEntries(assetTypes.map((type) => [type, shape]));

const inputs = mapOf(
  variant("jobInputType", objectShape({ description: text }), {
    ...forEachType(assetInput),
    literal: objectShape({ value: filled }, ["value"]),
  }),
);
const outputs = mapOf(
  variant("jobOutputType", objectShape({ description: text }), forEachType(assetOutput)),
);

const identity = variant("identityType", objectShape({}), {
  Managed: objectShape({ clientId: guid, objectId: guid, resourceId: text }),
  AMLToken: objectShape({}),
  UserIdentity: objectShape({}),
});

const processes = objectShape({ processCountPerInstance: whole(1) });

const distribution = variant("distributionType", objectShape({}), {
  PyTorch: processes,
  Mpi: processes,
  TensorFlow: objectShape({ parameterServerCount: whole(0), workerCount: whole(0) }),
});

const base = objectShape({
  ...described,
  componentId: text,
  computeId: text,
  displayName: text,
  experimentName: text,
  identity,
  isArchived: flag,
  notificationSetting: object({
    emailOn: array(oneOf("JobCompleted", "JobFailed", "JobCancelled")),
    emails: array(text),
    webhooks: mapOf(anything),
  }),
  services: mapOf(
    object({ endpoint: text, jobServiceType: text, port: whole(), properties: texts }),
  ),
});

const command = objectShape(
  {
    codeId: text,
    command: filled,
    distribution,
    environmentId: filled,
    environmentVariables: texts,
    inputs,
    limits: object({ jobLimitsType: oneOf("Command"), timeout: duration }, ["jobLimitsType"]),
    outputs,
    queueSettings: object({ jobTier: oneOf("Null", "Spot", "Basic", "Standard", "Premium") }),
    resources: object({
      dockerArgs: text,
      instanceCount: whole(1),
      instanceType: text,
      properties: mapOf(mapOf(anything)),
      shmSize: text,
    }),
  },
  ["command", "environmentId"],
);

const pipeline = objectShape({
  inputs,
  jobs: mapOf(mapOf(anything)),
  outputs,
  settings: mapOf(anything),
  sourceJobId: text,
});

export const jobShape = variant("jobType", base, { Command: command, Pipeline: pipeline });

/** Azure runs more types of jobs than the sandbox has. */
export function refuseOtherTypes({ jobType }: Fields): void {
  if (typeof jobType === "string" && /^(AutoML|Sweep|Spark)$/iu.test(jobType)) {
    throw notImplemented(`jobs of type '${jobType}'`);
  }
}

const calendar = object(
  {
    hours: array(whole(0, 23)),
    minutes: array(whole(0, 59)),
    monthDays: array(whole(1, 31)),
    weekDays: array(
      oneOf("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    ),
  },
  ["hours", "minutes"],
);

const trigger = variant(
  "triggerType",
  objectShape({ endTime: text, startTime: text, timeZone: text }),
  {
    Cron: objectShape({ expression: filled }, ["expression"]),
    Recurrence: objectShape(
      {
        frequency: oneOf("Minute", "Hour", "Day", "Week", "Month"),
        interval: whole(1),
        schedule: calendar,
      },
      ["frequency", "interval"],
    ),
  },
);

const monitor = mapOf(anything);

const action = variant("actionType", objectShape({}), {
  CreateJob: objectShape({ jobDefinition: jobShape }, ["jobDefinition"]),
  InvokeBatchEndpoint: objectShape({ endpointInvocationDefinition: mapOf(anything) }, [
    "endpointInvocationDefinition",
  ]),
  CreateMonitor: objectShape({ monitorDefinition: monitor }, ["monitorDefinition"]),
});

export const scheduleShape = object(
  { ...described, action, displayName: text, isEnabled: flag, trigger },
  ["action", "trigger"],
);
