import { ArmFault, type ProviderContext } from "../../../provider";
import { textOf, type Fields } from "../../fields";

export const linkedTypes = {
  storageAccount: "Microsoft.Storage/storageAccounts",
  keyVault: "Microsoft.KeyVault/vaults",
  applicationInsights: "Microsoft.Insights/components",
  containerRegistry: "Microsoft.ContainerRegistry/registries",
} as const;

export type LinkedField = keyof typeof linkedTypes;

/** Everything a workspace hangs on must be there before it. Code, text, target and detail of the first are Azure's. */
export function checkLinked(given: Fields, before: Fields, { store }: ProviderContext): void {
  const missing = ["storageAccount", "keyVault", "applicationInsights"].filter(
    (field) => !textOf(given[field]) && !textOf(before[field]),
  );
  if (missing.length > 0) {
    const message = "Missing dependent resources in workspace json";
    const details = [{ code: "Invalid", message, target: "workspace" }];
    throw new ArmFault(400, "ValidationError", message, { target: "workspace", details });
  }
  for (const [field, type] of Object.entries(linkedTypes)) {
    const id = textOf(given[field]);
    if (id !== undefined && store.get(id)?.type.toLowerCase() !== type.toLowerCase()) {
      const message = `Unable to find dependent resource: the ${field} '${id}' was not found.`;
      throw new ArmFault(400, "ValidationError", message, { target: field });
    }
  }
}

/** Why a change cannot come through: what holds the data of a workspace stays. The text for accounts is Azure's. */
export function refusedChange(given: Fields, before: Fields): string | undefined {
  const isChanged = (field: LinkedField): boolean => {
    const [now, then] = [textOf(given[field]), textOf(before[field])];
    return now !== undefined && then !== undefined && now.toLowerCase() !== then.toLowerCase();
  };
  if (isChanged("storageAccount")) {
    return "Storage Account update is not supported yet";
  }
  return isChanged("keyVault") ? "Key Vault update is not supported yet" : undefined;
}
