import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Sandbox } from "../../../sandbox/serve";
import {
  groupResource,
  location,
  putGroup,
  request,
  send,
  subscription,
} from "../../support/deployments";
import { startTestSandbox } from "../../support/sandbox";
import { nested, template, thing } from "../../support/templates";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  await putGroup(sandbox);
});
afterEach(() => sandbox.close());

const inGroup = (inner: object) => template([nested("n", { resourceGroup: "rg" }, inner)]);
const outer = { expressionEvaluationOptions: { scope: "outer" } };

describe("a deployment is refused before it starts for", () => {
  it.each([
    ["an unknown function", inGroup(template([thing("[nope()]")])), "InvalidTemplate"],
    [
      "a function that the sandbox lacks",
      inGroup(template([thing("[uniqueString('a')]")])),
      "SandboxNotImplemented",
    ],
    [
      "an unknown function in a body",
      inGroup(template([thing("a", { properties: { x: "[nope()]" } })])),
      "InvalidTemplate",
    ],
    [
      "a reference to a name that the template does not have",
      inGroup(template([thing("a", { properties: { x: "[reference('b').x]" } })])),
      "InvalidTemplate",
    ],
    [
      "a missing dependency",
      template([groupResource("a", { dependsOn: ["none"] })]),
      "InvalidTemplate",
    ],
    [
      "a circle",
      template([
        nested("a", { location, dependsOn: ["b"] }, template([])),
        nested("b", { location, dependsOn: ["a"] }, template([])),
      ]),
      "InvalidTemplate",
    ],
    [
      "a bad name",
      inGroup(template([{ ...thing("a"), type: "Microsoft.Test/things/parts" }])),
      "InvalidTemplate",
    ],
    [
      "a type that the sandbox lacks",
      inGroup(template([thing("a", { type: "Microsoft.New/things" })])),
      "SandboxNotImplemented",
    ],
    [
      "a namespace that nobody has",
      inGroup(template([thing("a", { type: "Contoso.New/things" })])),
      "InvalidResourceNamespace",
    ],
    [
      "an api-version that the type does not have",
      inGroup(template([thing("a", { apiVersion: "2020-01-01" })])),
      "NoRegisteredProviderFound",
    ],
    ["a resource that needs a group", template([thing("a")]), "InvalidTemplate"],
    ["a group in a group", inGroup(template([groupResource()])), "InvalidTemplate"],
    ["a resource twice", template([groupResource(), groupResource()]), "InvalidTemplate"],
    ["a template without a schema", { resources: [] }, "InvalidTemplate"],
    [
      "a nested deployment that needs a location",
      template([nested("n", {}, template([]))]),
      "InvalidDeployment",
    ],
    [
      "outer evaluation",
      template([
        {
          ...nested("n", { location }, template([])),
          properties: { mode: "Incremental", ...outer, template: template([]) },
        },
      ]),
      "SandboxNotImplemented",
    ],
    [
      "a loop",
      inGroup(template([thing("a", { copy: { name: "c", count: 2 } })])),
      "SandboxNotImplemented",
    ],
  ])("%s", async (_, body, code) => {
    const answer = await send(sandbox, { body: request(body) });
    expect(answer).toMatchObject({ body: { error: { code } } });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(sandbox.store.list({ type: "Microsoft.Resources/deployments" })).toEqual([]);
  });

  it.each([
    ["no properties", { location }, 400, "InvalidRequestContent"],
    ["no mode", { location, properties: { template: template([]) } }, 400, "InvalidRequestContent"],
    [
      "a mode that there is not",
      { location, properties: { mode: "Full", template: template([]) } },
      400,
      "InvalidRequestContent",
    ],
    [
      "complete mode",
      { location, properties: { mode: "Complete", template: template([]) } },
      501,
      "SandboxNotImplemented",
    ],
    ["no template", { location, properties: { mode: "Incremental" } }, 400, "InvalidTemplate"],
    [
      "a template link",
      { location, properties: { mode: "Incremental", templateLink: {} } },
      501,
      "SandboxNotImplemented",
    ],
    [
      "no location",
      { properties: { mode: "Incremental", template: template([]) } },
      400,
      "InvalidDeployment",
    ],
    [
      "a validation level that there is not",
      {
        location,
        properties: { mode: "Incremental", template: template([]), validationLevel: "None" },
      },
      400,
      "InvalidRequestContent",
    ],
  ])("%s", async (_, body, status, code) => {
    expect(await send(sandbox, { body })).toMatchObject({ status, body: { error: { code } } });
  });

  it("a name that is too long", async () => {
    const answer = await send(sandbox, { name: "n".repeat(65), body: request(template([])) });
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { code: "InvalidDeploymentName" } },
    });
  });

  it("a group that is not there", async () => {
    const answer = await send(sandbox, { group: "none", body: request(template([])) });
    expect(answer).toMatchObject({
      status: 404,
      body: { error: { code: "ResourceGroupNotFound" } },
    });
  });
});

describe("a refusal", () => {
  it("says where a body cannot be evaluated and that the template is at fault", async () => {
    const bad = thing("a", { properties: { x: "[parameters('none')]" } });
    const answer = await send(sandbox, { body: request(inGroup(template([bad]))) });
    const id = `${subscription}/resourceGroups/rg/providers/Microsoft.Test/things/a`;
    expect(answer).toMatchObject({
      status: 400,
      body: {
        error: {
          code: "InvalidTemplate",
          message: `Unable to process template language expressions for resource '${id}' at line '1' and column '1'. 'The template parameter 'none' is not found. Please see https://aka.ms/arm-functions for usage details.'`,
          additionalInfo: [
            { type: "TemplateViolation", info: { lineNumber: 0, linePosition: 0, path: "" } },
          ],
        },
      },
    });
  });

  it("names the api-versions and locations of a type", async () => {
    const old = thing("a", { apiVersion: "2020-01-01" });
    const answer = await send(sandbox, { body: request(inGroup(template([old]))) });
    expect(answer.body).toMatchObject({
      error: {
        message: expect.stringMatching(
          /^No registered resource provider found for location 'westeurope' and API version '2020-01-01' for type 'things'\. The supported api-versions are '2024-01-01'\. The supported locations are '.*westeurope.*'\.$/,
        ) as string,
      },
    });
  });
});
