import type { VmSize } from "../../../catalogue/catalogue";
import { normalLocation } from "../../../locations";
import { requireScope } from "../../../parents";
import type { ActionResult, ProviderContext, ProviderRoute } from "../../../provider";
import { quotaUse, type QuotaScope } from "../../quota";
import { mlNamespace, mlVersions } from "../mlTypes";

const root = `/subscriptions/{subscriptionId}/providers/${mlNamespace}/locations/{location}`;

function route(
  name: string,
  answer: (scope: QuotaScope, context: ProviderContext) => unknown,
): ProviderRoute {
  return {
    method: "GET",
    path: `${root}/${name}`,
    apiVersions: mlVersions,
    handle: ({ params }, context): ActionResult => {
      const subscriptionId = params["subscriptionId"] ?? "";
      requireScope(context.store, `/subscriptions/${subscriptionId}`);
      const location = normalLocation(params["location"] ?? "");
      return { status: 200, body: { value: answer({ subscriptionId, location }, context) } };
    },
  };
}

function idOf(
  { subscriptionId, location }: QuotaScope,
  kind: "usages" | "quotas",
  family: string,
): string {
  return `/subscriptions/${subscriptionId}/providers/${mlNamespace}/locations/${location}/${kind}/${family}`;
}

const usages = route("usages", (scope, context) =>
  quotaUse("machineLearning", scope, context).map(({ family, title, used, limit }) => ({
    id: idOf(scope, "usages", family),
    type: `${mlNamespace}/Usages`,
    amlWorkspaceLocation: scope.location,
    unit: "Count",
    currentValue: used,
    limit,
    name: { value: family, localizedValue: title },
  })),
);

const quotas = route("quotas", (scope, context) =>
  quotaUse("machineLearning", scope, context).map(({ family, title, limit }) => ({
    id: idOf(scope, "quotas", family),
    type: `${mlNamespace}/Quotas`,
    amlWorkspaceLocation: scope.location,
    unit: "Count",
    limit,
    name: { value: family, localizedValue: title },
  })),
);

const vmSizes = route("vmSizes", ({ location }, { catalogue }) => {
  const missing = catalogue.locations.find(({ name }) => name === location)?.missingVmSizes;
  return catalogue.vmSizes
    .filter(
      ({ name, forMachineLearning }) => forMachineLearning && missing?.includes(name) === false,
    )
    .map(sizeView);
});

function sizeView(size: VmSize): object {
  return {
    name: size.name,
    family: size.family,
    vCPUs: size.vCpus,
    gpus: size.gpus,
    osVhdSizeMB: 1_047_552,
    maxResourceVolumeMB: 0,
    memoryGB: size.memoryGiB,
    lowPriorityCapable: true,
    premiumIO: size.premiumIo,
    supportedComputeTypes: ["AmlCompute", "ComputeInstance"],
  };
}

export const quotaRoutes: readonly ProviderRoute[] = [usages, quotas, vmSizes];
