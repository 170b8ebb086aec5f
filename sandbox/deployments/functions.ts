import { buildResourceId } from "../resourceId";
import { invalidTemplate } from "./expression";

/** Where a template is deployed to. */
export interface TemplateScope {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup?: string;
}

type TemplateFunction = (args: readonly unknown[], scope: TemplateScope) => unknown;

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Template functions that need nothing but their arguments and the place of the deployment; lower-case names. */
export const pureFunctions: Readonly<Record<string, TemplateFunction>> = {
  concat: (args) =>
    args.every((arg) => Array.isArray(arg)) ? args.flat() : args.map(toText).join(""),
  format: ([pattern, ...values]) =>
    toText(pattern).replace(/\{(\d+)\}/g, (_, index: string) => toText(values[Number(index)])),
  tolower: ([text]) => toText(text).toLowerCase(),
  toupper: ([text]) => toText(text).toUpperCase(),
  resourceid: (args, scope) => {
    const { leading, type, names } = split("resourceId", args);
    const [last, before] = [leading.at(-1), leading.at(-2)];
    const groupGiven = last !== undefined && !(leading.length === 1 && guid.test(last));
    const group = groupGiven ? last : scope.resourceGroup;
    const subscription = (groupGiven ? before : last) ?? scope.subscriptionId;
    const base = group ? `/resourceGroups/${group}` : "";
    if (type.toLowerCase() === "microsoft.resources/resourcegroups") {
      return `/subscriptions/${subscription}/resourceGroups/${names.join("/")}`;
    }
    return join(`/subscriptions/${subscription}${base}`, type, names);
  },
  subscriptionresourceid: (args, scope) => {
    const { leading, type, names } = split("subscriptionResourceId", args);
    const subscription = `/subscriptions/${leading[0] ?? scope.subscriptionId}`;
    return type.toLowerCase() === "microsoft.resources/resourcegroups"
      ? `${subscription}/resourceGroups/${names.join("/")}`
      : join(subscription, type, names);
  },
  tenantresourceid: (args) => {
    const { type, names } = split("tenantResourceId", args);
    return join("", type, names);
  },
  extensionresourceid: ([base, ...rest]) => {
    const { type, names } = split("extensionResourceId", rest);
    return join(toText(base), type, names);
  },
  subscription: (_, { subscriptionId, tenantId }) => ({
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId,
  }),
  resourcegroup: (_, { subscriptionId, resourceGroup }) => {
    if (!resourceGroup) {
      throw invalidTemplate("The template function 'resourceGroup' is not expected at this scope");
    }
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
    return { id, name: resourceGroup };
  },
};

function split(
  name: string,
  args: readonly unknown[],
): { leading: readonly string[]; type: string; names: readonly string[] } {
  const texts = args.map((arg) => {
    if (typeof arg !== "string") {
      throw invalidTemplate(`The template function '${name}' expects texts as parameters`);
    }
    return arg;
  });
  const at = texts.findIndex((text) => text.includes("/"));
  const type = texts[at];
  if (type === undefined) {
    throw invalidTemplate(`The template function '${name}' needs a resource type`);
  }
  return { leading: texts.slice(0, at), type, names: texts.slice(at + 1) };
}

function join(scope: string, type: string, names: readonly string[]): string {
  const id = buildResourceId(scope, type, names.join("/"));
  if (!id) {
    throw invalidTemplate(
      `Unable to evaluate template language function 'resourceId': the type '${type}' requires ${String(type.split("/").length - 1)} resource name(s)`,
    );
  }
  return id;
}

function toText(value: unknown): string {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  return value === undefined ? "" : JSON.stringify(value);
}
