import type { ResourceKind } from "../../../provider";
import { textOf } from "../../fields";
import { userError } from "../refusals";
import { assetContainers, type AssetRules } from "./assetContainers";
import {
  codeShape,
  componentShape,
  containerShape,
  dataContainerShape,
  dataShape,
  environmentShape,
  modelShape,
} from "./assetShapes";
import { assetVersions } from "./assetVersions";

const models: AssetRules = {
  name: "models",
  container: containerShape,
  version: modelShape,
  fixed: ["modelUri", "modelType", "jobName", "flavors"],
  // In the form of Azure's refusal for data; that for models is not confirmed.
  refuseChange: () => alreadyThere("model version", "model uri"),
  complete: (given) => ({ modelType: "custom_model", flavors: {}, ...given }),
};

const data: AssetRules = {
  name: "data",
  container: dataContainerShape,
  version: dataShape,
  fixed: ["dataUri", "dataType", "referencedUris"],
  // Azure's own words.
  refuseChange: () => alreadyThere("data version", "data uri"),
  isStateless: true,
  complete: (given, container) => {
    const known = textOf(container?.properties["dataType"]);
    if (known !== undefined && known !== given["dataType"]) {
      const message = `The data asset '${container?.name ?? ""}' is of type ${known}.`;
      throw userError(message, "properties.dataType");
    }
    return given;
  },
  containerOf: ({ dataType }) => ({ dataType }),
};

const environments: AssetRules = {
  name: "environments",
  container: containerShape,
  version: environmentShape,
  fixed: ["autoRebuild", "build", "condaFile", "image", "inferenceConfig", "osType"],
  // Azure's own words.
  refuseChange: (name, version) =>
    `Environment ${name} with version ${version} is already registered and cannot be changed.`,
  complete: (given) => {
    if ((given["image"] === undefined) === (given["build"] === undefined)) {
      const message = "An environment has either an image or a build context.";
      throw userError(message, "properties.image");
    }
    return { osType: "Linux", autoRebuild: "Disabled", ...given, environmentType: "UserCreated" };
  },
};

const components: AssetRules = {
  name: "components",
  container: containerShape,
  version: componentShape,
  fixed: ["componentSpec"],
  refuseChange: () => alreadyThere("component version", "component spec"),
  complete: (given) => {
    if (given["componentSpec"] === undefined) {
      throw userError("A component has a componentSpec.", "properties.componentSpec");
    }
    return given;
  },
};

const codes: AssetRules = {
  name: "codes",
  container: containerShape,
  version: codeShape,
  fixed: ["codeUri"],
  // Azure's own words, as its Python SDK looks for them.
  refuseChange: () => "Asset paths cannot be updated.",
};

function alreadyThere(what: string, fixed: string): string {
  return `A ${what} with this name and version already exists. If you are trying to create a new ${what}, use a different name or version. If you are trying to update an existing ${what}, the existing asset's ${fixed} cannot be changed. Only tags, description, and isArchived can be updated.`;
}

/** Registered things: only described, nothing behind them runs. */
export const assetKinds: readonly ResourceKind[] = [
  models,
  data,
  environments,
  components,
  codes,
].flatMap((rules) => [assetContainers(rules), assetVersions(rules)]);
