import { createHash } from "node:crypto";
import {
  ArmFault,
  type ActionResult,
  type ResourceKind,
  type ResourceRecord,
} from "../../provider";
import { fieldsOf, numberOf, textOf } from "../fields";

const names = ["password", "password2"] as const;

function requireAdmin({ id, properties }: ResourceRecord): void {
  if (properties["adminUserEnabled"] !== true) {
    const message = `Cannot perform credential operations for ${id} as admin user is disabled. Kindly enable admin user as per docs: https://docs.microsoft.com/en-us/azure/container-registry/container-registry-authentication#admin-account`;
    throw new ArmFault(400, "UnAuthorizedForCredentialOperations", message);
  }
}

/** Made anew from the registry's id: only how often each was regenerated is kept. */
function credentials({ id, name, internal }: ResourceRecord): ActionResult {
  const generations = fieldsOf(internal?.["generations"]);
  const passwords = names.map((each) => {
    const seed = `${id.toLowerCase()}#${each}#${numberOf(generations[each]) ?? 0}`;
    return { name: each, value: createHash("sha256").update(seed).digest("base64url") };
  });
  return { status: 200, body: { username: name, passwords } };
}

export const credentialActions: NonNullable<ResourceKind["actions"]> = {
  listcredentials: ({ record }) => {
    requireAdmin(record);
    return credentials(record);
  },
  regeneratecredential: ({ record, body }) => {
    requireAdmin(record);
    const name = names.find((each) => each === textOf(body["name"]));
    if (name === undefined) {
      const message = `The credential name '${String(body["name"])}' is invalid. It is one of ${names.join(", ")}.`;
      throw new ArmFault(400, "InvalidRequestContent", message);
    }
    const generations = fieldsOf(record.internal?.["generations"]);
    const next = (numberOf(generations[name]) ?? 0) + 1;
    record.internal = { ...record.internal, generations: { ...generations, [name]: next } };
    return credentials(record);
  },
};
