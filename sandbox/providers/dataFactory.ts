import { ArmFault, type Provider, type ResourceKind } from "../provider";
import { defineKind, type NameRule } from "./defineKind";
import { without } from "./fields";
import { privateEndpointConnections, viewWithConnections } from "./privateEndpointConnections";
import { takenBy } from "./uniqueNames";

const apiVersions = ["2018-06-01"];
const factoryType = "Microsoft.DataFactory/factories";

const factoryName: NameRule = {
  pattern: /^(?=.{3,63}$)[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/u,
  code: "InvalidFactoryName",
  message:
    "A factory name takes 3 to 63 letters, digits and single '-', with a letter or digit at both ends.",
};

const childName: NameRule = {
  pattern: /^[A-Za-z0-9_][^<>*#.%&:\\+?/]{0,259}$/u,
  code: "InvalidResourceName",
  message: "It takes 1 to 260 characters and starts with a letter, digit or '_'.",
};

const factories = defineKind({
  type: factoryType,
  apiVersions,
  tracked: true,
  isStateless: true,
  hasEtag: true,
  name: factoryName,
  properties: ({ given, existing, name, id }, context) => {
    if (takenBy(factoryType, name, id, context)) {
      const message = `The specified resource name '${name}' is already in use. Resource names must be globally unique.`;
      throw new ArmFault(409, "DataFactoryNameInUse", message);
    }
    return {
      publicNetworkAccess: "Enabled",
      ...without(given, "createTime", "version", "provisioningState"),
      provisioningState: "Succeeded",
      createTime: existing?.properties["createTime"] ?? new Date(context.clock.now()).toISOString(),
      version: "2018-06-01",
    };
  },
  view: viewWithConnections,
  actions: {
    querypipelineruns: () => ({ status: 200, body: { value: [] } }),
    querytriggerruns: () => ({ status: 200, body: { value: [] } }),
  },
});

/** Parts of a factory: kept as they are given. */
function part(name: string, more: Partial<Pick<ResourceKind, "actions">> = {}): ResourceKind {
  return defineKind({
    type: `${factoryType}/${name}`,
    apiVersions,
    isStateless: true,
    hasEtag: true,
    name: childName,
    properties: ({ given }) => given,
    ...more,
  });
}

const setRuntimeState = (runtimeState: string): NonNullable<ResourceKind["actions"]>[string] => {
  return ({ record }) => {
    record.properties["runtimeState"] = runtimeState;
    return { status: 200 };
  };
};

export const dataFactoryProvider: Provider = {
  namespace: "Microsoft.DataFactory",
  kinds: [
    factories,
    part("managedVirtualNetworks"),
    part("managedVirtualNetworks/managedPrivateEndpoints"),
    part("integrationRuntimes"),
    part("linkedServices"),
    part("credentials"),
    part("datasets"),
    part("pipelines"),
    part("triggers", {
      actions: { start: setRuntimeState("Started"), stop: setRuntimeState("Stopped") },
    }),
    privateEndpointConnections(factoryType, apiVersions),
  ],
};
