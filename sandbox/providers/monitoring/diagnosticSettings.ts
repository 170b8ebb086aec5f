import { ArmFault, type ProviderContext } from "../../provider";
import { parseResourceId, sameId } from "../../resourceId";
import { defineKind, type WriteRequest } from "../defineKind";
import { listOf, textOf, type Fields } from "../fields";

const type = "Microsoft.Insights/diagnosticSettings";

/** Fields of `properties` that name where the logs go. */
const sinks = ["workspaceId", "storageAccountId", "eventHubAuthorizationRuleId"] as const;
const mostSettings = 5;

/**
 * Where a resource sends its logs, an extension resource of any other. There is no API spec of it beside the
 * others: its shape is that of the template type Microsoft.Insights/diagnosticSettings@2021-05-01-preview.
 */
export const diagnosticSettings = defineKind({
  type,
  apiVersions: ["2021-05-01-preview"],
  isStateless: true,
  name: {
    pattern: /^[^*#&+:<>?%\\/]{1,259}[^*#&+:<>?%\\/. ]$/u,
    code: "BadRequest",
    message: "It takes letters, digits, '-' and '_'.",
  },
  properties: (request, context) => {
    check(request, context);
    const { logs, metrics } = request.given;
    return { ...request.given, logs: listOf(logs), metrics: listOf(metrics) };
  },
  list: ({ scope }, context) => settingsOf(scope, context),
});

function settingsOf(scope: string, { store }: Pick<ProviderContext, "store">) {
  return store
    .list({ type, ...(scope && { under: scope }) })
    .filter(({ id }) => sameId(parseResourceId(id)?.scope ?? "", scope));
}

function check({ given, id }: WriteRequest, context: ProviderContext): void {
  const used = sinks.flatMap((name) => textOf(given[name]) ?? []);
  if (used.length === 0) {
    throw new ArmFault(400, "BadRequest", "At least one data sink needs to be specified.");
  }
  const missing = [given["workspaceId"], given["storageAccountId"]]
    .map(textOf)
    .find((sink) => sink !== undefined && !context.store.has(sink));
  if (missing !== undefined) {
    const message = `The data sink '${missing}' of the diagnostic setting was not found.`;
    throw new ArmFault(404, "ResourceNotFound", message);
  }
  const others = settingsOf(parseResourceId(id)?.scope ?? "", context).filter(
    (setting) => !sameId(setting.id, id),
  );
  if (others.length >= mostSettings) {
    const message = `A resource has at most ${String(mostSettings)} diagnostic settings.`;
    throw new ArmFault(400, "BadRequest", message);
  }
  for (const { name, properties } of others) {
    const sink = used.find((each) => sinks.some((field) => sameText(properties[field], each)));
    const category = categoriesOf(given).find((each) => categoriesOf(properties).includes(each));
    if (sink !== undefined && category !== undefined) {
      const message = `Data sink '${sink}' is already used in diagnostic setting '${name}' for category '${category}'. Data sinks can't be reused in different settings on the same category for the same resource.`;
      throw new ArmFault(409, "Conflict", message);
    }
  }
}

function sameText(value: unknown, text: string): boolean {
  return typeof value === "string" && sameId(value, text);
}

function categoriesOf({ logs, metrics }: Fields): readonly string[] {
  return [...listOf(logs), ...listOf(metrics)].flatMap(
    ({ category, categoryGroup }) => textOf(category) ?? textOf(categoryGroup) ?? [],
  );
}
