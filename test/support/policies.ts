import type { Sandbox } from "../../sandbox/server";
import { subscription } from "./deployments";
import { call } from "./sandbox";

export const rg = `${subscription}/resourceGroups/rg`;
export const authorization = "providers/Microsoft.Authorization";
export const definition = `${subscription}/${authorization}/policyDefinitions/no-public`;
export const assignment = `${rg}/${authorization}/policyAssignments/private`;

export const sendPolicy = (sandbox: Sandbox, method: string, path: string, properties?: object) =>
  call(sandbox, {
    method,
    path: `${path}?api-version=2023-04-01`,
    ...(properties && { body: { properties } }),
  });

export const noPublic = {
  displayName: "Storage is private",
  mode: "Indexed",
  parameters: { effect: { type: "String", defaultValue: "Deny" } },
  policyRule: {
    if: {
      allOf: [
        { field: "type", equals: "Microsoft.Storage/storageAccounts" },
        {
          field: "Microsoft.Storage/storageAccounts/publicNetworkAccess",
          notEquals: "Disabled",
        },
      ],
    },
    then: { effect: "[parameters('effect')]" },
  },
};

/** Assigns the policy to the group. */
export async function assignPolicy(sandbox: Sandbox, properties: object = {}): Promise<void> {
  await sendPolicy(sandbox, "PUT", definition, noPublic);
  const given = { displayName: "Private storage", policyDefinitionId: definition, ...properties };
  const { status } = await sendPolicy(sandbox, "PUT", assignment, given);
  if (status !== 201) {
    throw new Error(`The policy was not assigned: ${String(status)}`);
  }
}
