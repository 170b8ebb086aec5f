import type { Location, VmSize } from "../catalogue/catalogue";
import { normalLocation } from "../locations";
import { pageOf } from "../paging";
import { requireScope } from "../parents";
import { ArmFault, type Provider, type ProviderContext, type ProviderRoute } from "../provider";
import { quotaUse } from "./quota";

const provider = "/subscriptions/{subscriptionId}/providers/Microsoft.Compute";

/** VM sizes with what each region offers; `$filter` takes `location eq '...'` alone, as Azure does. */
const skus: ProviderRoute = {
  method: "GET",
  path: `${provider}/skus`,
  apiVersions: ["2021-07-01"],
  handle: ({ params, query, url }, context) => {
    const subscriptionId = params["subscriptionId"] ?? "";
    requireScope(context.store, `/subscriptions/${subscriptionId}`);
    const filter = query.get("$filter");
    const wanted = /^\s*location eq '([^']*)'\s*$/iu.exec(filter ?? "")?.[1];
    if (filter !== null && wanted === undefined) {
      const message = `The filter '${filter}' is not supported: only 'location eq' is.`;
      throw new ArmFault(400, "InvalidFilterInQueryString", message);
    }
    const items = context.catalogue.locations
      .filter(({ name }) => wanted === undefined || name === normalLocation(wanted))
      .flatMap((location) =>
        context.catalogue.vmSizes
          .filter(({ name }) => !location.missingVmSizes.includes(name))
          .map((size) => skuView(size, location, subscriptionId, context)),
      );
    return { status: 200, body: pageOf(items, { url, pageSize: context.settings.pageSize }) };
  },
};

function skuView(
  size: VmSize,
  { name: location }: Location,
  subscriptionId: string,
  { catalogue }: ProviderContext,
): object {
  const restrictions = catalogue.restrictions.filter(
    (each) =>
      each.vmSize === size.name &&
      each.location === location &&
      [undefined, subscriptionId].includes(each.subscriptionId),
  );
  const capabilities: Readonly<Record<string, string | number>> = {
    vCPUs: size.vCpus,
    vCPUsAvailable: size.vCpusAvailable,
    MemoryGB: size.memoryGiB,
    ...(size.gpus > 0 && { GPUs: size.gpus }),
    PremiumIO: size.premiumIo ? "True" : "False",
    CpuArchitectureType: "x64",
  };
  return {
    resourceType: "virtualMachines",
    name: size.name,
    tier: "Standard",
    size: size.name.replace(/^Standard_/u, ""),
    family: size.family,
    locations: [location],
    locationInfo: [{ location, zones: size.zones, zoneDetails: [] }],
    capabilities: Object.entries(capabilities).map(([name, value]) => ({
      name,
      value: String(value),
    })),
    restrictions: restrictions.map(({ zones, reasonCode }) => ({
      type: zones ? "Zone" : "Location",
      values: [location],
      restrictionInfo: { locations: [location], ...(zones && { zones }) },
      reasonCode,
    })),
  };
}

const usages: ProviderRoute = {
  method: "GET",
  path: `${provider}/locations/{location}/usages`,
  apiVersions: ["2024-07-01"],
  handle: ({ params, url }, context) => {
    const subscriptionId = params["subscriptionId"] ?? "";
    requireScope(context.store, `/subscriptions/${subscriptionId}`);
    const location = requireLocation(params["location"] ?? "", context);
    const families = quotaUse("compute", { subscriptionId, location }, context);
    const view = (value: string, localizedValue: string, used: number, limit: number): object => ({
      name: { value, localizedValue },
      unit: "Count",
      currentValue: used,
      limit,
    });
    const total = families.reduce((sum, { used }) => sum + used, 0);
    const items = [
      view("cores", "Total Regional vCPUs", total, 1000),
      ...families.map(({ family, title, used, limit }) => view(family, title, used, limit)),
    ];
    return { status: 200, body: pageOf(items, { url, pageSize: context.settings.pageSize }) };
  },
};

function requireLocation(given: string, { catalogue }: ProviderContext): string {
  const location = normalLocation(given);
  const known = catalogue.locations.map(({ name }) => name);
  if (!known.includes(location)) {
    const message = `No registered resource provider found for location '${given}' and API version '2024-07-01' for type 'locations/usages'. The supported locations are '${known.join(", ")}'.`;
    throw new ArmFault(400, "NoRegisteredProviderFound", message);
  }
  return location;
}

/** Only what is asked about sizes and quota; virtual machines are not simulated. */
export const computeProvider: Provider = {
  namespace: "Microsoft.Compute",
  kinds: [],
  routes: [skus, usages],
};
