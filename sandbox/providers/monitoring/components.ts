import { mergeForPatch } from "../../mergeForPatch";
import { ArmFault, type ProviderContext, type ResourceKind } from "../../provider";
import { defineKind, type WriteRequest } from "../defineKind";
import { textOf, without, type Fields } from "../fields";

/** Fields of `properties` that only Azure writes. */
const readOnly = [
  "AppId",
  "ApplicationId",
  "ConnectionString",
  "CreationDate",
  "InstrumentationKey",
  "Name",
  "TenantId",
  "provisioningState",
] as const;

const written = defineKind({
  type: "Microsoft.Insights/components",
  apiVersions: ["2020-02-02"],
  tracked: true,
  keeps: ["kind"],
  hasEtag: true,
  name: {
    pattern: /^[^%&\\?/]{0,259}[^%&\\?/. ]$/u,
    code: "InvalidComponentName",
    message: "It takes 1 to 260 characters other than %, &, \\, ? and / and no '.' at the end.",
  },
  properties: (request, context) => {
    check(request, context);
    return propertiesOf(request, context);
  },
});

/** Application Insights, on a Log Analytics workspace. PATCH changes tags and nothing else. */
export const components: ResourceKind = {
  ...written,
  patch: (request, context) => {
    const { existing, body } = request;
    const merged = existing && mergeForPatch(existing, { tags: body["tags"] ?? {} });
    return written.put({ ...request, body: merged ?? body }, context);
  },
};

function check({ given, name, body }: WriteRequest, { store }: ProviderContext): void {
  const type = textOf(given["Application_Type"]);
  if (!textOf(body["kind"]) || (type !== "web" && type !== "other")) {
    const message = "The properties kind and Application_Type (web or other) are required.";
    throw new ArmFault(400, "BadRequest", message);
  }
  const workspace = textOf(given["WorkspaceResourceId"]);
  if (workspace === undefined || !store.has(workspace)) {
    const message = `The workspace '${workspace ?? ""}' of component '${name}' was not found. A component needs a Log Analytics workspace.`;
    throw new ArmFault(400, "WorkspaceNotFound", message);
  }
}

/** Telemetry is not simulated: its addresses say so instead of leading out of the sandbox. */
function propertiesOf(
  { given, existing, name, location }: WriteRequest,
  { newGuid, clock, caller, origin }: ProviderContext,
): Fields {
  const before = existing?.properties ?? {};
  const key = textOf(before["InstrumentationKey"]) ?? newGuid();
  const appId = textOf(before["AppId"]) ?? newGuid();
  const connection = {
    InstrumentationKey: key,
    IngestionEndpoint: `${origin}/${location}.ingestion/`,
    LiveEndpoint: `${origin}/${location}.livediagnostics/`,
    ApplicationId: appId,
  };
  const ConnectionString = Object.entries(connection)
    .map(([field, value]) => `${field}=${value}`)
    .join(";");
  return {
    Flow_Type: "Bluefield",
    Request_Source: "rest",
    RetentionInDays: 90,
    publicNetworkAccessForIngestion: "Enabled",
    publicNetworkAccessForQuery: "Enabled",
    ...without(given, ...readOnly),
    IngestionMode: "LogAnalytics",
    ApplicationId: name,
    Name: name,
    AppId: appId,
    InstrumentationKey: key,
    ConnectionString,
    CreationDate: before["CreationDate"] ?? new Date(clock.now()).toISOString(),
    TenantId: caller.tenantId,
  };
}
