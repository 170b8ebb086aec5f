import { ArmFault, type ProviderContext, type ResourceRecord } from "../../../provider";
import { fieldsOf, textOf, type Fields } from "../../fields";
import { accountKeys } from "../../storage/accountKeys";
import { accountType } from "../../storage/accounts";
import { userError } from "../refusals";

/** What a caller may take to get at the data: none without credentials, and no key where the account forbids keys. */
export function datastoreSecrets(
  { name, properties, internal }: ResourceRecord,
  { store }: ProviderContext,
): Fields {
  const type = textOf(fieldsOf(properties["credentials"])["credentialsType"]) ?? "None";
  if (type === "None") {
    throw userError(`The datastore '${name}' has no credentials: access goes by identity.`);
  }
  const account = store
    .list({ type: accountType })
    .find((record) => record.name === properties["accountName"]);
  if (type === "AccountKey" && account?.properties["allowSharedKeyAccess"] === false) {
    const message = `Key based authentication is not permitted on storage account '${account.name}'.`;
    throw new ArmFault(403, "KeyBasedAuthenticationNotPermitted", message);
  }
  const kept = fieldsOf(internal?.["secrets"]);
  const [key] = account ? accountKeys(account) : [];
  return type === "AccountKey"
    ? { secretsType: type, key: kept["key"] ?? key?.value }
    : { ...kept, secretsType: type };
}
