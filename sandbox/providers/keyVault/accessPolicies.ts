import { resourceNotFound } from "../../armErrors";
import { requireScope } from "../../parents";
import { ArmFault, type ProviderRoute } from "../../provider";
import { fieldsOf, listOf, type Fields } from "../fields";
import { checkPolicies } from "./checkVault";
import { keyVaultVersions } from "./deletedVaults";
import { vaultType } from "./vaults";

/** Changes the list of a vault: `accessPolicies/add`, `replace` or `remove`. */
export const updatePolicies: ProviderRoute = {
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

function changePolicies(
  existing: readonly Fields[],
  given: readonly Fields[],
  operation: string,
): readonly Fields[] {
  checkPolicies(given);
  const isIn = (list: readonly Fields[], policy: Fields): boolean =>
    list.some((each) => each["objectId"] === policy["objectId"]);
  switch (operation.toLowerCase()) {
    case "add":
      return [...existing.filter((policy) => !isIn(given, policy)), ...given];
    case "replace":
      return given;
    case "remove":
      return existing.filter((policy) => !isIn(given, policy));
    default: {
      const message = `The operation '${operation}' is not one of add, replace, remove.`;
      throw new ArmFault(400, "BadRequest", message);
    }
  }
}
