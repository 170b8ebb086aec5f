import { normalLocation } from "../../../locations";
import { requireScope } from "../../../parents";
import type { ProviderRoute } from "../../../provider";
import { aksVersions, minorVersions, offeredVersions, upgradesOf } from "./versions";

/** Versions of a region with what each patch can be upgraded to. */
export const kubernetesVersionsRoute: ProviderRoute = {
  method: "GET",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.ContainerService/locations/{location}/kubernetesVersions",
  apiVersions: aksVersions,
  handle: ({ params }, context) => {
    requireScope(context.store, `/subscriptions/${params["subscriptionId"] ?? ""}`);
    const location = normalLocation(params["location"] ?? "");
    const offered = offeredVersions(location, context);
    const upgrades = (patch: string): string[] =>
      upgradesOf(patch, offered).map(({ version }) => version);
    const values = minorVersions(location, context).map(
      ({ minor, patches, isDefault, isPreview, supportPlan }) => ({
        version: minor,
        capabilities: { supportPlan },
        ...(isDefault && { isDefault }),
        ...(isPreview && { isPreview }),
        patchVersions: Object.fromEntries(
          patches.map((patch) => [patch, { upgrades: upgrades(patch) }]),
        ),
      }),
    );
    return { status: 200, body: { values } };
  },
};
