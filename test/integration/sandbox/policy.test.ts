import { beforeEach, describe, expect, it } from "vitest";
import { startSandbox } from "../../../sandbox/server";
import { putGroup, subscription } from "../../support/deployments";
import {
  assignment,
  assignPolicy,
  authorization,
  definition,
  noPublic,
  rg,
  sendPolicy,
} from "../../support/policies";
import { useSandbox } from "../../support/useSandbox";

const used = useSandbox(() => startSandbox({ seed: "none", timeScale: 0, graphLagMs: 0 }));

beforeEach(async () => {
  await putGroup(used.sandbox);
});

describe("policies", () => {
  it("are none at first, and can be put, read, listed and deleted", async () => {
    const list = `${subscription}/${authorization}/policyAssignments`;
    expect((await sendPolicy(used.sandbox, "GET", list)).body).toEqual({ value: [] });
    await assignPolicy(used.sandbox);
    expect((await sendPolicy(used.sandbox, "GET", list)).body).toMatchObject({
      value: [{ id: assignment }],
    });
    expect((await sendPolicy(used.sandbox, "GET", definition)).body).toMatchObject({
      id: definition,
      type: "Microsoft.Authorization/policyDefinitions",
      name: "no-public",
      properties: { policyType: "Custom", mode: "Indexed", policyRule: noPublic.policyRule },
    });
    expect((await sendPolicy(used.sandbox, "GET", assignment)).body).toMatchObject({
      properties: { scope: rg, enforcementMode: "Default", policyDefinitionId: definition },
    });
    expect((await sendPolicy(used.sandbox, "DELETE", assignment)).status).toBe(200);
    expect((await sendPolicy(used.sandbox, "DELETE", assignment)).status).toBe(204);
  });

  it.each([
    ["no rule", definition, { mode: "All" }, [400, "InvalidPolicyRule"]],
    [
      "a data-plane mode",
      definition,
      { ...noPublic, mode: "Microsoft.Kubernetes.Data" },
      [501, "SandboxNotImplemented"],
    ],
    [
      "no definition",
      assignment,
      { policyDefinitionId: `${definition}x` },
      [404, "PolicyDefinitionNotFound"],
    ],
    [
      "a parameter that there is not",
      assignment,
      { policyDefinitionId: definition, parameters: { no: { value: 1 } } },
      [400, "UndefinedPolicyParameter"],
    ],
    [
      "a set of definitions",
      assignment,
      { policyDefinitionId: definition.replace("policyDefinitions", "policySetDefinitions") },
      [501, "SandboxNotImplemented"],
    ],
  ])("are refused with %s", async (_, path, properties, [status, code]) => {
    await sendPolicy(used.sandbox, "PUT", definition, noPublic);
    expect(await sendPolicy(used.sandbox, "PUT", path, properties)).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it("need the parameters that have no default", async () => {
    await sendPolicy(used.sandbox, "PUT", definition, {
      ...noPublic,
      parameters: { effect: { type: "String" } },
    });
    expect(
      await sendPolicy(used.sandbox, "PUT", assignment, { policyDefinitionId: definition }),
    ).toMatchObject({
      status: 400,
      body: { error: { code: "MissingPolicyParameter" } },
    });
  });
});
