import type { ProviderContext, ResourceRecord } from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { fieldsOf, textOf } from "../../fields";
import { guidOf } from "../../guidOf";
import { hasEnded } from "./jobRun";

/** By this property the run of a step names the pipeline run that it is part of. */
export const pipelineRunProperty = "azureml.pipelinerunid";

/** Each step that says what it runs becomes a job of its own; steps by component are only in the pipeline. */
export async function startChildren(
  pipeline: ResourceRecord,
  context: ProviderContext,
): Promise<void> {
  const jobs = parseResourceId(pipeline.id)?.parentId ?? "";
  const { experimentName, computeId } = pipeline.properties;
  for (const [step, definition] of Object.entries(fieldsOf(pipeline.properties["jobs"]))) {
    const { command, environmentId, codeId } = fieldsOf(definition);
    if (textOf(command) === undefined || textOf(environmentId) === undefined) {
      continue;
    }
    const name = guidOf(`${pipeline.id.toLowerCase()}#${step}`);
    await context.put(`${jobs}/jobs/${name}`, {
      properties: {
        jobType: "Command",
        displayName: step,
        command,
        environmentId,
        experimentName,
        ...(codeId !== undefined && { codeId }),
        ...(computeId !== undefined && { computeId }),
        properties: { [pipelineRunProperty]: pipeline.name },
      },
    });
  }
}

export function isChild({ properties }: ResourceRecord): boolean {
  return fieldsOf(properties["properties"])[pipelineRunProperty] !== undefined;
}

/** What still runs of a pipeline ends with it. */
export function cancelChildren(pipeline: ResourceRecord, { store }: ProviderContext): void {
  const parent = parseResourceId(pipeline.id)?.parentId ?? "";
  for (const record of store.list({ type: pipeline.type, parent })) {
    const of = fieldsOf(record.properties["properties"])[pipelineRunProperty];
    if (of === pipeline.name && !hasEnded(record)) {
      store.put({ ...record, properties: { ...record.properties, status: "Canceled" } });
    }
  }
}
