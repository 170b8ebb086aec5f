import { describe, expect, it } from "vitest";
import { evaluate, unresolvedReference } from "../../../../sandbox/deployments/template/evaluate";
import { templateScope } from "../../../../sandbox/deployments/template/parameters";
import { hasUnresolved, showUnresolved } from "../../../../sandbox/deployments/template/unresolved";

const place = { subscriptionId: "sub", tenantId: "tenant", resourceGroup: "rg" };
const declared = {
  parameters: { name: { type: "string" }, size: { type: "int", defaultValue: 3 } },
  variables: { full: "[concat(parameters('name'), '-x')]", round: "[variables('round')]" },
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
    ["[nope()]", "The template function 'nope' is not valid."],
    ["[constructor()]", "The template function 'constructor' is not valid."],
    [
      "[uniqueString('a')]",
      "The sandbox does not have this: the template function 'uniqueString'.",
    ],
    ["[parameters('none')]", "The template parameter 'none' is not found."],
    ["[variables('none')]", "The template variable 'none' is not found."],
    ["[variables('round')]", "depends on itself"],
    ["[toLower()]", "function requires 1 argument(s) while 0 were provided."],
    ["[toLower(1)]", "to be a string. The provided value is of type 'Integer'."],
    ["[concat(reference('x'))]", "The provided value is of type 'Object'."],
    ["[concat('a']", "is not valid: it ends too early."],
    ["[concat('a') x]", "the string character 'x' at position '12' is not expected."],
    ["[concat(&)]", "the string character '&' at position '7' is not expected."],
    ["[concat('a)]", "the string constant at position '7' is not terminated."],
    [
      "[resourceId('Microsoft.A/b', 'x', 'y')]",
      "'resourceId': the type 'Microsoft.A/b' requires '1' resource name argument(s).",
    ],
    ["[resourceId('a', 'b', 'Microsoft.A/b', 'x')]", "'a' is not valid subscription identifier."],
    ["[reference('x').none]", "doesn't exist, available properties are 'outputs, list'"],
    ["[reference('x').list[2]]", "array index '2' is out of bounds."],
  ])("refuses %s", (text, message) => {
    expect(() => evaluate(text, scope)).toThrow(message);
  });

  it("does not allow reference where a name is decided", () => {
    const { reference: _, ...early } = scope;
    expect(() => evaluate("[reference('x')]", early)).toThrow("not expected at this location");
  });

  it.each([
    ["[reference('x').a]", "[reference('x').a]"],
    [
      "[reference('it''s', '2024-01-01', 'Full')['b c'][0]]",
      "[reference('it''s', '2024-01-01', 'Full')['b c'][0]]",
    ],
    ["[concat(parameters('name'), reference('x').a, 1)]", "[concat('one', reference('x').a, 1)]"],
    ["[reference(reference('x').id)]", "[reference(reference('x').id)]"],
  ])("keeps %s as an expression before anything has run", (text, expected) => {
    const value = evaluate({ text }, { ...scope, reference: unresolvedReference });
    expect(hasUnresolved(value)).toBe(true);
    expect(showUnresolved(value)).toEqual({ text: expected });
  });
});
