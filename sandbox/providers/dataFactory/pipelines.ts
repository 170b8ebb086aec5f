import type { ActionRequest, ActionResult, ProviderContext } from "../../provider";
import { listOf, textOf } from "../fields";
import { badRequest, part } from "./parts";
import { factoryOf } from "./references";

/** Starts a run, which goes on by itself; the body holds the values of the pipeline's parameters. */
async function createRun(
  { record, body, query }: ActionRequest,
  context: ProviderContext,
): Promise<ActionResult> {
  const runId = context.newGuid();
  const runs = `${factoryOf(record.id)}/pipelineruns`;
  const referred = query.get("referencePipelineRunId");
  const before = referred === null ? undefined : context.store.get(`${runs}/${referred}`);
  if (referred !== null && !before) {
    throw badRequest(`The pipeline run '${referred}' was not found.`, record.id);
  }
  await context.put(`${runs}/${runId}`, {
    properties: {
      pipelineName: record.name,
      parameters: body,
      activities: listOf(record.properties["activities"]),
      runGroupId: before?.properties["runGroupId"] ?? runId,
    },
  });
  return { status: 200, body: { runId } };
}

export const pipelines = part("pipelines", {
  properties: ({ given, id }) => {
    const names = new Set<string>();
    for (const activity of listOf(given["activities"])) {
      const name = textOf(activity["name"]);
      if (name === undefined || textOf(activity["type"]) === undefined) {
        throw badRequest("Every activity needs a name and a type.", id);
      }
      if (names.has(name)) {
        throw badRequest(`The activity name '${name}' is used more than once.`, id);
      }
      names.add(name);
    }
    return given;
  },
  actions: { createrun: createRun },
});
