import { invalidContent, notImplemented } from "../../armErrors";
import { ArmFault, type ProviderContext, type ResourceRecord } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { changeNamespaces } from "../containerService/namespaces";
import { poolsOf } from "../containerService/pools/poolRecords";
import { defineKind, plainView, styles, type WriteRequest } from "../defineKind";
import { fieldsOf, isFields, numberOf, textOf, without, type Fields } from "../fields";
import {
  installationFault,
  machineLearningNamespace,
  machineLearningProblem,
  machineLearningType,
} from "./machineLearningExtension";

export const extensionVersions = ["2024-11-01"];
export const extensionType = "Microsoft.KubernetesConfiguration/extensions";

const currentVersion = "1.1.61";

function clusterIdOf(id: string): string {
  return parseResourceId(id)?.scope ?? "";
}

/** Only AKS clusters are simulated. */
function requireCluster(id: string): void {
  const type = parseResourceId(clusterIdOf(id))?.type ?? "";
  if (type.toLowerCase() !== "microsoft.containerservice/managedclusters") {
    throw notImplemented(`an extension of a resource of type '${type}'`);
  }
}

/** Settings are texts; anything else does not fit the service's type. */
function textSettings(given: unknown, name: string): Record<string, string> {
  const entries = Object.entries(fieldsOf(given));
  if ((given !== undefined && given !== null && !isFields(given)) || !entries.every(isText)) {
    throw invalidContent(`The values of '${name}' must be strings.`);
  }
  return Object.fromEntries(entries.filter(isText));
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

const protectedField = "configurationProtectedSettings";

/** Of protected settings only the names are kept, and nothing is answered. */
function withoutSecrets(body: Fields): Fields {
  const properties = fieldsOf(body["properties"]);
  const secrets = properties[protectedField];
  return isFields(secrets)
    ? { ...body, properties: { ...properties, [protectedField]: emptied(secrets) } }
    : body;
}

function emptied(secrets: Fields): Fields {
  return Object.fromEntries(Object.keys(secrets).map((name) => [name, ""]));
}

function extensionProperties(request: WriteRequest, { caller, newGuid }: ProviderContext): Fields {
  const { given, existing } = request;
  const type = textOf(given["extensionType"])?.toLowerCase();
  if (type === undefined) {
    throw invalidContent("The property 'extensionType' of an extension is required.");
  }
  const before = fieldsOf(existing?.properties);
  if (existing && type !== before["extensionType"]) {
    const message = `The extension type of '${request.name}' cannot be changed from '${String(before["extensionType"])}' to '${type}'.`;
    throw new ArmFault(400, "BadRequest", message);
  }
  const identity = fieldsOf(before["aksAssignedIdentity"]);
  return {
    extensionType: type,
    autoUpgradeMinorVersion: given["autoUpgradeMinorVersion"] ?? true,
    releaseTrain: given["releaseTrain"] ?? "Stable",
    version: given["version"] ?? null,
    scope: scopeOf(given, type),
    configurationSettings: textSettings(given["configurationSettings"], "configurationSettings"),
    [protectedField]: emptied(textSettings(given[protectedField], protectedField)),
    currentVersion: given["version"] ?? currentVersion,
    statuses: [],
    errorInfo: null,
    customLocationSettings: null,
    packageUri: null,
    isSystemExtension: false,
    aksAssignedIdentity: {
      type: "SystemAssigned",
      principalId: identity["principalId"] ?? newGuid(),
      tenantId: caller.tenantId,
    },
  };
}

function scopeOf(given: Fields, type: string): Fields {
  const { cluster, namespace } = fieldsOf(given["scope"]);
  const isMachineLearning = type === machineLearningType;
  if (isMachineLearning && isFields(namespace)) {
    const message = `The extension type '${type}' can be installed only at 'cluster' scope.`;
    throw new ArmFault(400, "BadRequest", message);
  }
  if (isFields(namespace)) {
    return { cluster: null, namespace };
  }
  const byDefault = isMachineLearning ? machineLearningNamespace : type.replaceAll(".", "-");
  const releaseNamespace = textOf(fieldsOf(cluster)["releaseNamespace"]) ?? byDefault;
  return { cluster: { releaseNamespace }, namespace: null };
}

function namespaceOf({ properties }: ResourceRecord): string | undefined {
  const { cluster, namespace } = fieldsOf(properties["scope"]);
  return (
    textOf(fieldsOf(cluster)["releaseNamespace"]) ?? textOf(fieldsOf(namespace)["targetNamespace"])
  );
}

/** Why the chart cannot be installed, seen when the operation ends. */
function problemOf(record: ResourceRecord, context: ProviderContext): string | undefined {
  const clusterId = clusterIdOf(record.id);
  const cluster = context.store.get(clusterId);
  if (fieldsOf(cluster?.properties["powerState"])["code"] === "Stopped") {
    return "Unable to get a response from the agent in time";
  }
  const other = context.store
    .list({ type: extensionType, under: clusterId })
    .find(
      (each) =>
        each.id.toLowerCase() !== record.id.toLowerCase() &&
        each.properties["provisioningState"] === "Succeeded" &&
        each.properties["extensionType"] === record.properties["extensionType"],
    );
  if (other) {
    return `CustomResourceDefinition "jobs.batch.volcano.sh" in namespace "" exists and cannot be imported into the current release: invalid ownership metadata; annotation validation error: key "meta.helm.sh/release-name" must equal "${record.name}": current value is "${other.name}"`;
  }
  if (record.properties["extensionType"] !== machineLearningType) {
    return undefined;
  }
  const settings = fieldsOf(record.properties["configurationSettings"]);
  const protectedNames = Object.keys(fieldsOf(record.properties[protectedField]));
  const nodes = cluster ? poolsOf(cluster, context) : [];
  const count = nodes.reduce((sum, pool) => sum + (numberOf(pool.properties["count"]) ?? 0), 0);
  return machineLearningProblem({ settings, protectedNames }, count);
}

/** Extensions of a cluster: they come up after minutes, or the operation ends in failure. */
export const extensions = defineKind({
  type: extensionType,
  apiVersions: extensionVersions,
  style: { ...styles.asyncOperation, delete: "both", pollAt: "operations" },
  hasSystemData: true,
  name: {
    pattern: /^[a-z0-9]([a-z0-9-]{0,251}[a-z0-9])?$/u,
    code: "InvalidExtensionName",
    message: "It takes lower-case letters, digits and '-', with a letter or digit at both ends.",
  },
  createMs: 300_000,
  updateMs: 180_000,
  deleteMs: 90_000,
  keptBody: withoutSecrets,
  properties: (request, context) => {
    requireCluster(request.id);
    return extensionProperties(request, context);
  },
  finish: (record, context) => {
    const problem = problemOf(record, context);
    if (problem !== undefined) {
      const fault = installationFault(record.name, problem);
      const { code, message } = fault;
      record.properties["errorInfo"] = { code, message };
      const status = {
        code: "InstallationFailed",
        level: "Error",
        message: `${message} (Code: ${code})`,
      };
      record.properties["statuses"] = [status];
      throw fault;
    }
    const add = namespaceOf(record);
    changeNamespaces(clusterIdOf(record.id), add === undefined ? {} : { add }, context);
  },
  beforeDelete: (record, context) => {
    const remove = namespaceOf(record);
    changeNamespaces(clusterIdOf(record.id), remove === undefined ? {} : { remove }, context);
  },
  view: (record) => ({
    ...plainView(record),
    properties: without(record.properties, protectedField),
  }),
});
