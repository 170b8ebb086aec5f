import { beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import {
  deploymentsClient,
  location,
  poll,
  putGroup,
  request,
  send,
  subscription,
} from "../../support/deployments";
import {
  assignment,
  assignPolicy,
  authorization,
  definition,
  rg,
  sendPolicy,
} from "../../support/policies";
import { call } from "../../support/sandbox";
import { nested, template } from "../../support/templates";
import { useSandbox } from "../../support/useSandbox";

const used = useSandbox(() => startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 }));

beforeEach(async () => {
  await putGroup(used.sandbox);
});

const account = `${rg}/providers/Microsoft.Storage/storageAccounts/saone`;

function storage(publicNetworkAccess: string) {
  return {
    location,
    kind: "StorageV2",
    sku: { name: "Standard_LRS" },
    properties: { publicNetworkAccess },
  };
}

const resource = (publicNetworkAccess: string) => ({
  type: "Microsoft.Storage/storageAccounts",
  apiVersion: "2025-01-01",
  name: "saone",
  ...storage(publicNetworkAccess),
});

const put = (publicNetworkAccess: string, method = "PUT") =>
  call(used.sandbox, {
    method,
    path: `${account}?api-version=2025-01-01`,
    body: storage(publicNetworkAccess),
  });

const denial = {
  code: "RequestDisallowedByPolicy",
  target: "saone",
  message: `Resource 'saone' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Private storage","id":"${assignment}"},"policyDefinition":{"name":"Storage is private","id":"${definition}"}}]'.`,
  additionalInfo: [
    {
      type: "PolicyViolation",
      info: {
        evaluationDetails: {
          evaluatedExpressions: [
            { expression: "type", operator: "Equals", result: "True" },
            {
              path: "properties.publicNetworkAccess",
              expressionValue: "Enabled",
              targetValue: "Disabled",
              operator: "NotEquals",
              result: "True",
            },
          ],
        },
        policyDefinitionId: definition,
        policyDefinitionName: "no-public",
        policyDefinitionDisplayName: "Storage is private",
        policyDefinitionEffect: "deny",
        policyAssignmentId: assignment,
        policyAssignmentName: "private",
        policyAssignmentDisplayName: "Private storage",
        policyAssignmentScope: rg,
        policyAssignmentParameters: {},
      },
    },
  ],
};

describe("a policy that denies", () => {
  it("refuses a PUT and a PATCH with ARM's denial", async () => {
    await assignPolicy(used.sandbox);
    expect(await put("Enabled")).toMatchObject({ status: 403, body: { error: denial } });
    expect(used.sandbox.store.has(account)).toBe(false);
    expect((await put("Disabled")).status).toBeLessThan(300);
    await expect
      .poll(() => used.sandbox.store.get(account)?.properties.provisioningState)
      .toBe("Succeeded");
    expect(await put("Enabled", "PATCH")).toMatchObject({
      status: 403,
      body: { error: { code: "RequestDisallowedByPolicy" } },
    });
  });

  it("lets everything pass again when it is gone", async () => {
    await assignPolicy(used.sandbox);
    await sendPolicy(used.sandbox, "DELETE", assignment);
    expect((await put("Enabled")).status).toBeLessThan(300);
  });

  it("gives the reason that its assignment has", async () => {
    await assignPolicy(used.sandbox, { nonComplianceMessages: [{ message: "Close it." }] });
    expect((await put("Enabled")).body).toMatchObject({
      error: {
        message:
          "Resource 'saone' was disallowed by policy. Reasons: 'Close it.'. See error details for policy resource IDs.",
      },
    });
  });

  it.each([
    ["is only audited", { parameters: { effect: { value: "Audit" } } }],
    ["is disabled", { parameters: { effect: { value: "Disabled" } } }],
    ["is not enforced", { enforcementMode: "DoNotEnforce" }],
    ["leaves the group out", { notScopes: [rg] }],
  ])("lets pass what %s", async (_, properties) => {
    await assignPolicy(used.sandbox, properties);
    expect((await put("Enabled")).status).toBeLessThan(300);
  });

  it("does not reach into another group", async () => {
    await assignPolicy(used.sandbox);
    await putGroup(used.sandbox, "other");
    const answer = await call(used.sandbox, {
      method: "PUT",
      path: `${account.replace("/rg/", "/other/")}?api-version=2025-01-01`,
      body: storage("Enabled"),
    });
    expect(answer.status).toBeLessThan(300);
  });

  it("refuses a group without the tag it asks for", async () => {
    const rule = { if: { field: "tags['owner']", exists: false }, then: { effect: "deny" } };
    await sendPolicy(used.sandbox, "PUT", definition, { mode: "All", policyRule: rule });
    const above = `${subscription}/${authorization}/policyAssignments/tags`;
    await sendPolicy(used.sandbox, "PUT", above, { policyDefinitionId: definition });
    const group = (tags: object) =>
      call(used.sandbox, {
        method: "PUT",
        path: `${subscription}/resourceGroups/new?api-version=2025-04-01`,
        body: { location, tags },
      });
    expect((await group({})).status).toBe(403);
    expect((await group({ owner: "us" })).status).toBe(201);
  });
});

describe("a deployment that a policy denies", () => {
  const violation = {
    code: "InvalidTemplateDeployment",
    message:
      "The template deployment failed because of policy violation. Please see details for more information.",
    details: [denial],
  };
  const body = request(
    template([nested("n", { resourceGroup: "rg" }, template([resource("Enabled")]))]),
  );

  it("is refused before it starts, by PUT, validate and what-if", async () => {
    await assignPolicy(used.sandbox);
    for (const action of ["", "/validate"]) {
      expect(await send(used.sandbox, { action, body })).toMatchObject({
        status: 400,
        body: { error: violation },
      });
    }
    const { deployments } = deploymentsClient(used.sandbox);
    expect(await deployments.whatIfAtSubscriptionScope("d", body, poll)).toMatchObject({
      status: "Failed",
      error: { code: "InvalidTemplateDeployment", details: [{ code: denial.code }] },
    });
    expect(used.sandbox.store.list({ type: "Microsoft.Resources/deployments" })).toEqual([]);
  });

  it("fails in its run where the denied value is known only then", async () => {
    await assignPolicy(used.sandbox);
    const identity = {
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      apiVersion: "2024-11-30",
      name: "mi-one",
      location,
    };
    const later = resource("[reference('mi-one').principalId]");
    const { properties } = request(template([identity, later]));
    expect((await send(used.sandbox, { group: "rg", body: { properties } })).status).toBe(201);
    await expect
      .poll(async () => (await send(used.sandbox, { group: "rg", method: "GET" })).body)
      .toMatchObject({
        properties: {
          provisioningState: "Failed",
          error: { code: "DeploymentFailed", details: [{ code: "RequestDisallowedByPolicy" }] },
        },
      });
  });
});
