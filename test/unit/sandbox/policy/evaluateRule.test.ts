import { describe, expect, it } from "vitest";
import { templateScope } from "../../../../sandbox/deployments/template/parameters";
import { Unresolved } from "../../../../sandbox/deployments/template/unresolved";
import { evaluateCondition } from "../../../../sandbox/policy/evaluateRule";
import { parseRule } from "../../../../sandbox/policy/rule";

const type = "Microsoft.Storage/storageAccounts";
const target = {
  id: `/subscriptions/s/resourceGroups/rg/providers/${type}/saone`,
  type,
  isIndexed: true,
  body: {
    location: "West Europe",
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    tags: { Owner: "us", "cost center": "1" },
    properties: {
      publicNetworkAccess: "Enabled",
      allowBlobPublicAccess: false,
      networkAcls: { bypass: "None" },
      zones: ["1", "2"],
      later: new Unresolved("reference('x').a"),
    },
  },
};
const declared = { allowed: { type: "array" }, nope: { type: "string", defaultValue: "x" } };
const scope = templateScope(
  { parameters: declared },
  { allowed: { value: ["westeurope"] } },
  { subscriptionId: "", tenantId: "" },
);

const evaluated = (condition: object) =>
  evaluateCondition(
    parseRule({ if: condition, then: { effect: "deny" } }).condition,
    target,
    scope,
  );
const alias = (path: string) => `${type}/${path}`;

describe("a condition", () => {
  it.each([
    [{ field: "type", equals: type.toUpperCase() }, true],
    [{ field: "name", like: "sa*" }, true],
    [{ field: "name", notLike: "sa*" }, false],
    [{ field: "fullName", equals: "saone" }, true],
    [{ field: "kind", in: ["storagev2", "BlobStorage"] }, true],
    [{ field: "location", equals: "westeurope" }, true],
    [{ field: "location", notIn: "[parameters('allowed')]" }, false],
    [{ field: "location", in: ["swedencentral"] }, false],
    [{ field: "tags", exists: true }, true],
    [{ field: "tags", contains: "owner" }, true],
    [{ field: "tags['Owner']", equals: "US" }, true],
    [{ field: "tags.owner", exists: "false" }, false],
    [{ field: "tags[cost center]", equals: "1" }, true],
    [{ field: "tags['none']", exists: "false" }, true],
    [{ field: "tags['none']", notEquals: "x" }, true],
    [{ field: alias("sku.name"), like: "Standard*" }, true],
    [{ field: alias("publicNetworkAccess"), notEquals: "Disabled" }, true],
    [{ field: alias("properties.publicNetworkAccess"), equals: "enabled" }, true],
    [{ field: alias("networkAcls.bypass"), contains: "on" }, true],
    [{ field: alias("allowBlobPublicAccess"), equals: "false" }, true],
    [{ field: alias("zones"), contains: "2" }, true],
    [{ field: alias("none"), equals: "[parameters('nope')]" }, false],
    [{ field: "Microsoft.KeyVault/vaults/sku.name", exists: true }, false],
    [{ not: { field: "kind", equals: "BlobStorage" } }, true],
    [
      {
        allOf: [
          { field: "type", equals: type },
          { field: "kind", equals: "x" },
        ],
      },
      false,
    ],
    [
      {
        anyOf: [
          { field: "type", equals: type },
          { field: "kind", equals: "x" },
        ],
      },
      true,
    ],
    [{ field: alias("later"), equals: "x" }, undefined],
    [{ field: alias("later"), exists: true }, true],
    [{ not: { field: alias("later"), equals: "x" } }, undefined],
    [
      {
        allOf: [
          { field: alias("later"), equals: "x" },
          { field: "kind", equals: "x" },
        ],
      },
      false,
    ],
    [
      {
        anyOf: [
          { field: alias("later"), equals: "x" },
          { field: "type", equals: type },
        ],
      },
      true,
    ],
  ])("%j is %s", (condition, holds) => {
    expect(evaluated(condition).holds).toBe(holds);
  });

  it("says what it compared", () => {
    const conditions = [
      { field: "type", equals: type },
      { field: alias("publicNetworkAccess"), notIn: ["Disabled"] },
      { field: "tags['none']", exists: false },
    ];
    expect(evaluated({ allOf: conditions }).expressions).toEqual([
      {
        result: "True",
        expressionKind: "Field",
        expression: "type",
        path: "type",
        expressionValue: type,
        targetValue: type,
        operator: "Equals",
      },
      {
        result: "True",
        expressionKind: "Field",
        expression: alias("publicNetworkAccess"),
        path: "properties.publicNetworkAccess",
        expressionValue: "Enabled",
        targetValue: ["Disabled"],
        operator: "NotIn",
      },
      {
        result: "True",
        expressionKind: "Field",
        expression: "tags['none']",
        path: "tags.none",
        targetValue: false,
        operator: "Exists",
      },
    ]);
  });
});

describe("a rule", () => {
  it.each([
    [{}, "InvalidPolicyRule"],
    [{ if: {}, then: { effect: "deny" } }, "InvalidPolicyRule"],
    [{ if: { field: "type" }, then: { effect: "deny" } }, "InvalidPolicyRule"],
    [
      { if: { field: "type", equals: "a", like: "b" }, then: { effect: "deny" } },
      "InvalidPolicyRule",
    ],
    [{ if: { allOf: {} }, then: { effect: "deny" } }, "InvalidPolicyRule"],
    [{ if: { field: "type", equals: "a" }, then: {} }, "InvalidPolicyRule"],
    [{ if: { field: "type", matches: "a" }, then: { effect: "deny" } }, "SandboxNotImplemented"],
    [
      { if: { field: "type", constructor: "a" }, then: { effect: "deny" } },
      "SandboxNotImplemented",
    ],
    [{ if: { value: "a", equals: "a" }, then: { effect: "deny" } }, "SandboxNotImplemented"],
    [{ if: { field: "a[*].b", equals: "a" }, then: { effect: "deny" } }, "SandboxNotImplemented"],
    [{ if: { field: "type", equals: "a" }, then: { effect: "modify" } }, "SandboxNotImplemented"],
  ])("is refused as %j", (rule, code) => {
    expect(() => parseRule(rule)).toThrow(expect.objectContaining({ code }) as Error);
  });
});
