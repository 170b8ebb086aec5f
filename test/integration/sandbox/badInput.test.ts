import { afterAll, beforeAll, describe, it } from "vitest";
import type { Sandbox } from "../../../sandbox/server";
import {
  acr,
  get,
  group,
  location,
  net,
  network,
  put,
  registry,
  subscription,
  vnet,
  startForBadRequests,
} from "../../support/badRequests";
import { expectRefusal, type Refused } from "../../support/refused";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startForBadRequests();
});
afterAll(() => sandbox.close());

const deep = (depth: number) => `{"a":${"[".repeat(depth)}${"]".repeat(depth)}}`;
const json = (text: string) => put(registry + acr, { text });
const typed = (type: string) =>
  put(registry + acr, { text: "{}", headers: { "Content-Type": type } });
const version = (query: string) => get(`${registry}?${query}`);

const unread = "The request content was invalid and could not be deserialized: ";
const noVersion = "The api-version query parameter (?api-version=) is required for all requests.";

const bodies: readonly Refused[] = [
  [
    "JSON that ends early",
    json('{"location": '),
    400,
    "InvalidRequestContent",
    `${unread}'Unexpected content. Path '', line 1, position 13.'.`,
  ],
  [
    "JSON that is malformed",
    json('{\n  "location" = 1}'),
    400,
    "InvalidRequestContent",
    `${unread}'Unexpected character encountered. Path '', line 2, position 13.'.`,
  ],
  ["a list", json("[1]"), 400, "InvalidRequestContent", /An object was expected/],
  ["a number", json("1e999"), 400, "InvalidRequestContent", /An object was expected/],
  ["null", json("null"), 400, "InvalidRequestContent", /An object was expected/],
  ["JSON that is too deep", json(deep(5000)), 400, "InvalidRequestContent", /MaxDepth of 128/],
  ["JSON that is no deeper than allowed", json(deep(127)), 400, "LocationRequired", /required/],
  [
    "text",
    typed("text/plain"),
    415,
    "UnsupportedMediaType",
    "The content media type 'text/plain' is not supported. Only 'application/json' is supported.",
  ],
  ["a form", typed("application/x-www-form-urlencoded"), 415, "UnsupportedMediaType", /form/],
  ["no content type", typed(""), 415, "UnsupportedMediaType", /''|'<null>'/],
  [
    "a body over 4 MB",
    json(`{"a":"${" ".repeat(4 * 1024 * 1024)}"}`),
    413,
    "RequestContentTooLarge",
    "The request content size exceeds the maximum size of 4 MB.",
  ],
];

const versions: readonly Refused[] = [
  ["no api-version", get(registry), 400, "MissingApiVersionParameter", noVersion],
  ["an empty api-version", version("api-version="), 400, "MissingApiVersionParameter", noVersion],
  [
    "an api-version that is none",
    version("api-version=latest"),
    400,
    "InvalidApiVersionParameter",
    /^The api-version 'latest' is invalid\. The supported versions are '2025-04-01,/,
  ],
  [
    "an api-version twice",
    version("api-version=2025-04-01&API-VERSION=2024-01-01"),
    400,
    "InvalidApiVersionParameter",
    /'2025-04-01,2024-01-01' is invalid/,
  ],
  [
    "an api-version that Resource Manager does not have",
    get(`${group}?api-version=2014-01-01`),
    400,
    "InvalidApiVersionParameter",
    /'2014-01-01' is invalid\. The supported versions are '2025-04-01,/,
  ],
  [
    "an api-version that the type does not have",
    put(`${registry}?api-version=2014-01-01`, { body: { location } }),
    400,
    "NoRegisteredProviderFound",
    /^No registered resource provider found for location 'westeurope' and API version '2014-01-01' for type 'registries'\. The supported api-versions are '.*2025-04-01.*'\. The supported locations are '.*westeurope.*'\.$/,
  ],
  [
    "an api-version that a route does not have",
    get(
      `${subscription}/providers/Microsoft.Compute/locations/westeurope/usages?api-version=2014-01-01`,
    ),
    400,
    "NoRegisteredProviderFound",
    /for location 'westeurope' and API version '2014-01-01' for type 'locations\/usages'\./,
  ],
];

const headers: readonly Refused[] = [
  [
    "an If-Match that does not match",
    put(network + net, { body: vnet, headers: { "If-Match": '"other"' } }),
    412,
    "PreconditionFailed",
    /condition/,
  ],
  [
    "an If-Match on what is not there",
    put(`${network}2${net}`, { body: vnet, headers: { "If-Match": "*" } }),
    412,
    "PreconditionFailed",
    /condition/,
  ],
  [
    "an If-None-Match on what is there",
    put(network + net, { body: vnet, headers: { "If-None-Match": "*" } }),
    412,
    "PreconditionFailed",
    /condition/,
  ],
  [
    "a foreign host",
    { ...get(network + net), headers: { Host: "management.azure.com" } },
    421,
    "MisdirectedRequest",
    "This server is not 'management.azure.com'.",
  ],
  [
    "no token",
    { ...get(network + net), headers: { Authorization: "" } },
    401,
    "AuthenticationFailed",
    "Authentication failed. The 'Authorization' header is missing.",
  ],
];

describe("bad input", () => {
  it.each([...bodies, ...versions, ...headers])("gets ARM's answer to %s", (...refused) =>
    expectRefusal(sandbox, refused),
  );
});
