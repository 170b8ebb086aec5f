import type { OperationStyle, ResourceRecord } from "../../../provider";
import { defineKind } from "../../defineKind";
import { fieldsOf } from "../../fields";
import { readShape } from "../../shape";
import { itemName, mlVersions, workspaceType } from "../mlTypes";
import { invalidItem, userError } from "../refusals";
import { refuseOtherTypes, scheduleShape } from "./jobShapes";

const style: OperationStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "asyncOperation",
  delete: "location",
  timeout: "PT1H",
};

/** Only described: the sandbox submits nothing by itself. */
export const schedules = defineKind({
  type: `${workspaceType}/schedules`,
  apiVersions: mlVersions,
  style,
  name: itemName,
  hasSystemData: true,
  pageParameter: "$skip",
  createMs: 10_000,
  updateMs: 5_000,
  deleteMs: 5_000,
  properties: ({ body, given, name }) => {
    refuseOtherTypes(fieldsOf(fieldsOf(given["action"])["jobDefinition"]));
    const read = readShape(scheduleShape, body["properties"], "properties", invalidItem);
    return { displayName: name, isEnabled: true, ...read };
  },
  select: byEnabled,
});

function byEnabled(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const view = query.get("listViewType") ?? "EnabledOnly";
  if (!["EnabledOnly", "DisabledOnly", "All"].includes(view)) {
    throw userError(`The listViewType '${view}' is not one of EnabledOnly, DisabledOnly, All.`);
  }
  return view === "All"
    ? records
    : records.filter(
        ({ properties }) => (properties["isEnabled"] === true) === (view === "EnabledOnly"),
      );
}
