import { authorizationFailed, isAllowed, isAllowedWithin } from "../access/grants";
import { neededAccess } from "../access/neededAccess";
import type { Step } from "../exchange";

/** Lists of what lies in a subscription or group show what the caller may read of it. */
const filteredLists =
  /^\/subscriptions\/[^/]+(\/resourceGroups(\/[^/]+\/resources)?|\/resources)?$/iu;

/** Azure RBAC: 403 for what the caller has no right to. */
export const access: Step = ({ method, path, target }, { context }) => {
  const needed = neededAccess(method, path);
  if (!needed || isAllowed(needed.scope, needed.action, context)) {
    return;
  }
  const { scope, action } = needed;
  const isFiltered =
    method === "GET" && (target?.kind === "collection" || filteredLists.test(path));
  if (!isFiltered || !isAllowedWithin(scope, action, context)) {
    throw authorizationFailed(scope, action, context);
  }
};
