import type { ActionRequest, ActionResult, ProviderContext } from "../../../provider";
import { textOf, type Fields } from "../../fields";
import { anything, mapOf, object, readShape } from "../../shape";
import { invalidWorkspace } from "../refusals";
import { linkedTypes, type LinkedField } from "./linkedResources";

const settings = mapOf(anything);
const request = object({
  value: object({
    udr: settings,
    nsg: settings,
    resourceLock: settings,
    dnsResolution: settings,
    storageAccount: settings,
    keyVault: settings,
    containerRegistry: settings,
    applicationInsights: settings,
    others: settings,
  }),
});

/** Looks whether what the workspace hangs on is still there; networks and locks are not looked at. */
export function diagnose(
  { record, body }: ActionRequest,
  { store }: ProviderContext,
): ActionResult {
  readShape(request, body, "", invalidWorkspace);
  const resultsOf = (field: LinkedField): Fields[] => {
    const id = textOf(record.properties[field]);
    return id === undefined ||
      store.get(id)?.type.toLowerCase() === linkedTypes[field].toLowerCase()
      ? []
      : [
          {
            code: "ResourceNotFound",
            level: "Error",
            message: `The ${field} '${id}' was not found.`,
          },
        ];
  };
  const value = {
    userDefinedRouteResults: [],
    networkSecurityRuleResults: [],
    resourceLockResults: [],
    dnsResolutionResults: [],
    storageAccountResults: resultsOf("storageAccount"),
    keyVaultResults: resultsOf("keyVault"),
    containerRegistryResults: resultsOf("containerRegistry"),
    applicationInsightsResults: resultsOf("applicationInsights"),
    otherResults: [],
  };
  return { status: 202, body: { value }, work: { durationMs: 20_000, finish: () => undefined } };
}
