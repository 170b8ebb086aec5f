import { describe, expect, it } from "vitest";
import { templateScope } from "../../../../sandbox/deployments/template/parameters";

const place = { subscriptionId: "sub", tenantId: "tenant", resourceGroup: "rg" };
const parameters = {
  name: { type: "string", minLength: 2, maxLength: 4, allowedValues: ["a", "one", "three"] },
  size: { type: "int", defaultValue: 3, minValue: 1, maxValue: 5 },
  list: { type: "array", defaultValue: ["[parameters('name')]"], minLength: 1 },
  secret: { type: "securestring", defaultValue: "hidden" },
};

function shown(given: Record<string, unknown>, declared: object = parameters) {
  return templateScope({ parameters: declared }, given, place).shownParameters;
}

const name = { value: "one" };

describe("parameters", () => {
  it("are shown with their types, defaults evaluated and secrets left out", () => {
    expect(shown({ NAME: name })).toEqual({
      name: { type: "String", value: "one" },
      size: { type: "Int", value: 3 },
      list: { type: "Array", value: ["one"] },
      secret: { type: "SecureString" },
    });
  });

  it.each([
    [{}, "The value for the template parameter 'name' at line '1' and column '1' is not provided."],
    [
      { name: { value: 1 } },
      "Template parameter JToken type is not valid. Expected 'String, Uri'. Actual 'Integer'.",
    ],
    [
      { name, more: { value: 1 } },
      "The template parameters 'more' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are 'name, size, list, secret'.",
    ],
    [
      { name: { value: "two" } },
      "The provided value 'two' for the template parameter 'name' at line '1' and column '1' is not valid. The parameter value is not part of the allowed value(s): 'a,one,three'.",
    ],
    [{ name: { value: "a" } }, "Length of the value should be greater than or equal to '2'."],
    [{ name: { value: "three" } }, "Length of the value should be less than or equal to '4'."],
    [{ name, size: { value: 0 } }, "The value should be greater than or equal to '1'."],
    [{ name, size: { value: 6 } }, "The value should be less than or equal to '5'."],
    [{ name, list: { value: [] } }, "Length of the value should be greater than or equal to '1'."],
    [{ name: { reference: {} } }, "a parameter from a key vault"],
  ])("are refused as %j", (given, message) => {
    expect(() => shown(given)).toThrow(message);
  });

  it.each(["text", "constructor"])("need a type that ARM has, not %s", (type) => {
    expect(() => shown({}, { x: { type } })).toThrow(`The type '${type}' is not one of`);
  });
});
