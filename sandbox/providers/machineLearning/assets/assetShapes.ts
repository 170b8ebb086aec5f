import {
  anything,
  filled,
  flag,
  mapOf,
  object,
  objectShape,
  oneOf,
  array,
  text,
  texts,
  variant,
  whole,
  type Shape,
} from "../../shape";

/** What everything that is registered may say of itself. */
export const described = { description: text, properties: texts, tags: texts } as const;

const container = { ...described, isArchived: flag } as const;
const version = { ...container, isAnonymous: flag } as const;
const dataTypes = ["uri_file", "uri_folder", "mltable"] as const;

export const containerShape = object(container);
export const dataContainerShape = object({ ...container, dataType: oneOf(...dataTypes) }, [
  "dataType",
]);

export const modelShape = object({
  ...version,
  flavors: mapOf(object({ data: texts })),
  jobName: text,
  modelType: text,
  modelUri: text,
  stage: text,
});

const data = objectShape({ ...version, dataUri: filled }, ["dataUri"]);

export const dataShape = variant("dataType", data, {
  uri_file: objectShape({}),
  uri_folder: objectShape({}),
  mltable: objectShape({ referencedUris: array(text) }),
});

const route = object({ path: filled, port: whole(0, 65_535) }, ["path", "port"]);

export const environmentShape = object({
  ...version,
  autoRebuild: oneOf("Disabled", "OnBaseImageUpdate"),
  build: object({ contextUri: filled, dockerfilePath: text }, ["contextUri"]),
  condaFile: text,
  image: text,
  inferenceConfig: object({
    livenessRoute: route,
    readinessRoute: route,
    startupRoute: route,
    scoringRoute: route,
  }),
  osType: oneOf("Linux", "Windows"),
  stage: text,
});

const spec: Shape = mapOf(anything);

export const componentShape = object({ ...version, componentSpec: spec });
export const codeShape = object({ ...version, codeUri: text });
