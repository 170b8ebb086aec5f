import {
  array,
  duration,
  filled,
  flag,
  mapOf,
  object,
  objectShape,
  oneOf,
  real,
  text,
  texts,
  variant,
  whole,
  type Shape,
} from "../../shape";

const percent = mapOf(whole(0, 100));

const endpoint = {
  authMode: oneOf("AMLToken", "Key", "AADToken"),
  description: text,
  keys: object({ primaryKey: text, secondaryKey: text }),
  properties: texts,
} as const;

export const onlineEndpointShape = object(
  {
    ...endpoint,
    compute: filled,
    mirrorTraffic: percent,
    publicNetworkAccess: oneOf("Enabled", "Disabled"),
    traffic: percent,
  },
  ["authMode"],
);

export const batchEndpointShape = object(
  { ...endpoint, defaults: object({ deploymentName: text }) },
  ["authMode"],
);

const deployment = {
  codeConfiguration: object({ codeId: text, scoringScript: filled }, ["scoringScript"]),
  description: text,
  environmentId: text,
  environmentVariables: texts,
  properties: texts,
} as const;

const probe = object({
  failureThreshold: whole(1),
  initialDelay: duration,
  period: duration,
  successThreshold: whole(1),
  timeout: duration,
});

const collection = object({
  clientId: text,
  dataCollectionMode: oneOf("Enabled", "Disabled"),
  dataId: text,
  samplingRate: real,
});

const online = objectShape({
  ...deployment,
  appInsightsEnabled: flag,
  dataCollector: object(
    {
      collections: mapOf(collection),
      requestLogging: object({ captureHeaders: array(text) }),
      rollingRate: oneOf("Year", "Month", "Day", "Hour", "Minute"),
    },
    ["collections"],
  ),
  egressPublicNetworkAccess: oneOf("Enabled", "Disabled"),
  instanceType: text,
  livenessProbe: probe,
  readinessProbe: probe,
  startupProbe: probe,
  model: text,
  modelMountPath: text,
  requestSettings: object({
    maxConcurrentRequestsPerInstance: whole(1),
    maxQueueWait: duration,
    requestTimeout: duration,
  }),
  scaleSettings: variant("scaleType", objectShape({}), {
    Default: objectShape({}),
    TargetUtilization: objectShape({
      maxInstances: whole(1),
      minInstances: whole(0),
      pollingInterval: duration,
      targetUtilizationPercentage: whole(0, 100),
    }),
  }),
});

const containerResources = object({ cpu: text, gpu: text, memory: text });

export const onlineDeploymentShape = variant("endpointComputeType", online, {
  Managed: objectShape({}),
  Kubernetes: objectShape({
    containerResourceRequirements: object({
      containerResourceLimits: containerResources,
      containerResourceRequests: containerResources,
    }),
  }),
});

const assetReference: Shape = variant("referenceType", objectShape({}), {
  Id: objectShape({ assetId: filled }, ["assetId"]),
  DataPath: objectShape({ datastoreId: text, path: text }),
  OutputPath: objectShape({ jobId: text, path: text }),
});

export const batchDeploymentShape = object({
  ...deployment,
  compute: filled,
  deploymentConfiguration: variant("deploymentConfigurationType", objectShape({}), {
    Model: objectShape({}),
    PipelineComponent: objectShape({
      componentId: object({ referenceType: oneOf("Id"), assetId: filled }, [
        "referenceType",
        "assetId",
      ]),
      description: text,
      settings: texts,
      tags: texts,
    }),
  }),
  errorThreshold: whole(-1),
  loggingLevel: oneOf("Info", "Warning", "Debug"),
  maxConcurrencyPerInstance: whole(1),
  miniBatchSize: whole(1),
  model: assetReference,
  outputAction: oneOf("SummaryOnly", "AppendRow"),
  outputFileName: text,
  resources: object({ instanceCount: whole(1), instanceType: text }),
  retrySettings: object({ maxRetries: whole(0), timeout: duration }),
});
