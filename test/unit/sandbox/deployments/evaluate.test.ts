import { describe, expect, it } from "vitest";
import { evaluate } from "../../../../sandbox/deployments/evaluate";
import { templateScope } from "../../../../sandbox/deployments/parameters";

const place = { subscriptionId: "sub", tenantId: "tenant", resourceGroup: "rg" };
const declared = {
  parameters: { name: { type: "string" }, size: { type: "int", defaultValue: 3 } },
  variables: { full: "[concat(parameters('name'), '-x')]" },
};
const scope = {
  ...templateScope(declared, { name: { value: "one" } }, place),
  reference: () => ({ outputs: { id: { value: "found" } }, list: ["a", "b"] }),
};

describe("evaluate", () => {
  it.each([
    ["plain", "plain"],
    ["[[text]", "[text]"],
    ["[parameters('name')]", "one"],
    ["[parameters('size')]", 3],
    ["[variables('full')]", "one-x"],
    ["[concat('it''s ', 1)]", "it's 1"],
    ["[format('{0}/{1}', 'a', parameters('size'))]", "a/3"],
    ["[reference('x').outputs.id.value]", "found"],
    ["[reference('x')['list'][1]]", "b"],
    [
      "[resourceId('Microsoft.A/b/c', 'x', 'y')]",
      "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.A/b/x/c/y",
    ],
    [
      "[resourceId('other', 'Microsoft.A/b', 'x')]",
      "/subscriptions/sub/resourceGroups/other/providers/Microsoft.A/b/x",
    ],
    [
      "[resourceId('11111111-1111-1111-1111-111111111111', 'other', 'Microsoft.A/b', 'x')]",
      "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/other/providers/Microsoft.A/b/x",
    ],
    [
      "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')]",
      "/subscriptions/sub/providers/Microsoft.Authorization/roleDefinitions/r",
    ],
  ])("turns %s into %j", (text, expected) => {
    expect(evaluate({ list: [text] }, scope)).toEqual({ list: [expected] });
  });

  it.each([
    ["[nope()]", "The template function 'nope' is not valid"],
    ["[parameters('none')]", "'none' is not found"],
    ["[concat('a']", "was not expected"],
    ["[concat('a') x]", "was not expected"],
    ["[concat(&)]", "unexpected character"],
    ["[resourceId('Microsoft.A/b', 'x', 'y')]", "requires 1 resource name(s)"],
    ["[reference('x').none]", "doesn't exist, available properties are 'outputs, list'"],
  ])("refuses %s", (text, message) => {
    expect(() => evaluate(text, scope)).toThrow(message);
  });

  it("does not allow reference where a name is decided", () => {
    const { reference: _, ...early } = scope;
    expect(() => evaluate("[reference('x')]", early)).toThrow("not expected at this location");
  });

  it.each([
    [{}, "'name' is not provided"],
    [{ name: { value: 1 } }, "'name' is not valid"],
    [{ name: { value: "a" }, more: { value: 1 } }, "do not correspond to any parameters"],
  ])("refuses parameters %j", (given, message) => {
    expect(() => templateScope(declared, given, place)).toThrow(message);
  });
});
