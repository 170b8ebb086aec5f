import { beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import {
  deploymentsClient,
  groupResource,
  location,
  poll,
  putGroup,
  request,
  send,
  subscription,
} from "../../support/deployments";
import { nested, template } from "../../support/templates";
import { useSandbox } from "../../support/useSandbox";

const used = useSandbox(() => startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 }));

beforeEach(async () => {
  await putGroup(used.sandbox);
});

const rg = `${subscription}/resourceGroups/rg`;

function account(name: string, more: object = {}) {
  return {
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: "2025-01-01",
    name,
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    ...more,
  };
}

const identity = {
  type: "Microsoft.ManagedIdentity/userAssignedIdentities",
  apiVersion: "2024-11-30",
  name: "mi-one",
  location,
};

const validate = (resources: readonly object[], more: object = {}) =>
  send(used.sandbox, {
    group: "rg",
    action: "/validate",
    body: { properties: { mode: "Incremental", template: template(resources), ...more } },
  });

describe("validate", () => {
  it("answers what it has validated to the SDK at both scopes, and keeps nothing", async () => {
    const before = JSON.stringify(used.sandbox.store.list());
    const { deployments } = deploymentsClient(used.sandbox);
    const inner = template([account("saone"), identity]);
    const atGroup = await deployments.validate("rg", "d", {
      properties: { mode: "Incremental", template: inner },
    });
    const account1 = `${rg}/providers/Microsoft.Storage/storageAccounts/saone`;
    const identity1 = `${rg}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-one`;
    expect(atGroup).toMatchObject({
      id: `${rg}/providers/Microsoft.Resources/deployments/d`,
      name: "d",
      type: "Microsoft.Resources/deployments",
      properties: {
        provisioningState: "Succeeded",
        mode: "Incremental",
        validatedResources: [{ id: account1 }, { id: identity1 }],
      },
    });
    const outer = template([
      groupResource("new"),
      nested("n", { resourceGroup: "new", dependsOn: ["new"] }, inner),
    ]);
    const { properties } = await deployments.validateAtSubscriptionScope("d", request(outer), poll);
    const validated = properties?.validatedResources?.map(({ id }) => id);
    expect(validated).toEqual([
      `${subscription}/resourceGroups/new`,
      account1.replace("/rg/", "/new/"),
      identity1.replace("/rg/", "/new/"),
    ]);
    expect(JSON.stringify(used.sandbox.store.list())).toBe(before);
  });

  it.each([
    ["a name that the provider does not take", account("Not-Valid"), "AccountNameInvalid"],
    [
      "a region that there is not",
      { ...identity, location: "atlantis" },
      "LocationNotAvailableForResourceType",
    ],
    ["no location", { ...identity, location: undefined }, "LocationRequired"],
  ])("finds %s", async (_, resource, code) => {
    const { status, body } = await validate([resource]);
    expect(status).toBe(400);
    expect(body).toMatchObject({
      error: {
        code: "InvalidTemplateDeployment",
        message: expect.stringMatching(
          /^The template deployment 'd' is not valid according to the validation procedure\. The tracking id is '[0-9a-f-]{36}'\. See inner errors for details\.$/,
        ) as string,
        details: [{ code }],
      },
    });
  });

  it("finds every fault, also in nested deployments", async () => {
    const { body } = await validate([
      account("Bad1"),
      nested("n", {}, template([account("Bad2")])),
      nested("away", { resourceGroup: "none" }, template([account("saone")])),
    ]);
    const { error } = body as { error: { details: { code: string; target: string }[] } };
    expect(error.details.map(({ code }) => code)).toEqual([
      "AccountNameInvalid",
      "ResourceGroupNotFound",
      "AccountNameInvalid",
    ]);
  });

  it("looks at the template alone when asked to", async () => {
    const level = { validationLevel: "Template" };
    expect((await validate([account("Bad1")], level)).status).toBe(200);
    expect(await validate([account("[nope()]")], level)).toMatchObject({
      status: 400,
      body: { error: { code: "InvalidTemplate" } },
    });
  });

  it("skips a nested deployment that waits for another resource, and says so", async () => {
    const inner = { ...template([account("Bad")]), parameters: { id: { type: "string" } } };
    const deployment = nested("n", { dependsOn: ["mi-one"] }, inner);
    const parameters = { id: { value: "[reference('mi-one').principalId]" } };
    const { status, body } = await validate([
      identity,
      { ...deployment, properties: { ...deployment.properties, parameters } },
    ]);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      properties: {
        validatedResources: [{ id: expect.stringMatching(/\/mi-one$/) as string }],
        diagnostics: [
          {
            level: "Warning",
            code: "NestedDeploymentShortCircuited",
            target: `${rg}/providers/Microsoft.Resources/deployments/n`,
          },
        ],
      },
    });
  });

  it("asks no provider about a resource with a reference in it", async () => {
    const properties = { x: "[reference('mi-one').principalId]" };
    expect((await validate([identity, account("Bad", { properties })])).status).toBe(200);
  });

  it("does not refuse what only the run finds", async () => {
    const properties = {
      x: `[reference('${rg}/providers/Microsoft.Storage/storageAccounts/no', '2025-01-01').x]`,
    };
    expect((await validate([account("saone", { properties })])).status).toBe(200);
  });
});

describe("what-if of a virtual network", () => {
  const network = (addressSpace: string, subnets: readonly object[], tags: object) => ({
    type: "Microsoft.Network/virtualNetworks",
    apiVersion: "2024-05-01",
    name: "vnet-001",
    location,
    tags,
    properties: { addressSpace: { addressPrefixes: [addressSpace] }, subnets },
  });
  const subnet = (name: string, addressPrefix: string) => ({ name, properties: { addressPrefix } });

  it("tells a tag that goes, a range that changes and a subnet that goes", async () => {
    const both = [subnet("subnet001", "10.0.0.0/24"), subnet("subnet002", "10.0.1.0/24")];
    const first = template([network("10.0.0.0/16", both, { Owner: "Team A", CostCenter: "1" })]);
    const { deployments } = deploymentsClient(used.sandbox);
    const properties = { mode: "Incremental" as const, template: first };
    await deployments.createOrUpdate("rg", "d", { properties }, poll);
    const next = template([network("10.0.0.0/15", both.slice(1), { CostCenter: "1" })]);
    const { changes } = await deployments.whatIf(
      "rg",
      "d",
      { properties: { mode: "Incremental", template: next } },
      poll,
    );
    expect(changes).toHaveLength(1);
    expect(changes?.[0]).toMatchObject({ changeType: "Modify" });
    expect(changes?.[0]?.delta).toMatchObject([
      { path: "tags.Owner", propertyChangeType: "Delete", before: "Team A" },
      {
        path: "properties.addressSpace.addressPrefixes",
        propertyChangeType: "Array",
        children: [
          { path: "0", propertyChangeType: "Delete", before: "10.0.0.0/16" },
          { path: "0", propertyChangeType: "Create", after: "10.0.0.0/15" },
        ],
      },
      {
        path: "properties.subnets",
        propertyChangeType: "Array",
        children: [{ path: "0", propertyChangeType: "Delete", before: { name: "subnet001" } }],
      },
    ]);
  });
});
