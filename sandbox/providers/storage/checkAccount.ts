import { ArmFault } from "../../provider";
import type { WriteRequest } from "../defineKind";
import { fieldsOf, textOf } from "../fields";

const kinds = ["Storage", "StorageV2", "BlobStorage", "FileStorage", "BlockBlobStorage"];
const skus = [
  "Standard_LRS",
  "Standard_GRS",
  "Standard_RAGRS",
  "Standard_ZRS",
  "Standard_GZRS",
  "Standard_RAGZRS",
  "Premium_LRS",
  "Premium_ZRS",
];

/** Closed sets of values, by path in `properties`. */
const values: readonly (readonly [path: readonly string[], allowed: readonly unknown[]])[] = [
  [["publicNetworkAccess"], ["Enabled", "Disabled", "SecuredByPerimeter"]],
  [["accessTier"], ["Hot", "Cool", "Premium", "Cold"]],
  [["minimumTlsVersion"], ["TLS1_0", "TLS1_1", "TLS1_2", "TLS1_3"]],
  [
    ["networkAcls", "defaultAction"],
    ["Allow", "Deny"],
  ],
  [["allowBlobPublicAccess"], [true, false]],
  [["allowSharedKeyAccess"], [true, false]],
  [["isHnsEnabled"], [true, false]],
  [["supportsHttpsTrafficOnly"], [true, false]],
];

/** Fixed when the account is made. */
const fixed = ["isHnsEnabled", "isNfsV3Enabled", "dnsEndpointType"];

/** Throws what the storage provider answers to values that are missing, wrong or cannot be changed. */
export function checkAccount({ body, given, existing }: WriteRequest): void {
  const sku = textOf(fieldsOf(body["sku"])["name"]);
  const kind = textOf(body["kind"]);
  if (!existing && (sku === undefined || kind === undefined)) {
    const message = "The properties sku.name and kind of a storage account are required.";
    throw new ArmFault(400, "InvalidRequestContent", message);
  }
  if (sku !== undefined && !skus.includes(sku)) {
    const message = `The account type ${sku} is invalid.`;
    throw new ArmFault(400, "InvalidAccountType", message, { target: "sku.name" });
  }
  if (kind !== undefined && !kinds.includes(kind)) {
    throw invalidValue("kind");
  }
  for (const [path, allowed] of values) {
    const value = path.reduce<unknown>((inner, name) => fieldsOf(inner)[name], given);
    if (value !== undefined && !allowed.includes(value)) {
      throw invalidValue(path.join("."));
    }
  }
  const changed = fixed.find(
    (name) => existing && given[name] !== undefined && given[name] !== existing.properties[name],
  );
  if (changed !== undefined && !(given[changed] === false && !existing?.properties[changed])) {
    const message = `The property '${changed}' was specified in the input, but it cannot be updated as it is read-only. For more information, see - https://aka.ms/storageaccountupdate`;
    throw new ArmFault(400, "AccountPropertyCannotBeUpdated", message, { target: changed });
  }
}

function invalidValue(name: string): ArmFault {
  const message = `Values for request parameters are invalid: ${name}.`;
  return new ArmFault(400, "InvalidValuesForRequestParameters", message, { target: name });
}
