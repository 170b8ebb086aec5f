import { normalLocation } from "../../locations";
import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId } from "../../resourceId";
import { defineKind, type WriteRequest } from "../defineKind";
import { fieldsOf, idOf, textOf, type Fields } from "../fields";
import type { QuotaScope } from "../quota";
import { amlComputeProperties } from "./amlCompute";
import { computeActions } from "./computeActions";
import { computeInstanceProperties } from "./computeInstance";
import { mlVersions } from "./workspaces";

export const computeType = "Microsoft.MachineLearningServices/workspaces/computes";

export interface ComputeRequest {
  readonly request: WriteRequest;
  /** The inner `properties` of the compute as given. */
  readonly inner: Fields;
  readonly scope: QuotaScope;
}

/** Clusters, instances and attached Kubernetes; each takes its own time. */
const kinds: Readonly<
  Record<string, { createMs: number; complete(c: ComputeRequest, x: ProviderContext): Fields }>
> = {
  AmlCompute: { createMs: 40_000, complete: amlComputeProperties },
  ComputeInstance: { createMs: 180_000, complete: computeInstanceProperties },
  Kubernetes: { createMs: 60_000, complete: kubernetesProperties },
};

const define = (type: string, createMs: number) =>
  defineKind({
    type: computeType,
    apiVersions: mlVersions,
    style: {
      createStatus: 201,
      updateStatus: 200,
      put: "asyncOperation",
      delete: "both",
    },
    hasSystemData: true,
    keeps: ["sku"],
    createMs,
    updateMs: 20_000,
    deleteMs: 30_000,
    name: {
      pattern: /^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/u,
      code: "BadArgument",
      message:
        "A compute name takes 3 to 24 letters, digits and '-', begins with a letter and ends with a letter or digit.",
    },
    properties: (request, context) => computeProperties(type, request, context),
    more: (request, context) => ({
      location: locationOf(request, context),
      tags: Object.fromEntries(
        Object.entries(fieldsOf(request.body["tags"])).map(([key, value]) => [key, String(value)]),
      ),
    }),
    finish: (record) => {
      const inner = fieldsOf(record.properties["properties"]);
      if (record.properties["computeType"] === "ComputeInstance") {
        record.properties["properties"] = { ...inner, state: "Running" };
      }
      if (record.properties["computeType"] === "AmlCompute") {
        record.properties["properties"] = { ...inner, allocationState: "Steady" };
      }
    },
    actions: computeActions,
  });

const byType = new Map(
  Object.entries(kinds).map(([type, { createMs }]) => [type, define(type, createMs)] as const),
);

const first = define("AmlCompute", kinds["AmlCompute"]?.createMs ?? 0);

export const computes: typeof first = {
  ...first,
  put: (request, context) => {
    const given = textOf(fieldsOf(request.body["properties"])["computeType"]) ?? "";
    const kind = byType.get(given);
    if (!kind) {
      const message = `The compute type '${given}' is not one of ${[...byType.keys()].join(", ")}.`;
      throw new ArmFault(400, "BadArgument", message, { target: "computeType" });
    }
    const before = textOf(request.existing?.properties["computeType"]);
    if (before !== undefined && before !== given) {
      const message = `The compute '${request.name}' exists already and is of type ${before}.`;
      throw new ArmFault(400, "BadArgument", message, { target: "computeType" });
    }
    return kind.put(request, context);
  },
};

function locationOf({ id, given, body }: WriteRequest, { store }: ProviderContext): string {
  const workspace = store.get(parseResourceId(id)?.parentId ?? "");
  const own = textOf(given["computeLocation"]) ?? textOf(body["location"]);
  return normalLocation(own ?? workspace?.location ?? "");
}

function computeProperties(type: string, request: WriteRequest, context: ProviderContext): Fields {
  const { given, existing, id } = request;
  const { subscriptionId = "" } = parseResourceId(id) ?? {};
  const location = locationOf(request, context);
  const inner = fieldsOf(given["properties"]);
  const subnet = idOf(inner["subnet"]);
  if (subnet !== undefined && !context.store.has(subnet)) {
    const message = `The subnet '${subnet}' of compute '${request.name}' was not found.`;
    throw new ArmFault(400, "BadArgument", message, { target: "subnet" });
  }
  const compute = { request, inner, scope: { subscriptionId, location } };
  const now = new Date(context.clock.now()).toISOString();
  return {
    computeType: type,
    computeLocation: location,
    ...(given["description"] !== undefined && { description: given["description"] }),
    ...(type === "Kubernetes" && { resourceId: given["resourceId"] }),
    disableLocalAuth: given["disableLocalAuth"] ?? type !== "AmlCompute",
    isAttachedCompute: type === "Kubernetes",
    provisioningErrors: null,
    createdOn: existing?.properties["createdOn"] ?? now,
    modifiedOn: existing?.properties["modifiedOn"] ?? now,
    properties: kinds[type]?.complete(compute, context) ?? inner,
  };
}

function kubernetesProperties(
  { request, inner }: ComputeRequest,
  context: ProviderContext,
): Fields {
  const id = textOf(request.given["resourceId"]) ?? "";
  const target = context.store.get(id);
  if (target?.type.toLowerCase() !== "microsoft.containerservice/managedclusters") {
    const message = `The Kubernetes cluster '${id}' to attach was not found.`;
    throw new ArmFault(400, "BadArgument", message, { target: "resourceId" });
  }
  return {
    namespace: "default",
    defaultInstanceType: "defaultinstancetype",
    instanceTypes: {},
    ...inner,
  };
}
