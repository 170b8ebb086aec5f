import { isDeepStrictEqual } from "node:util";
import type {
  ActionRequest,
  ActionResult,
  OperationStyle,
  ProviderContext,
  ResourceRecord,
} from "../../../provider";
import { parseResourceId } from "../../../resourceId";
import { defineKind, type WriteRequest } from "../../defineKind";
import { fieldsOf, textOf, without, type Fields } from "../../fields";
import { readShape } from "../../shape";
import { byArchived, byNamed } from "../listOptions";
import { itemName, mlVersions, workspaceType } from "../mlTypes";
import { requireReferenced } from "../references";
import { invalidItem, userError } from "../refusals";
import { completeRun, hasEnded, run, runMs } from "./jobRun";
import { jobShape, refuseOtherTypes } from "./jobShapes";
import { cancelChildren, isChild, startChildren } from "./pipelineChildren";

/** Submitting answers at once; the run goes on by itself. Only deleting is a long operation of the API. */
const style: OperationStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "none",
  delete: "location",
  timeout: "PT1H",
};

const changeable = [
  "description",
  "displayName",
  "isArchived",
  "notificationSetting",
  "properties",
  "tags",
];

export const jobs = defineKind({
  type: `${workspaceType}/jobs`,
  apiVersions: mlVersions,
  style,
  name: itemName,
  hasSystemData: true,
  isStateless: true,
  pageParameter: "$skip",
  createMs: ({ properties }) =>
    properties["jobType"] === "Pipeline" ? runMs.pipeline : runMs.command,
  updateMs: 0,
  deleteMs: 5_000,
  properties: jobProperties,
  afterChecks: async (record, context) => {
    if (
      record.properties["jobType"] === "Pipeline" &&
      record.properties["status"] === "NotStarted"
    ) {
      await startChildren(record, context);
    }
  },
  progress: () => run,
  finish: (record, _, request) => {
    if (!request?.existing) {
      completeRun(record);
    }
  },
  select: selectJobs,
  actions: { cancel },
});

function jobProperties(request: WriteRequest, context: ProviderContext): Fields {
  const { given, existing, name } = request;
  refuseOtherTypes(given);
  const read = readShape(jobShape, request.body["properties"], "properties", invalidItem);
  if (existing) {
    return changed(read, existing);
  }
  const { codeId, computeId, environmentId, componentId } = read;
  for (const [field, id] of Object.entries({ codeId, computeId, environmentId, componentId })) {
    requireReferenced(textOf(id), `properties.${field}`, context);
  }
  return {
    displayName: name,
    experimentName: "Default",
    isArchived: false,
    ...read,
    services: { ...services(request, context), ...fieldsOf(read["services"]) },
    status: "NotStarted",
  };
}

/** What runs cannot be changed any more; what is said of it can. The text is ours. */
function changed(read: Fields, { name, properties: before }: ResourceRecord): Fields {
  const fixed = Object.keys(without(read, ...changeable, "services", "outputs"));
  const field = fixed.find((each) => !isDeepStrictEqual(read[each], before[each]));
  if (field !== undefined) {
    throw userError(`The ${field} of job '${name}' cannot be changed.`, `properties.${field}`);
  }
  const { displayName } = before;
  const changes = Object.entries(read).filter(([key]) => changeable.includes(key));
  return {
    ...without(before, ...changeable),
    displayName,
    isArchived: false,
    ...Object.fromEntries(changes),
  };
}

function services({ id, name }: WriteRequest, { store, caller }: ProviderContext): Fields {
  const workspaceId = parseResourceId(id)?.parentId ?? "";
  const tracking = textOf(store.get(workspaceId)?.properties["mlFlowTrackingUri"]) ?? "";
  const studio = `https://ml.azure.com/runs/${name}?wsid=${workspaceId}&tid=${caller.tenantId}`;
  return {
    Tracking: { jobServiceType: "Tracking", endpoint: tracking },
    Studio: { jobServiceType: "Studio", endpoint: studio },
  };
}

/**
 * Newest first. Runs of the steps of a pipeline show up only when asked for by property: that Azure's list keeps
 * to what was submitted is not confirmed.
 */
function selectJobs(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const [type, tag, named] = ["jobType", "tag", "properties"].map((name) => query.get(name));
  const found = byArchived(records, query).filter(
    (record) =>
      (!type || record.properties["jobType"] === type) &&
      (!tag || fieldsOf(record.properties["tags"])[tag] !== undefined) &&
      (named ?? !isChild(record)),
  );
  const createdAt = ({ systemData }: ResourceRecord): string => String(systemData?.["createdAt"]);
  return byNamed(found, named ?? null, ({ properties }) => properties["properties"]).toSorted(
    (a, b) => (createdAt(a) < createdAt(b) ? 1 : createdAt(a) > createdAt(b) ? -1 : 0),
  );
}

function cancel({ record }: ActionRequest, context: ProviderContext): ActionResult {
  if (hasEnded(record)) {
    const message = `The job '${record.name}' has ended already: ${String(record.properties["status"])}.`;
    throw userError(message, "status");
  }
  record.properties["status"] = "CancelRequested";
  const finish = (done: ResourceRecord): void => {
    done.properties["status"] = "Canceled";
    cancelChildren(done, context);
  };
  return { status: 202, work: { durationMs: 10_000, finish } };
}
