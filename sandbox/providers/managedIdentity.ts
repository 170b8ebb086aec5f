import { ArmFault, type Provider, type ProviderContext } from "../provider";
import { parseResourceId, sameId } from "../resourceId";
import { defineKind, type WriteRequest } from "./defineKind";
import { textOf, textsOf, type Fields } from "./fields";

const identityType = "Microsoft.ManagedIdentity/userAssignedIdentities";
const credentialType = `${identityType}/federatedIdentityCredentials`;
const apiVersions = ["2024-11-30"];
const style = { createStatus: 201, updateStatus: 200, put: "none", delete: "none" } as const;
const mostCredentials = 20;

/** Made at once; their principal never changes. */
const identities = defineKind({
  type: identityType,
  apiVersions,
  style,
  tracked: true,
  isStateless: true,
  hasSystemData: true,
  name: {
    pattern: /^[A-Za-z0-9][\w-]{2,127}$/u,
    code: "InvalidIdentityName",
    message: "It takes 3 to 128 letters, digits, '-' and '_' and starts with a letter or digit.",
  },
  properties: ({ existing, given }, { newGuid, caller }) => {
    const isolationScope = given["isolationScope"] ?? existing?.properties["isolationScope"];
    if (
      isolationScope !== undefined &&
      !["None", "Regional"].includes(textOf(isolationScope) ?? "")
    ) {
      throw badRequest("The isolationScope is not one of None, Regional.");
    }
    return {
      tenantId: caller.tenantId,
      principalId: existing?.properties["principalId"] ?? newGuid(),
      clientId: existing?.properties["clientId"] ?? newGuid(),
      ...(isolationScope !== undefined && { isolationScope }),
    };
  },
});

/** Tokens of other issuers that stand for the identity. */
const credentials = defineKind({
  type: credentialType,
  apiVersions,
  style,
  isStateless: true,
  hasSystemData: true,
  name: {
    pattern: /^[A-Za-z0-9][\w-]{2,119}$/u,
    code: "BadRequest",
    message: "It takes 3 to 120 letters, digits, '-' and '_' and starts with a letter or digit.",
  },
  properties: (request, context) => {
    const { issuer, subject, audiences } = request.given;
    checkCredential(request, context);
    return { issuer, subject, audiences };
  },
});

function checkCredential({ given, id }: WriteRequest, { store }: ProviderContext): void {
  const missing = ["issuer", "subject"].find((name) => textOf(given[name]) === undefined);
  if (missing !== undefined || textsOf(given["audiences"]).length !== 1) {
    throw badRequest(`The properties issuer, subject and exactly one of audiences are required.`);
  }
  if (URL.parse(textOf(given["issuer"]) ?? "")?.protocol !== "https:") {
    throw badRequest("The issuer is not an https address.");
  }
  const parent = parseResourceId(id)?.parentId ?? "";
  const others = store
    .list({ type: credentialType, parent })
    .filter((other) => !sameId(other.id, id));
  if (others.length >= mostCredentials) {
    throw badRequest(`An identity has at most ${String(mostCredentials)} federated credentials.`);
  }
  if (others.some(({ properties }) => isSameToken(properties, given))) {
    const message = "Issuer and subject combination already exists for this Managed Identity.";
    throw new ArmFault(409, "Conflict", message);
  }
}

function isSameToken(a: Fields, b: Fields): boolean {
  return a["issuer"] === b["issuer"] && a["subject"] === b["subject"];
}

function badRequest(message: string): ArmFault {
  return new ArmFault(400, "BadRequest", message);
}

export const managedIdentityProvider: Provider = {
  namespace: "Microsoft.ManagedIdentity",
  kinds: [identities, credentials],
};
