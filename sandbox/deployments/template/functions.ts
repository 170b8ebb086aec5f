import { notImplemented } from "../../armErrors";
import { isObject } from "../../mergeForPatch";
import { buildResourceId } from "../../resourceId";
import { ExpressionFault } from "./templateFaults";
import { asArgument, hasUnresolved, Unresolved } from "./unresolved";

/** Where a template is deployed to. */
export interface TemplateScope {
  readonly subscriptionId: string;
  readonly tenantId: string;
  readonly resourceGroup?: string;
}

interface TemplateFunction {
  /** Fewest and most arguments; without a most: any number. */
  readonly takes: readonly [least: number, most?: number];
  run(args: readonly unknown[], scope: TemplateScope): unknown;
}

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const groupType = "microsoft.resources/resourcegroups";

/** What ARM has besides and no template of ours uses (Microsoft Learn, ARM template functions). */
const others = new Set(
  (
    "add and array base64 base64ToJson base64ToString bool cidrHost cidrSubnet coalesce contains copyIndex createArray " +
    "createObject dataUri dataUriToString dateTimeAdd dateTimeFromEpoch dateTimeToEpoch deployer deployment div empty " +
    "endsWith environment equals false filter first flatten float getSecret greater greaterOrEquals groupBy guid if " +
    "indexFromEnd indexOf int intersection items join json lambda lambdaVariables last lastIndexOf length less " +
    "lessOrEquals list listKeys listSecrets managementGroup managementGroupResourceId map mapValues max min mod mul " +
    "newGuid not null objectKeys or padLeft parseCidr pickZones providers range reduce references replace shallowMerge " +
    "skip sort split startsWith string sub substring take tenant toObject trim true tryGet tryIndexFromEnd union " +
    "uniqueString uri uriComponent uriComponentToString utcNow"
  )
    .toLowerCase()
    .split(" "),
);

/** Functions that need nothing but their arguments and the place of the deployment; lower-case names. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  concat: {
    takes: [1],
    run: (args) =>
      args.every((arg) => Array.isArray(arg))
        ? args.flat()
        : args.map((arg) => scalar("concat", arg)).join(""),
  },
  format: {
    takes: [2],
    run: ([pattern, ...values]) =>
      text("format", pattern).replace(/\{(\d+)\}/g, (_, index: string) =>
        scalar("format", values[Number(index)]),
      ),
  },
  tolower: { takes: [1, 1], run: ([given]) => text("toLower", given).toLowerCase() },
  toupper: { takes: [1, 1], run: ([given]) => text("toUpper", given).toUpperCase() },
  resourceid: {
    takes: [2],
    run: (args, scope) => {
      const { leading, type, names } = split("resourceId", args);
      const [last, before] = [leading.at(-1), leading.at(-2)];
      const groupGiven = last !== undefined && !(leading.length === 1 && guid.test(last));
      const group = groupGiven ? last : scope.resourceGroup;
      const given = groupGiven ? before : last;
      if (given !== undefined && !guid.test(given)) {
        throw new ExpressionFault(
          `The provided value '${given}' is not valid subscription identifier`,
        );
      }
      const subscription = given ?? scope.subscriptionId;
      const base = group ? `/resourceGroups/${group}` : "";
      return type.toLowerCase() === groupType
        ? `/subscriptions/${subscription}/resourceGroups/${names.join("/")}`
        : join("resourceId", `/subscriptions/${subscription}${base}`, { type, names });
    },
  },
  subscriptionresourceid: {
    takes: [2],
    run: (args, scope) => {
      const { leading, type, names } = split("subscriptionResourceId", args);
      const subscription = `/subscriptions/${leading[0] ?? scope.subscriptionId}`;
      return type.toLowerCase() === groupType
        ? `${subscription}/resourceGroups/${names.join("/")}`
        : join("subscriptionResourceId", subscription, { type, names });
    },
  },
  tenantresourceid: {
    takes: [2],
    run: (args) => join("tenantResourceId", "", split("tenantResourceId", args)),
  },
  extensionresourceid: {
    takes: [3],
    run: ([base, ...rest]) =>
      join(
        "extensionResourceId",
        text("extensionResourceId", base),
        split("extensionResourceId", rest),
      ),
  },
  subscription: {
    takes: [0, 0],
    run: (_, { subscriptionId, tenantId }) => ({
      id: `/subscriptions/${subscriptionId}`,
      subscriptionId,
      tenantId,
    }),
  },
  resourcegroup: {
    takes: [0, 0],
    run: (_, { subscriptionId, resourceGroup }) => {
      if (!resourceGroup) {
        throw new ExpressionFault(
          "The template function 'RESOURCEGROUP' is not expected at this location",
        );
      }
      const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
      return { id, name: resourceGroup };
    },
  },
};

/** Calls a function by its name in any case; with an argument that is not known yet the result is not either. */
export function callFunction(
  name: string,
  args: readonly unknown[],
  scope: TemplateScope,
): unknown {
  const key = name.toLowerCase();
  const found = Object.hasOwn(functions, key) ? functions[key] : undefined;
  if (!found) {
    if (others.has(key)) {
      throw notImplemented(`the template function '${name}'`);
    }
    throw new ExpressionFault(`The template function '${name}' is not valid`);
  }
  const [least, most = Infinity] = found.takes;
  if (args.length < least || args.length > most) {
    throw new ExpressionFault(
      `Unable to evaluate template language function '${name}': function requires ${String(least)}${most === Infinity ? " or more" : ""} argument(s) while ${String(args.length)} were provided`,
    );
  }
  return hasUnresolved(args)
    ? new Unresolved(`${name}(${args.map(asArgument).join(", ")})`)
    : found.run(args, scope);
}

interface NamedType {
  readonly type: string;
  readonly names: readonly string[];
}

function split(name: string, args: readonly unknown[]): NamedType & { leading: readonly string[] } {
  const texts = args.map((arg) => text(name, arg));
  const at = texts.findIndex((given) => given.includes("/"));
  const type = texts[at];
  if (type === undefined) {
    throw new ExpressionFault(
      `Unable to evaluate template language function '${name}': the argument(s) name no resource type`,
    );
  }
  return { leading: texts.slice(0, at), type, names: texts.slice(at + 1) };
}

function join(name: string, scope: string, { type, names }: NamedType): string {
  const id = buildResourceId(scope, type, names.join("/"));
  if (!id) {
    const wanted = String(type.split("/").length - 1);
    throw new ExpressionFault(
      `Unable to evaluate template language function '${name}': the type '${type}' requires '${wanted}' resource name argument(s)`,
    );
  }
  return id;
}

function text(name: string, value: unknown): string {
  if (typeof value !== "string") {
    throw wrongType(name, value);
  }
  return value;
}

/** A value as part of a text, as ARM writes it. */
function scalar(name: string, value: unknown): string {
  if (typeof value === "boolean") {
    return value ? "True" : "False";
  }
  return typeof value === "number" ? String(value) : text(name, value);
}

function wrongType(name: string, value: unknown): ExpressionFault {
  return new ExpressionFault(
    `The template language function '${name}' expects its parameter to be a string. The provided value is of type '${typeName(value)}'`,
  );
}

/** The name of a JSON type in ARM's messages. */
export function typeName(value: unknown): string {
  if (value === undefined || value === null) {
    return "Null";
  }
  if (Array.isArray(value)) {
    return "Array";
  }
  if (isObject(value)) {
    return "Object";
  }
  if (typeof value === "number") {
    return Number.isInteger(value) ? "Integer" : "Float";
  }
  return typeof value === "boolean" ? "Boolean" : "String";
}
