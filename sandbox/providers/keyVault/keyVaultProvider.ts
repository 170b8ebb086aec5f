import { resourceNotFound } from "../../armErrors";
import { notSimulated } from "../../dataPlane/notSimulated";
import { requireScope } from "../../parents";
import type { Provider, ProviderRoute } from "../../provider";
import { fieldsOf, listOf, textOf } from "../fields";
import { privateEndpointConnections } from "../privateEndpointConnections";
import { takenBy } from "../uniqueNames";
import { deletedVault, deletedVaults, keyVaultVersions, listDeletedVaults } from "./deletedVaults";
import { changePolicies, nameInUse, vaultName, vaults, vaultType } from "./vaults";

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

const updatePolicies: ProviderRoute = {
  method: "PUT",
  path: "/subscriptions/{subscriptionId}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{name}/accessPolicies/{operation}",
  apiVersions: keyVaultVersions,
  handle: ({ params, body }, { store }) => {
    const { subscriptionId = "", group = "", name = "", operation = "" } = params;
    const id = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${vaultType}/${name}`;
    requireScope(store, id);
    const vault = store.get(id);
    if (!vault) {
      throw resourceNotFound(vaultType, name, group);
    }
    const given = listOf(fieldsOf(body["properties"])["accessPolicies"]);
    const before = listOf(vault.properties["accessPolicies"]);
    const accessPolicies = changePolicies(before, given, operation);
    store.put({ ...vault, properties: { ...vault.properties, accessPolicies } });
    const type = `${vaultType}/accessPolicies`;
    const answer = { id: `${vault.id}/accessPolicies/`, type, properties: { accessPolicies } };
    return { status: 200, body: answer };
  },
};

export const keyVaultProvider: Provider = {
  namespace: "Microsoft.KeyVault",
  kinds: [vaults, deletedVaults, privateEndpointConnections(vaultType, keyVaultVersions)],
  routes: [checkName, updatePolicies, listDeletedVaults],
  dataPlanes: [notSimulated("vault")],
};
