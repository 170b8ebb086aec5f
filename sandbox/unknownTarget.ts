import { notImplemented } from "./armErrors";
import { mayExistInAzure } from "./catalogue/azureTypes";
import type { Kinds } from "./kinds";
import { ArmFault } from "./provider";
import { parseResourceId } from "./resourceId";

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly apiVersion?: string;
}

/** Why nothing answers a request: ARM's refusal of what Azure has not either, a 501 for the rest. */
export function unknownTarget({ method, path, apiVersion = "" }: Asked, kinds: Kinds): ArmFault {
  if (!/^\/(subscriptions|providers|tenants)(\/|$)/i.test(path)) {
    const message =
      "The request did not have a subscription or a valid tenant level resource provider.";
    return new ArmFault(404, "MissingSubscription", message);
  }
  const namespace = namespaceOf(path);
  if (namespace === undefined) {
    return notImplemented(`${method} ${path}`);
  }
  const isSimulated = kinds.provider(namespace) !== undefined;
  if (!isSimulated && !/^microsoft\./i.test(namespace)) {
    const message = `The resource namespace '${namespace}' is invalid.`;
    return new ArmFault(404, "InvalidResourceNamespace", message);
  }
  const type = (parseResourceId(path) ?? parseResourceId(`${path}/x`))?.type;
  if (type === undefined) {
    return notImplemented(`${method} ${path}`);
  }
  if (kinds.get(type)) {
    return methodNotAllowed(method);
  }
  if (isSimulated && !mayExistInAzure(type)) {
    const message = `The resource type could not be found in the namespace '${namespace}' for api version '${apiVersion}'.`;
    return new ArmFault(404, "InvalidResourceType", message);
  }
  return notImplemented(`resource type '${type}' (${method} ${path})`);
}

export function methodNotAllowed(method: string): ArmFault {
  const message = `The requested resource does not support http method '${method}'.`;
  return new ArmFault(405, "MethodNotAllowed", message);
}

function namespaceOf(path: string): string | undefined {
  const parts = path.split("/");
  const at = parts.findLastIndex((part) => part.toLowerCase() === "providers");
  return at < 0 ? undefined : parts[at + 1];
}
