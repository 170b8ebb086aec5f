import { describe, expect, it } from "vitest";
import { createRuleSandbox, group, type RuleSandbox } from "./ruleSandbox";

const location = "westeurope";
const vault = `${group}/providers/Microsoft.KeyVault/vaults/kv-rules`;
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/mi-rules`;
const reader = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
const contributor = "b24988ac-6180-42a0-ab88-20f7382dd24c";

const assignmentId = (digit: string) =>
  `${group}/providers/Microsoft.Authorization/roleAssignments/${digit.repeat(8)}-1111-4111-8111-111111111111`;

const assignment = (principalId: unknown, role = reader, principalType?: string) => ({
  properties: {
    roleDefinitionId: `/providers/Microsoft.Authorization/roleDefinitions/${role}`,
    principalId,
    ...(principalType !== undefined && { principalType }),
  },
});

const vaultBody = ({ context }: RuleSandbox, more: object = {}) => ({
  location,
  properties: { tenantId: context.caller.tenantId, sku: { name: "standard" }, ...more },
});

describe("role assignments", () => {
  it("need the kind of a principal that is new", async () => {
    const sandbox = await createRuleSandbox();
    const { properties } = await sandbox.put(identity, { location });
    const { principalId } = properties;
    const code = (body: Record<string, unknown>) =>
      sandbox.codeOf(sandbox.put(assignmentId("1"), body));
    expect(await code(assignment(principalId))).toBe("PrincipalNotFound");
    expect(await code(assignment(principalId, reader, "User"))).toBe("UnmatchedPrincipalType");
    expect(await code(assignment(principalId, reader, "ServicePrincipal"))).toBe("none");
  });

  it("exist once for a role, principal and scope, and never change", async () => {
    const sandbox = await createRuleSandbox();
    const you = sandbox.context.caller.objectId;
    await sandbox.put(assignmentId("1"), assignment(you));
    await sandbox.put(assignmentId("1"), assignment(you));
    const twice = sandbox.put(assignmentId("2"), assignment(you));
    expect(await sandbox.codeOf(twice)).toBe("RoleAssignmentExists");
    const changed = sandbox.put(assignmentId("1"), assignment(you, contributor));
    expect(await sandbox.codeOf(changed)).toBe("RoleAssignmentUpdateNotPermitted");
  });

  it("follow the caller's permissions", async () => {
    const permissions = [
      { scope: "/", actions: ["*"], notActions: ["Microsoft.Authorization/*/write"] },
    ];
    const sandbox = await createRuleSandbox({ permissions });
    const refused = sandbox.put(assignmentId("1"), assignment(sandbox.context.caller.objectId));
    expect(await sandbox.codeOf(refused)).toBe("AuthorizationFailed");
  });
});

describe("key vaults", () => {
  it("stay soft-deleted under their name until they are recovered", async () => {
    const sandbox = await createRuleSandbox();
    await sandbox.put(vault, vaultBody(sandbox, { enableRbacAuthorization: true }));
    await sandbox.remove(vault);
    const again = sandbox.put(vault, vaultBody(sandbox));
    expect(await sandbox.codeOf(again)).toBe("ConflictError");
    const { properties } = await sandbox.put(vault, vaultBody(sandbox, { createMode: "recover" }));
    expect(properties).toMatchObject({
      enableRbacAuthorization: true,
      provisioningState: "Succeeded",
    });
  });

  it("check their names", async () => {
    const sandbox = await createRuleSandbox();
    const long = sandbox.put(`${vault}-with-a-long-long-name`, vaultBody(sandbox));
    expect(await sandbox.codeOf(long)).toBe("VaultNameNotValid");
  });
});

describe("names that all of Azure shares", () => {
  it("are taken by the first", async () => {
    const sandbox = await createRuleSandbox();
    const other = group.replace("rules-rg", "other-rg");
    await sandbox.context.put(other, { location });
    const account = "providers/Microsoft.Storage/storageAccounts/rulesstore";
    const body = { location, kind: "StorageV2", sku: { name: "Standard_LRS" } };
    await sandbox.put(`${group}/${account}`, body);
    expect(await sandbox.codeOf(sandbox.put(`${other}/${account}`, body))).toBe(
      "StorageAccountAlreadyExists",
    );
    const registry = "providers/Microsoft.ContainerRegistry/registries/acrrules";
    await sandbox.put(`${group}/${registry}`, { location, sku: { name: "Premium" } });
    const second = sandbox.put(`${other}/${registry}`, { location, sku: { name: "Premium" } });
    expect(await sandbox.codeOf(second)).toBe("AlreadyInUse");
  });
});
