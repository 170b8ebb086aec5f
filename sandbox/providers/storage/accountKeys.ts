import { createHash } from "node:crypto";
import {
  ArmFault,
  type ActionRequest,
  type ActionResult,
  type ProviderContext,
  type ResourceRecord,
} from "../../provider";
import { fieldsOf, numberOf, textOf } from "../fields";

const keyNames = ["key1", "key2"] as const;

/** Keys are listed also where the account takes none: what is forbidden is to use them. */
export function listKeys({ record }: ActionRequest): ActionResult {
  return { status: 200, body: { keys: accountKeys(record) } };
}

/** Both keys as `listKeys` answers them. */
export function accountKeys(account: ResourceRecord) {
  const created = fieldsOf(account.properties["keyCreationTime"]);
  return keyNames.map((keyName) => ({
    keyName,
    value: keyOf(account, keyName),
    permissions: "Full",
    creationTime: created[keyName],
  }));
}

export function regenerateKey(request: ActionRequest, { clock }: ProviderContext): ActionResult {
  const { record, body } = request;
  const name = textOf(body["keyName"]) ?? "";
  const keyName = keyNames.find((known) => known === name);
  if (!keyName) {
    const message = `The key name '${name}' is not one of ${keyNames.join(", ")}.`;
    throw new ArmFault(400, "InvalidRequestContent", message, { target: "keyName" });
  }
  const before = fieldsOf(record.internal?.["keyVersions"]);
  const keyVersions = { ...before, [keyName]: versionOf(record, keyName) + 1 };
  record.internal = { ...record.internal, keyVersions };
  const now = new Date(clock.now()).toISOString();
  const created = fieldsOf(record.properties["keyCreationTime"]);
  record.properties["keyCreationTime"] = { ...created, [keyName]: now };
  return listKeys(request);
}

function versionOf({ internal }: ResourceRecord, keyName: string): number {
  return numberOf(fieldsOf(internal?.["keyVersions"])[keyName]) ?? 0;
}

/** Looks like a key and opens nothing. */
function keyOf(record: ResourceRecord, keyName: string): string {
  const text = `${record.id.toLowerCase()}#${keyName}#${String(versionOf(record, keyName))}`;
  return createHash("sha512").update(text).digest("base64");
}
