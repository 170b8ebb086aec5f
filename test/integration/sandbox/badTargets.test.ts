import { afterAll, beforeAll, describe, it } from "vitest";
import type { Sandbox } from "../../../sandbox/server";
import {
  acr,
  get,
  group,
  net,
  network,
  providers,
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

const own = "?api-version=2025-04-01";
const resource = (name: string) => get(`${providers}/${name}${own}`);

const targets: readonly Refused[] = [
  [
    "an unknown provider",
    resource("Contoso.Shop/carts/a"),
    404,
    "InvalidResourceNamespace",
    "The resource namespace 'Contoso.Shop' is invalid.",
  ],
  [
    "an unknown type of a provider",
    resource("Microsoft.Storage/boxes/a"),
    404,
    "InvalidResourceType",
    "The resource type could not be found in the namespace 'Microsoft.Storage' for api version '2025-04-01'.",
  ],
  [
    "a type of a provider that the sandbox has not",
    resource("Microsoft.Network/loadBalancers/a"),
    501,
    "SandboxNotImplemented",
    /Microsoft\.Network\/loadBalancers/,
  ],
  [
    "a provider that the sandbox has not",
    resource("Microsoft.Cache/redis/a"),
    501,
    "SandboxNotImplemented",
    /Microsoft\.Cache\/redis/,
  ],
  [
    "an action that is a name of every object",
    { method: "POST", path: `${network}/constructor${net}` },
    501,
    "SandboxNotImplemented",
    /constructor/,
  ],
  [
    "a subscription that is none",
    get(`/subscriptions/one/resourceGroups${own}`),
    400,
    "InvalidSubscriptionId",
    "The provided subscription identifier 'one' is malformed or invalid.",
  ],
  [
    "a subscription that is not there",
    get(`/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups${own}`),
    404,
    "SubscriptionNotFound",
    "The subscription '00000000-0000-4000-8000-000000000000' could not be found.",
  ],
  [
    "a group that is not there",
    put(`${subscription}/resourceGroups/no/providers/Microsoft.Network/virtualNetworks/v${net}`, {
      body: vnet,
    }),
    404,
    "ResourceGroupNotFound",
    "Resource group 'no' could not be found.",
  ],
  [
    "a parent that is not there",
    put(`${providers}/Microsoft.Network/virtualNetworks/no/subnets/s${net}`, { body: {} }),
    404,
    "ParentResourceNotFound",
    /because the parent resource '.*\/virtualNetworks\/no' could not be found\.$/,
  ],
  [
    "a resource that is not there",
    get(registry + acr),
    404,
    "ResourceNotFound",
    /^The Resource 'Microsoft\.ContainerRegistry\/registries\/badinput1' under resource group 'rg' was not found\./,
  ],
  [
    "nothing of Resource Manager",
    get(`/favicon.ico${own}`),
    404,
    "MissingSubscription",
    "The request did not have a subscription or a valid tenant level resource provider.",
  ],
  [
    "the wrong method of a route",
    { method: "DELETE", path: `/tenants?api-version=2022-12-01` },
    405,
    "MethodNotAllowed",
    "The requested resource does not support http method 'DELETE'.",
  ],
  [
    "the wrong method of a resource",
    { method: "TRACE", path: network + net },
    405,
    "MethodNotAllowed",
    /TRACE/,
  ],
  [
    "a POST of a resource",
    { method: "POST", path: network + net },
    405,
    "MethodNotAllowed",
    /POST/,
  ],
  [
    "a PUT of a list",
    put(`${providers}/Microsoft.Network/virtualNetworks${net}`, { body: vnet }),
    405,
    "MethodNotAllowed",
    /PUT/,
  ],
];

const paths: readonly Refused[] = [
  `${group}/..%2f..`,
  `${group}/%2e%2e/x`,
  `${group}/../x`,
  `${group}/.`,
  "/subscriptions//resourceGroups",
  "/%zz",
  "/%00",
  "/%ff",
  `${group}/a%5cb`,
  `${group}/a%0d%0aSet-Cookie:%20x`,
  `${group}/a%3fb`,
  "//evil.example/subscriptions",
].map((path): Refused => [
  `the path ${path}`,
  get(path + own),
  400,
  "InvalidRequestUri",
  /^The request URI '.*' is invalid\.$/,
]);

describe("a request for what is not there", () => {
  it.each([...targets, ...paths])("gets ARM's answer to %s", (...refused) =>
    expectRefusal(sandbox, refused),
  );
});
