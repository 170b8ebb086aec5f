import { notSimulated } from "../../dataPlane/notSimulated";
import type { Provider, ProviderRoute } from "../../provider";
import { textOf } from "../fields";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { deletedVault, deletedVaults, keyVaultVersions, listDeletedVaults } from "./deletedVaults";
import { updatePolicies } from "./accessPolicies";
import { nameInUse, vaultName, vaults, vaultType } from "./vaults";

const checkName: ProviderRoute = {
  method: "POST",
  path: "/subscriptions/{subscriptionId}/providers/Microsoft.KeyVault/checkNameAvailability",
  apiVersions: keyVaultVersions,
  handle: ({ body }, context) => {
    const name = textOf(body["name"]) ?? "";
    if (!vaultName.pattern.test(name)) {
      const answer = { reason: "AccountNameInvalid", message: vaultName.message };
      return { status: 200, body: { nameAvailable: false, ...answer } };
    }
    const isTaken = takenBy(vaultType, name, "", context) ?? deletedVault(name, context);
    const taken = { nameAvailable: false, reason: "AlreadyExists", message: nameInUse(name) };
    return { status: 200, body: isTaken ? taken : { nameAvailable: true } };
  },
};

export const keyVaultProvider: Provider = {
  namespace: "Microsoft.KeyVault",
  kinds: [vaults, deletedVaults, privateEndpointConnections(vaultType, keyVaultVersions)],
  routes: [checkName, updatePolicies, listDeletedVaults],
  dataPlanes: [notSimulated("vault")],
};
