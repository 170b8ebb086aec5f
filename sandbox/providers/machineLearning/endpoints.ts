import { createHash } from "node:crypto";
import {
  ArmFault,
  type OperationStyle,
  type ProviderContext,
  type ResourceRecord,
} from "../../provider";
import { defineKind, plainView } from "../defineKind";
import { fieldsOf, numberOf, textOf, without, type Fields } from "../fields";
import { scoringToken } from "./scoringToken";
import { mlVersions, workspaceType } from "./workspaces";

export const endpointStyle: OperationStyle = {
  createStatus: 201,
  updateStatus: 200,
  put: "asyncOperation",
  delete: "location",
};

export const endpointName = {
  pattern: /^[A-Za-z](?=.{2,31}$)[A-Za-z0-9-]*[A-Za-z0-9]$/u,
  code: "BadArgument",
  message:
    "It takes 3 to 32 letters, digits and '-', begins with a letter and ends with a letter or digit.",
};

function keyOf({ id }: ResourceRecord, which: string): string {
  return createHash("sha256").update(`${id.toLowerCase()}#${which}`).digest("base64url");
}

const listKeys = ({ record }: { readonly record: ResourceRecord }) => ({
  status: 200,
  body: { primaryKey: keyOf(record, "primary"), secondaryKey: keyOf(record, "secondary") },
});

function requireAuthMode(given: Fields): void {
  const authMode = textOf(given["authMode"]);
  if (authMode === undefined || !["AMLToken", "Key", "AADToken"].includes(authMode)) {
    const message = `The authMode '${authMode ?? ""}' is not one of AMLToken, Key, AADToken.`;
    throw new ArmFault(400, "BadArgument", message, { target: "authMode" });
  }
}

/** Percentages go to deployments that are there and add up to 0 or 100. */
function checkTraffic(id: string, given: Fields, { store }: ProviderContext): void {
  const traffic = Object.entries(fieldsOf(given["traffic"]));
  const missing = traffic.find(([name]) => !store.has(`${id}/deployments/${name}`));
  if (missing) {
    const message = `Traffic names the deployment '${missing[0]}', which the endpoint does not have.`;
    throw new ArmFault(400, "BadArgument", message, { target: "traffic" });
  }
  const sum = traffic.reduce((total, [, share]) => total + (numberOf(share) ?? Number.NaN), 0);
  if (sum !== 0 && sum !== 100) {
    const message = `The traffic of an endpoint adds up to 0 or 100 percent, not ${sum}.`;
    throw new ArmFault(400, "BadArgument", message, { target: "traffic" });
  }
}

/** The scoring address lies on the sandbox itself. */
function withScoring(record: ResourceRecord, { origin }: ProviderContext, path: string) {
  const root = `${origin}/inference/${record.location ?? ""}/${record.name}`;
  const uris = { scoringUri: `${root}/${path}`, swaggerUri: `${root}/swagger.json` };
  return { ...plainView(record), properties: { ...record.properties, ...uris } };
}

const common = {
  apiVersions: mlVersions,
  style: endpointStyle,
  tracked: true,
  name: endpointName,
  keeps: ["kind", "sku"],
  hasSystemData: true,
  createMs: 60_000,
  updateMs: 15_000,
  deleteMs: 45_000,
} as const;

export const onlineEndpoints = defineKind({
  ...common,
  type: `${workspaceType}/onlineEndpoints`,
  properties: ({ given, id }, context) => {
    requireAuthMode(given);
    checkTraffic(id, given, context);
    return {
      publicNetworkAccess: "Enabled",
      properties: {},
      traffic: {},
      mirrorTraffic: {},
      ...without(given, "scoringUri", "swaggerUri", "keys", "provisioningState"),
    };
  },
  view: (record, context) => withScoring(record, context, "score"),
  actions: {
    listkeys: listKeys,
    token: ({ record }, { clock }) => {
      const expiry = Math.floor(clock.now() / 1000) + 3600;
      const accessToken = scoringToken(record, expiry);
      return {
        status: 200,
        body: {
          accessToken,
          tokenType: "Bearer",
          expiryTimeUtc: expiry,
          refreshAfterTimeUtc: expiry - 600,
        },
      };
    },
  },
});

export const batchEndpoints = defineKind({
  ...common,
  type: `${workspaceType}/batchEndpoints`,
  properties: ({ given }) => {
    requireAuthMode(given);
    return { properties: {}, ...without(given, "scoringUri", "swaggerUri", "provisioningState") };
  },
  view: (record, context) => withScoring(record, context, "jobs"),
  actions: { listkeys: listKeys },
});
