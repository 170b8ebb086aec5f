import type { Provider } from "../../provider";
import { fieldsOf, isFields, textOf } from "../fields";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { factories } from "./factories";
import { integrationRuntimes } from "./integrationRuntimes";
import { managedPrivateEndpoints, managedVirtualNetworks } from "./managedEndpoints";
import { badRequest, factoryType, factoryVersions, part, requireType } from "./parts";
import { pipelineRuns } from "./pipelineRuns";
import { pipelines } from "./pipelines";
import { runRoutes } from "./runQueries";
import { triggers } from "./triggers";

/** A part that its `type` describes. */
const typed = (name: string) =>
  part(name, {
    properties: ({ given, id }) => {
      requireType(given, id);
      return given;
    },
  });

const datasets = part("datasets", {
  properties: ({ given, id }) => {
    requireType(given, id);
    if (textOf(fieldsOf(given["linkedServiceName"])["referenceName"]) === undefined) {
      throw badRequest("The property 'linkedServiceName' of a dataset is required.", id);
    }
    return given;
  },
});

const globalParameters = part("globalParameters", {
  properties: ({ given, name, id }) => {
    if (name !== "default" || !Object.values(given).every(isFields)) {
      throw badRequest("Global parameters are named 'default'; each has a type and a value.", id);
    }
    return given;
  },
});

export const dataFactoryProvider: Provider = {
  namespace: "Microsoft.DataFactory",
  kinds: [
    factories,
    managedVirtualNetworks,
    managedPrivateEndpoints,
    integrationRuntimes,
    typed("linkedServices"),
    typed("credentials"),
    datasets,
    globalParameters,
    pipelines,
    triggers,
    pipelineRuns,
    privateEndpointConnections(factoryType, factoryVersions),
  ],
  routes: runRoutes,
};
