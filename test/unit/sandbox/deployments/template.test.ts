import { describe, expect, it } from "vitest";
import { evaluateOutputs } from "../../../../sandbox/deployments/template/outputs";
import { templateScope } from "../../../../sandbox/deployments/template/parameters";
import { parseTemplate } from "../../../../sandbox/deployments/template/template";
import { template, thing } from "../../../support/templates";

const place = { subscriptionId: "sub", tenantId: "tenant", resourceGroup: "rg" };
const group = "/subscriptions/sub/resourceGroups/rg/providers/Microsoft.Test";

function parse(body: Record<string, unknown>) {
  return parseTemplate(body, templateScope(body, {}, place));
}

describe("a template", () => {
  it.each([
    ["id", `${group}/things/one`],
    ["function", "[resourceId('Microsoft.Test/things', 'one')]"],
    ["type and name", "Microsoft.Test/things/one"],
    ["name", "one"],
  ])("orders its resources by what they depend on, named by %s", (_, needed) => {
    const { nodes } = parse(template([thing("two", { dependsOn: [needed] }), thing("one")]));
    expect(nodes.map(({ name }) => name)).toEqual(["one", "two"]);
  });

  it("takes a reference for a dependency", () => {
    const properties = { other: "[reference('one').endpoint]" };
    const { nodes } = parse(template([thing("two", { properties }), thing("one")]));
    expect(nodes.map(({ name }) => name)).toEqual(["one", "two"]);
  });

  it("leaves out what its condition says, and does not wait for it", () => {
    const { nodes } = parse(
      template([thing("two", { dependsOn: ["one"] }), thing("one", { condition: false })]),
    );
    expect(nodes).toMatchObject([{ name: "two", dependsOn: [] }]);
  });

  it.each([
    [
      "a circle",
      [thing("a", { dependsOn: ["b"] }), thing("b", { dependsOn: ["a"] })],
      `Circular dependency detected on resource: '${group}/things/a'.`,
    ],
    [
      "a resource that refers to itself",
      [thing("a", { properties: { own: "[reference('a').x]" } })],
      `Circular dependency detected on resource: '${group}/things/a'.`,
    ],
    [
      "a dependency that is not there",
      [thing("a", { dependsOn: ["[resourceId('Microsoft.Test/things', 'b')]"] })],
      "The resource 'Microsoft.Test/things/b' is not defined in the template.",
    ],
    [
      "a name that does not fit its type",
      [thing("a/b")],
      "The template resource 'a/b' for type 'Microsoft.Test/things' at line '1' and column '1' has incorrect segment lengths.",
    ],
    [
      "a resource twice",
      [thing("a"), thing("A")],
      "The resource 'Microsoft.Test/things/A' at line '1' and column '1' is defined multiple times in a template.",
    ],
    [
      "a condition that is neither true nor false",
      [thing("a", { condition: "yes" })],
      "The condition of the template resource 'properties.template.resources[0]' is not a boolean.",
    ],
    [
      "an unknown function in a name",
      [thing("[nope()]")],
      "The name of the template resource 'properties.template.resources[0]' is not valid: The template function 'nope' is not valid.",
    ],
    [
      "too many resources",
      Array.from({ length: 801 }, (_, index) => thing(`a${String(index)}`)),
      "The number of template resources limit exceeded. Limit: '800' and actual: '801'.",
    ],
  ])("is refused with %s", (_, resources, message) => {
    const attempt = () => parse(template(resources));
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(
      expect.objectContaining({ status: 400, code: "InvalidTemplate" }) as Error,
    );
  });

  it.each([
    ["parameters", 256],
    ["variables", 256],
    ["outputs", 64],
  ])("has no more than so many %s: %i", (part, most) => {
    const one = { type: "int", defaultValue: 1 };
    const many = Array.from(
      { length: most + 1 },
      (_, index) => [`p${String(index)}`, one] as const,
    );
    const attempt = () => parse({ ...template([]), [part]: Object.fromEntries(many) });
    expect(attempt).toThrow(
      `The number of template ${part} limit exceeded. Limit: '${String(most)}'`,
    );
  });
});

describe("outputs", () => {
  const scope = templateScope(template([]), {}, place);
  const evaluated = (outputs: Record<string, unknown>) =>
    evaluateOutputs(outputs, { ...scope, reference: () => ({ a: 1 }) });

  it("show their type and value, secure ones only their type", () => {
    expect(
      evaluated({
        size: { type: "int", value: "[reference('x').a]" },
        key: { type: "secureString", value: "hidden" },
        no: { type: "int", value: 1, condition: false },
      }),
    ).toEqual({
      values: { size: { type: "Int", value: 1 }, key: { type: "SecureString" } },
      failures: [],
    });
  });

  it("fail with the reason of each", () => {
    const { failures } = evaluated({
      size: { type: "int", value: "one" },
      none: { type: "int", value: "[reference('x').b]" },
    });
    expect(failures).toEqual([
      {
        code: "DeploymentOutputEvaluationFailed",
        target: "size",
        message: expect.stringContaining("Expected 'Integer'. Actual 'String'.") as string,
      },
      {
        code: "DeploymentOutputEvaluationFailed",
        target: "none",
        message: expect.stringContaining("available properties are 'a'") as string,
      },
    ]);
  });
});
