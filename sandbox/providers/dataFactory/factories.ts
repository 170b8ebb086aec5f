import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { defineKind, plainView, type NameRule } from "../defineKind";
import { without } from "../fields";
import { takenBy } from "../uniqueNames";
import { dropManagedEndpoints } from "./managedEndpoints";
import { factoryType, factoryVersions } from "./parts";
import { queryPipelineRuns } from "./runQueries";
import { queryTriggers } from "./triggers";
import { readRunFilter } from "./runFilter";

const factoryName: NameRule = {
  pattern: /^(?=.{3,63}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/u,
  code: "InvalidFactoryName",
  message:
    "A factory name takes 3 to 63 letters, digits and single '-', with a letter or digit at both ends.",
};

const computed = ["createTime", "version", "provisioningState"];

/** Factories are made, changed and deleted at once. */
export const factories = defineKind({
  type: factoryType,
  apiVersions: factoryVersions,
  tracked: true,
  hasEtag: true,
  name: factoryName,
  properties: ({ given, existing, name, id }, context) => {
    if (takenBy(factoryType, name, id, context)) {
      const message = `The specified resource name '${name}' is already in use. Resource names must be globally unique.`;
      throw new ArmFault(409, "DataFactoryNameInUse", message);
    }
    return {
      publicNetworkAccess: "Enabled",
      ...without(given, ...computed),
      createTime: existing?.properties["createTime"] ?? new Date(context.clock.now()).toISOString(),
      version: "2018-06-01",
    };
  },
  beforeDelete: (record: ResourceRecord, context: ProviderContext) => {
    dropManagedEndpoints(record.id, context);
  },
  view: (record) => {
    const { etag, ...shown } = plainView(record);
    return { ...shown, ...(etag !== undefined && { eTag: etag }) };
  },
  actions: {
    querypipelineruns: queryPipelineRuns,
    querytriggers: queryTriggers,
    querytriggerruns: ({ body }) => {
      readRunFilter(body);
      // Triggers do not fire by themselves here: nothing has run.
      return { status: 200, body: { value: [] } };
    },
  },
});
