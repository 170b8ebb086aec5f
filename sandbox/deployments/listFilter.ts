import { ArmFault, type ResourceRecord } from "../provider";

const stateForm = /^\s*provisioningState\s+eq\s+'([^']*)'\s*$/i;

/**
 * `$filter=provisioningState eq 'x'` and `$top` of a list of deployments, the two that the spec names. The
 * codes of the refusals are not confirmed.
 */
export function filterDeployments(
  records: readonly ResourceRecord[],
  query: URLSearchParams,
): readonly ResourceRecord[] {
  const filter = query.get("$filter");
  const state = filter === null ? undefined : stateForm.exec(filter)?.[1];
  if (filter !== null && state === undefined) {
    const message = `Invalid $filter '${filter}' specified in the query string.`;
    throw new ArmFault(400, "InvalidFilterInQueryString", message);
  }
  const top = query.get("$top");
  const most = top === null ? records.length : Number(top);
  if (!Number.isInteger(most) || most < 0 || top === "") {
    const message = `Invalid $top '${String(top)}' specified in the query string.`;
    throw new ArmFault(400, "InvalidTopInQueryString", message);
  }
  return records
    .filter(
      ({ properties }) =>
        state === undefined ||
        String(properties.provisioningState).toLowerCase() === state.toLowerCase(),
    )
    .slice(0, most);
}
