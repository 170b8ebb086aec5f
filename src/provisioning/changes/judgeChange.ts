import { changeRule, type ChangeRule } from "../changeRules";
import type { ResourceSpec } from "../context";
import { isRecord, propertiesOf, type ObservedResource } from "../observed";
import type { PlannedChange } from "../plan";
import { carryOver, literal } from "./carryOver";
import { differencesBetween, holds, pathOf, valueAt, type Difference } from "./differences";

export interface JudgedDifference extends Difference {
  readonly rule: ChangeRule;
}

/** What a spec means for what is there. */
export interface Verdict {
  readonly change: PlannedChange;
  /** What the PUT of the template holds, if there is one. */
  readonly body: ResourceSpec["body"];
  readonly differences: readonly JudgedDifference[];
}

/** The last write of it did not come to a good end. */
function hasFailed(existing: ObservedResource): boolean {
  const state = propertiesOf(existing).provisioningState;
  return state === "Failed" || state === "Canceled";
}

/** True for a shared resource that we may write again: it has our tags and no subnet uses it yet. */
function isUnfinished(spec: ResourceSpec, existing: ObservedResource): boolean {
  const { subnets } = propertiesOf(existing);
  const isInUse = Array.isArray(subnets) && subnets.length > 0;
  return hasFailed(existing) && !isInUse && holds(existing.tags, spec.body["tags"]);
}

/**
 * Rules apply to values that are there: where Azure answers nothing of a value that cannot be changed, it may
 * as well be what is wanted.
 */
function judgeDifferences(
  spec: ResourceSpec,
  existing: ObservedResource,
): readonly JudgedDifference[] {
  const computeType = valueAt(spec.body, "properties.computeType");
  return differencesBetween(existing, spec.body).flatMap((difference) => {
    const { rule } = changeRule({
      type: spec.type,
      ...(typeof computeType === "string" ? { computeType } : {}),
      path: pathOf(difference),
      wanted: difference.wanted,
      actual: difference.actual,
    });
    const isUnknown = difference.actual === undefined || difference.actual === null;
    return isUnknown && rule !== "inPlace" ? [] : [{ ...difference, rule }];
  });
}

/** A copy with the value where a difference was found. */
function withValue(body: unknown, keys: readonly string[], value: unknown): unknown {
  const [first, ...rest] = keys;
  if (first === undefined) return value;
  if (first.startsWith("[") && Array.isArray(body)) {
    const name = first.slice(1, -1);
    return body.map((item: unknown) =>
      isRecord(item) && String(item.name).toLowerCase() === name
        ? withValue(item, rest, value)
        : item,
    );
  }
  return isRecord(body) ? { ...body, [first]: withValue(body[first], rest, value) } : body;
}

/** The body that changes what a PUT can change and leaves the rest as it is. */
function putBody(
  spec: ResourceSpec,
  existing: ObservedResource,
  differences: readonly JudgedDifference[],
): ResourceSpec["body"] {
  const fixed = differences.filter(({ rule }) => rule !== "inPlace");
  const body = fixed.reduce<unknown>(
    (next, { keys, actual }) => withValue(next, keys, literal(actual)),
    spec.body,
  );
  return carryOver(spec.type, existing, isRecord(body) ? body : spec.body);
}

/** Types with a step that deletes them and waits until they are gone. */
const deletable = new Set(["microsoft.machinelearningservices/workspaces/computes"]);

function changeOf(
  spec: ResourceSpec,
  existing: ObservedResource,
  differences: readonly JudgedDifference[],
): PlannedChange {
  const isGoing = propertiesOf(existing).provisioningState === "Deleting";
  if (isGoing && deletable.has(spec.type.toLowerCase())) return "replace";
  if (differences.some(({ rule }) => rule === "replacement")) return "replace";
  const isChanged = differences.some(({ rule }) => rule === "inPlace");
  return isChanged || hasFailed(existing) ? "modify" : "unchanged";
}

/** What has to happen for the spec, by the change rules. Pure. */
export function judgeChange(spec: ResourceSpec, existing: ObservedResource | undefined): Verdict {
  if (!existing) return { change: "create", body: spec.body, differences: [] };
  if (spec.shared) {
    const change = isUnfinished(spec, existing) ? "modify" : "referenced";
    return { change, body: carryOver(spec.type, existing, spec.body), differences: [] };
  }
  const differences = judgeDifferences(spec, existing);
  const change = changeOf(spec, existing, differences);
  const body = change === "replace" ? spec.body : putBody(spec, existing, differences);
  return { change, body, differences };
}
