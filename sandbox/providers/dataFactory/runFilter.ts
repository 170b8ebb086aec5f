import { ArmFault } from "../../provider";
import { listOf, textOf, textsOf, type Fields } from "../fields";

/** Field of a run that an operand of the query names. */
const operands: Readonly<Record<string, string>> = {
  PipelineName: "pipelineName",
  Status: "status",
  RunStart: "runStart",
  RunEnd: "runEnd",
  RunGroupId: "runGroupId",
  LatestOnly: "isLatest",
  ActivityName: "activityName",
  ActivityType: "activityType",
  ActivityRunStart: "activityRunStart",
  ActivityRunEnd: "activityRunEnd",
};

export type RunFilter = (runs: readonly Fields[]) => Fields[];

function invalid(message: string): ArmFault {
  return new ArmFault(400, "BadRequest", message);
}

function timeOf(body: Fields, name: string): number {
  const time = Date.parse(textOf(body[name]) ?? "");
  if (Number.isNaN(time)) {
    throw invalid(`The parameter '${name}' is required: a date and time in ISO 8601 format.`);
  }
  return time;
}

function fieldOf(operand: unknown): string {
  const field = operands[String(operand)];
  if (field === undefined) {
    throw invalid(`The operand '${String(operand)}' is not supported here.`);
  }
  return field;
}

function readCondition({ operand, operator, values }: Fields): (run: Fields) => boolean {
  const field = fieldOf(operand);
  const wanted = textsOf(values);
  const isListed = (run: Fields): boolean => wanted.includes(String(run[field]));
  switch (operator) {
    case "Equals":
    case "In":
      return isListed;
    case "NotEquals":
    case "NotIn":
      return (run) => !isListed(run);
    default:
      throw invalid(`The operator '${String(operator)}' is not supported.`);
  }
}

/** The query of a list of runs; throws for one that the service refuses. */
export function readRunFilter(body: Fields): RunFilter {
  const after = timeOf(body, "lastUpdatedAfter");
  const before = timeOf(body, "lastUpdatedBefore");
  const conditions = listOf(body["filters"]).map(readCondition);
  const orders = listOf(body["orderBy"]).map(({ orderBy, order }) => ({
    field: fieldOf(orderBy),
    sign: order === "DESC" ? -1 : 1,
  }));
  return (runs) =>
    runs
      .filter((run) => {
        const updated = Date.parse(String(run["lastUpdated"] ?? run["activityRunStart"]));
        return updated >= after && updated <= before;
      })
      .filter((run) => conditions.every((holds) => holds(run)))
      .sort((a, b) => {
        for (const { field, sign } of orders) {
          const compared = String(a[field]).localeCompare(String(b[field]), "en");
          if (compared !== 0) {
            return compared * sign;
          }
        }
        return 0;
      });
}
