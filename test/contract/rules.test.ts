import { beforeAll, describe, expect, it } from "vitest";
import { hasSpecs, howToGetSpecs } from "./azureTruth";
import { Contract } from "./Contract";
import type { Exchange, Json } from "./exchanges";

if (!hasSpecs) {
  console.warn(howToGetSpecs);
}

const host = "127.0.0.1:4433";
const subscription = "/subscriptions/11111111-0000-4000-8000-000000000000";
const group = `${subscription}/resourceGroups/rg`;
const workspace = `${group}/providers/Microsoft.MachineLearningServices/workspaces/workspace`;
const compute = `${workspace}/computes/cluster`;
const operations = `${subscription}/providers/Microsoft.MachineLearningServices/locations/westeurope`;

type Given = Partial<Exchange> & { readonly path: string };

function exchange(given: Given): Exchange {
  return {
    at: "2026-01-01T00:00:00.000Z",
    requestId: "22222222-0000-4000-8000-000000000000",
    method: "GET",
    query: given.path.includes("MachineLearning")
      ? "api-version=2025-09-01"
      : "api-version=2025-04-01",
    requestHeaders: { host, "content-type": "application/json" },
    status: 200,
    durationMs: 1,
    ...given,
    responseHeaders: { "Content-Type": "application/json", ...given.responseHeaders },
  };
}

const groupBody: Json = {
  id: group,
  name: "rg",
  type: "Microsoft.Resources/resourceGroups",
  location: "westeurope",
  properties: { provisioningState: "Succeeded" },
};
const readGroup = (change: Json = {}) =>
  exchange({ path: group, responseBody: { ...groupBody, ...change } });

const clusterBody = (properties: Json = {}): Json => ({
  location: "westeurope",
  properties: {
    computeType: "AmlCompute",
    properties: { vmSize: "Standard_DS3_v2" },
    ...properties,
  },
});
const cluster = (properties: Json = {}): Json => ({
  id: compute,
  name: "cluster",
  type: "Microsoft.MachineLearningServices/workspaces/computes",
  ...clusterBody({ provisioningState: "Creating", ...properties }),
});
const status = `https://${host}${operations}/operationStatuses/x?api-version=2025-09-01`;
const createCluster = (given: Partial<Exchange> = {}) =>
  exchange({
    method: "PUT",
    path: compute,
    status: 201,
    requestBody: clusterBody(),
    responseBody: cluster(),
    responseHeaders: { "Azure-AsyncOperation": status },
    ...given,
  });
const deleteWorkspace = (headers: Readonly<Record<string, string>>) =>
  exchange({ method: "DELETE", path: workspace, status: 202, responseHeaders: headers });
const poll = (responseBody: Json) =>
  exchange({ path: `${operations}/operationStatuses/x`, responseBody });
const location = `https://${host}${operations}/operationResults/y?api-version=2025-09-01`;

const good: readonly (readonly [what: string, exchange: Exchange])[] = [
  ["a resource group", readGroup()],
  ["a cluster that is being created", createCluster()],
  ["a deletion under way", deleteWorkspace({ Location: location, "Retry-After": "1" })],
  ["an operation that runs", poll({ id: "x", name: "x", status: "InProgress" })],
];

const bad: readonly (readonly [what: string, exchange: Exchange, error: RegExp])[] = [
  ["an unknown property", readGroup({ colour: "red" }), /ADDITIONAL_PROPERTIES.*colour/],
  ["a missing property", readGroup({ location: undefined }), /MISSING_REQUIRED.*location/],
  ["a wrong type", readGroup({ tags: "none" }), /INVALID_TYPE/],
  ["an id that is none", readGroup({ id: "/subscriptions/nobody" }), /not an ARM id/],
  [
    "an id of something else",
    readGroup({ id: `${subscription}/resourceGroups/other` }),
    /not that/,
  ],
  [
    "a type that the id denies",
    createCluster({ responseBody: { ...cluster(), type: "Microsoft.X/y" } }),
    /type 'Microsoft.X\/y' of the id/,
  ],
  [
    "a state that an open enum does not list",
    createCluster({ responseBody: cluster({ provisioningState: "Done" }) }),
    /'Done' is not one of/,
  ],
  [
    "an unknown property in a request",
    createCluster({ requestBody: { ...clusterBody(), colour: "red" } }),
    /request .*ADDITIONAL_PROPERTIES.*colour/,
  ],
  [
    "a create without where to poll",
    createCluster({ responseHeaders: {} }),
    /header Azure-AsyncOperation is declared for 201/,
  ],
  ["a status that is not declared", createCluster({ status: 206 }), /status 206 is not one/],
  ["a 202 without Location", deleteWorkspace({ "Retry-After": "1" }), /a 202 without Location/],
  [
    "a poll address of another host",
    deleteWorkspace({ Location: "https://elsewhere/x", "Retry-After": "1" }),
    /location leads to/,
  ],
  [
    "a Retry-After in words",
    deleteWorkspace({ Location: location, "Retry-After": "soon" }),
    /not a number of seconds/,
  ],
  ["a failed operation without a reason", poll({ status: "Failed" }), /'Failed' without an error/],
  ["a status that is none", poll({ status: "Done" }), /'Done' is no status/],
  [
    "a call that no spec has",
    exchange({ path: `${group}/providers/Microsoft.Storage/boxes` }),
    /no spec has/,
  ],
  [
    "an answer without an api-version in the question",
    exchange({ path: group, query: "", responseBody: groupBody }),
    /the api-version is missing/,
  ],
  ["an error without its envelope", { ...readGroup(), status: 404 }, /an error answer has no/],
  [
    "an error without a message",
    { ...readGroup(), status: 404, responseBody: { error: { code: "NotFound" } } },
    /'error' has no 'message'/,
  ],
];

describe.skipIf(!hasSpecs)("the contract", () => {
  let contract: Contract;
  beforeAll(async () => {
    contract = await Contract.load();
  });

  it.each(good)("finds nothing wrong with %s", async (_, given) => {
    expect((await contract.judge(given)).errors).toEqual([]);
  });

  it.each(bad)("notices %s", async (_, given, error) => {
    const { errors } = await contract.judge(given);
    expect(errors.join("\n")).toMatch(error);
  });

  it("holds the end of a poll against the operation that it belongs to", async () => {
    const path = `${operations}/operationResults/y`;
    const diagnose = { method: "POST", path: `${workspace}/diagnose`, status: 202 };
    await contract.judge(exchange({ ...diagnose, responseHeaders: { Location: location } }));
    const ended = await contract.judge(exchange({ path, responseBody: { value: { dns: 1 } } }));
    expect(ended.errors.join("\n")).toMatch(/ADDITIONAL_PROPERTIES.*dns/);
  });
});
