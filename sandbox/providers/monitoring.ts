import { createHash } from "node:crypto";
import { ArmFault, type Provider } from "../provider";
import { defineKind, styles } from "./defineKind";
import { fieldsOf, textOf, without } from "./fields";

const workspaceType = "Microsoft.OperationalInsights/workspaces";

/** Application Insights, on a Log Analytics workspace. */
export const insightsProvider: Provider = {
  namespace: "Microsoft.Insights",
  kinds: [
    defineKind({
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
      properties: (
        { given, existing, name, body, location },
        { newGuid, store, clock, caller },
      ) => {
        const workspace = textOf(given["WorkspaceResourceId"]);
        if (!textOf(body["kind"]) || !textOf(given["Application_Type"])) {
          const message = "The properties kind and Application_Type are required.";
          throw new ArmFault(400, "BadRequest", message);
        }
        if (workspace === undefined || !store.has(workspace)) {
          const message = `The workspace '${workspace ?? ""}' of component '${name}' was not found. A component needs a Log Analytics workspace.`;
          throw new ArmFault(400, "WorkspaceNotFound", message);
        }
        const before = existing?.properties ?? {};
        const key = textOf(before["InstrumentationKey"]) ?? newGuid();
        const ingestion = `https://${location}-1.in.applicationinsights.azure.com/`;
        return {
          Flow_Type: "Bluefield",
          RetentionInDays: 90,
          publicNetworkAccessForIngestion: "Enabled",
          publicNetworkAccessForQuery: "Enabled",
          ...given,
          IngestionMode: "LogAnalytics",
          ApplicationId: name,
          Name: name,
          AppId: before["AppId"] ?? newGuid(),
          InstrumentationKey: key,
          ConnectionString: `InstrumentationKey=${key};IngestionEndpoint=${ingestion}`,
          CreationDate: before["CreationDate"] ?? new Date(clock.now()).toISOString(),
          TenantId: caller.tenantId,
        };
      },
    }),
  ],
};

/** Log Analytics. */
export const operationalInsightsProvider: Provider = {
  namespace: "Microsoft.OperationalInsights",
  kinds: [
    defineKind({
      type: workspaceType,
      apiVersions: ["2025-02-01"],
      style: { ...styles.asyncOperation, createStatus: 201 },
      tracked: true,
      hasEtag: true,
      createMs: 15_000,
      updateMs: 3000,
      deleteMs: 8000,
      name: {
        pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/u,
        code: "InvalidWorkspaceName",
        message: "It takes 4 to 63 letters, digits and '-', with a letter or digit at both ends.",
      },
      properties: ({ given, existing }, { newGuid, clock }) => {
        const before = existing?.properties ?? {};
        const now = new Date(clock.now()).toISOString();
        return {
          retentionInDays: 30,
          publicNetworkAccessForIngestion: "Enabled",
          publicNetworkAccessForQuery: "Enabled",
          workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: "RespectQuota" },
          ...without(given, "createdDate", "modifiedDate", "customerId"),
          sku: {
            name: fieldsOf(given["sku"])["name"] ?? "PerGB2018",
            lastSkuUpdate: now.slice(0, 10),
          },
          features: {
            enableLogAccessUsingOnlyResourcePermissions: true,
            ...fieldsOf(given["features"]),
          },
          customerId: before["customerId"] ?? newGuid(),
          createdDate: before["createdDate"] ?? now,
          modifiedDate: before["modifiedDate"] ?? now,
        };
      },
      actions: {
        sharedkeys: ({ record }) => {
          const key = (n: string): string =>
            createHash("sha512").update(`${record.id.toLowerCase()}#${n}`).digest("base64");
          return {
            status: 200,
            body: { primarySharedKey: key("1"), secondarySharedKey: key("2") },
          };
        },
      },
    }),
  ],
};
