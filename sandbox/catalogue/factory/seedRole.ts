import type { ProviderContext } from "../../provider";

interface SampleRole {
  readonly scope: string;
  /** GUID of the built-in role. */
  readonly role: string;
  readonly principalId: unknown;
  readonly principalType?: "User" | "ServicePrincipal";
}

/** Gives a principal a role, by default to the identity of a resource. */
export async function seedRole(
  { scope, role, principalId, principalType = "ServicePrincipal" }: SampleRole,
  context: ProviderContext,
): Promise<void> {
  const name = context.newGuid();
  const subscription = scope.split("/").slice(0, 3).join("/");
  const roleDefinitionId = `${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  await context.put(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, {
    properties: { roleDefinitionId, principalId, principalType },
  });
}
