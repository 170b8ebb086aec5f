import { requireScope } from "../../parents";
import {
  ArmFault,
  type ActionRequest,
  type ActionResult,
  type ProviderContext,
  type ProviderRoute,
  type ResourceRecord,
} from "../../provider";
import { factoryType, factoryVersions } from "./parts";
import { activityRuns, cancelRun, runType, viewRun } from "./pipelineRuns";
import { readRunFilter } from "./runFilter";

type Params = Readonly<Record<string, string>>;

function runsOf(factoryId: string, { store }: ProviderContext): readonly ResourceRecord[] {
  return store.list({ type: runType, parent: factoryId });
}

/** Of the runs that repeat each other the one that started last. */
function isLatest(run: ResourceRecord, runs: readonly ResourceRecord[]): boolean {
  const { runGroupId, runStart } = run.properties;
  return !runs.some(
    ({ properties }) =>
      properties["runGroupId"] === runGroupId && String(properties["runStart"]) > String(runStart),
  );
}

export function queryPipelineRuns(
  { record, body }: ActionRequest,
  context: ProviderContext,
): ActionResult {
  const filter = readRunFilter(body);
  const runs = runsOf(record.id, context);
  const value = filter(runs.map((run) => viewRun(run, isLatest(run, runs), context)));
  return { status: 200, body: { value } };
}

const runPath = `/subscriptions/{subscriptionId}/resourceGroups/{resourceGroup}/providers/${factoryType}/{factory}/pipelineruns/{runId}`;

function runAt(params: Params, { store }: ProviderContext): ResourceRecord {
  const { subscriptionId = "", resourceGroup = "", factory = "", runId = "" } = params;
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
  requireScope(store, group);
  const run = store.get(`${group}/providers/${factoryType}/${factory}/pipelineruns/${runId}`);
  if (!run) {
    const message = `The pipeline run with id '${runId}' was not found.`;
    throw new ArmFault(404, "PipelineRunNotFound", message);
  }
  return run;
}

const apiVersions = factoryVersions;

/** Runs have routes of their own: they are no resources. */
export const runRoutes: readonly ProviderRoute[] = [
  {
    method: "GET",
    path: runPath,
    apiVersions,
    handle: ({ params }, context) => {
      const run = runAt(params, context);
      const runs = runsOf(run.id.slice(0, run.id.lastIndexOf("/pipelineruns/")), context);
      return { status: 200, body: viewRun(run, isLatest(run, runs), context) };
    },
  },
  {
    method: "POST",
    path: `${runPath}/cancel`,
    apiVersions,
    handle: ({ params }, context) => {
      cancelRun(runAt(params, context), context);
      return { status: 200 };
    },
  },
  {
    method: "POST",
    path: `${runPath}/queryActivityruns`,
    apiVersions,
    handle: ({ params, body }, context) => {
      const filter = readRunFilter(body);
      return { status: 200, body: { value: filter(activityRuns(runAt(params, context))) } };
    },
  },
];
