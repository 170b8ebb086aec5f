import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { defined, fieldsOf, textOf, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { firstOf } from "../listOptions";
import { requireReferenced } from "../references";
import { invalidItem, userError } from "../refusals";
import { batchEndpointType } from "./batchEndpoints";
import { endpointRules } from "./endpointKind";
import { batchDeploymentShape } from "./endpointShapes";

export const batchDeployments = defineKind({
  ...endpointRules,
  type: `${batchEndpointType}/deployments`,
  keeps: ["kind", "sku"],
  createMs: 30_000,
  updateMs: 10_000,
  deleteMs: 90_000,
  properties: deploymentProperties,
  patchBody: ({ tags, properties }) => {
    const { description } = fieldsOf(properties);
    return defined({ tags, properties: defined({ description }) });
  },
  select: (records, query) => firstOf(records, query, "$top"),
  beforeDelete: keepDefault,
});

/** A model on a compute, or a component that is a whole pipeline. */
function deploymentProperties({ body }: WriteRequest, context: ProviderContext): Fields {
  const read = readShape(batchDeploymentShape, body["properties"], "properties", invalidItem);
  const configuration = fieldsOf(read["deploymentConfiguration"]);
  const isPipeline = configuration["deploymentConfigurationType"] === "PipelineComponent";
  const component = textOf(fieldsOf(configuration["componentId"])["assetId"]);
  const needed = isPipeline
    ? [["deploymentConfiguration.componentId", component]]
    : modelParts(read);
  const missing = needed.find(([, value]) => value === undefined);
  if (missing) {
    const target = `properties.${missing[0] ?? ""}`;
    throw userError(`The field ${target} is required for this deployment.`, target);
  }
  const code = textOf(fieldsOf(read["codeConfiguration"])["codeId"]);
  const references = {
    component,
    code,
    environment: read["environmentId"],
    compute: read["compute"],
  };
  const model = fieldsOf(read["model"])["assetId"];
  for (const [name, reference] of Object.entries({ ...references, model })) {
    requireReferenced(textOf(reference), name, context);
  }
  return {
    errorThreshold: -1,
    loggingLevel: "Info",
    maxConcurrencyPerInstance: 1,
    miniBatchSize: 10,
    outputAction: "AppendRow",
    outputFileName: "predictions.csv",
    retrySettings: { maxRetries: 3, timeout: "PT30S" },
    ...read,
  };
}

function modelParts({ model, compute }: Fields): (readonly [string, unknown])[] {
  return [
    ["model", model],
    ["compute", compute],
  ];
}

/** The default of an endpoint stays until another one is; the text is ours. */
function keepDefault({ id, name }: ResourceRecord, { store }: ProviderContext): void {
  const endpoint = store.get(parseResourceId(id)?.parentId ?? "");
  if (fieldsOf(endpoint?.properties["defaults"])["deploymentName"] === name) {
    throw userError(`The deployment '${name}' is the default of its endpoint.`, name);
  }
}
