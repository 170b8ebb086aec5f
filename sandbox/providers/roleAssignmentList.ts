import { ArmFault, type ProviderContext, type ResourceRecord } from "../provider";
import { parseResourceId } from "../resourceId";

/** What `$filter` of a list of role assignments says. */
interface Filter {
  readonly atScope: boolean;
  readonly principalId?: string;
}

/**
 * Role assignments that bear on a scope: at it and above, and without `atScope()` below it as well. Groups
 * have no members here, so `assignedTo` finds what `principalId eq` finds.
 */
export function listRoleAssignments(
  scope: string,
  query: URLSearchParams,
  { store }: ProviderContext,
): readonly ResourceRecord[] {
  const { atScope, principalId } = parseFilter(query.get("$filter"));
  const here = `${scope.toLowerCase()}/`;
  return store.list({ type: "Microsoft.Authorization/roleAssignments" }).filter((record) => {
    const assigned = `${(parseResourceId(record.id)?.scope ?? "").toLowerCase()}/`;
    const isAbove = here.startsWith(assigned);
    const isBelow = !atScope && assigned.startsWith(here);
    const owner = String(record.properties["principalId"]).toLowerCase();
    return (isAbove || isBelow) && (principalId === undefined || principalId === owner);
  });
}

function parseFilter(text: string | null): Filter {
  const terms = text === null ? [] : text.split(/\s+and\s+/iu);
  let filter: Filter = { atScope: false };
  for (const term of terms) {
    const principal = /^\s*(?:principalId\s+eq\s+'([^']*)'|assignedTo\('([^']*)'\))\s*$/iu.exec(
      term,
    );
    const principalId = principal?.[1] ?? principal?.[2];
    if (principalId !== undefined) {
      filter = { ...filter, principalId: principalId.toLowerCase() };
    } else if (/^\s*atScope\(\)\s*$/iu.test(term)) {
      filter = { ...filter, atScope: true };
    } else {
      const message = `Invalid $filter '${text ?? ""}' specified in the query string.`;
      throw new ArmFault(400, "InvalidFilterInQueryString", message);
    }
  }
  return filter;
}
