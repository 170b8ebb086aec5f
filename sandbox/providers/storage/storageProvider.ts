import { createBlobService } from "../../blobService/createBlobService";
import { notSimulated } from "../../dataPlane/notSimulated";
import { requireScope } from "../../parents";
import type { Provider, ProviderRoute } from "../../provider";
import { normalLocation } from "../../locations";
import { textOf } from "../fields";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { accountName, accounts, accountType, storageVersions } from "./accounts";
import { containers } from "./containers";
import { blobServices, fileServices } from "./services";
import { shares } from "./shares";

const provider = "/subscriptions/{subscriptionId}/providers/Microsoft.Storage";

/** Accounts that a subscription may have in a region. */
const accountLimit = 250;

const checkName: ProviderRoute = {
  method: "POST",
  path: `${provider}/checkNameAvailability`,
  apiVersions: storageVersions,
  handle: ({ body }, context) => {
    const name = textOf(body["name"]) ?? "";
    if (!accountName.pattern.test(name)) {
      const message = `${name} is not a valid storage account name. ${accountName.message}`;
      const answer = { nameAvailable: false, reason: "AccountNameInvalid", message };
      return { status: 200, body: answer };
    }
    const message = `The storage account named ${name} is already taken.`;
    const taken = { nameAvailable: false, reason: "AlreadyExists", message };
    const isTaken = takenBy(accountType, name, "", context) !== undefined;
    return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
  },
};

const usages: ProviderRoute = {
  method: "GET",
  path: `${provider}/locations/{location}/usages`,
  apiVersions: storageVersions,
  handle: ({ params }, { store }) => {
    const under = `/subscriptions/${params["subscriptionId"] ?? ""}`;
    requireScope(store, under);
    const here = normalLocation(params["location"] ?? "");
    const inUse = store.list({ type: accountType, under }).filter((each) => each.location === here);
    const name = { value: "StorageAccounts", localizedValue: "Storage Accounts" };
    const usage = { unit: "Count", currentValue: inUse.length, limit: accountLimit, name };
    return { status: 200, body: { value: [usage] } };
  },
};

export const storageProvider: Provider = {
  namespace: "Microsoft.Storage",
  kinds: [
    accounts,
    blobServices,
    fileServices,
    containers,
    shares,
    privateEndpointConnections(accountType, storageVersions),
  ],
  routes: [checkName, usages],
  dataPlanes: [createBlobService, notSimulated("dfs", "file", "queue", "table", "web")],
};
