import type { DataRequestHead } from "../dataPlane/DataPlane";
import { audiences, type Identity, type TokenProblem } from "../identity";
import type { ResourceRecord } from "../provider";
import { StorageFault, storageFaults } from "./StorageFault";

const details: Readonly<Record<Exclude<TokenProblem, "missing">, string>> = {
  foreign: "Signature validation failed. The token is not one of this sandbox.",
  expired: "Lifetime validation failed. The token is expired.",
  audience: "Audience validation failed. Audience did not match.",
};

/**
 * Lets only bearer tokens through: that is all that the factory's accounts take. Keys and shared access
 * signatures are refused as Azure does where the account forbids them, and are not simulated otherwise.
 */
export function authenticate(
  { headers, query }: DataRequestHead,
  account: ResourceRecord,
  identity: Identity,
): void {
  const { authorization } = headers;
  if (/^SharedKey(Lite)? /iu.test(authorization ?? "") || query.has("sig")) {
    throw refuseKey(account);
  }
  if (authorization === undefined) {
    throw account.properties["allowBlobPublicAccess"] === false
      ? storageFaults.publicAccessNotPermitted()
      : unauthorized("NoAuthenticationInformation", identity);
  }
  if (!/^Bearer /iu.test(authorization)) {
    throw new StorageFault(
      400,
      "InvalidAuthenticationInfo",
      "Authentication information is not given in the correct format. Check the value of Authorization header.",
    );
  }
  const problem = identity.problemWith(authorization, [audiences.storage]);
  if (problem && problem !== "missing") {
    throw unauthorized("InvalidAuthenticationInfo", identity, details[problem]);
  }
}

function refuseKey({ properties }: ResourceRecord): StorageFault {
  return properties["allowSharedKeyAccess"] === false
    ? new StorageFault(
        403,
        "KeyBasedAuthenticationNotPermitted",
        "Key based authentication is not permitted on this storage account.",
      )
    : storageFaults.notImplemented("authorization by account key or shared access signature");
}

/** With the challenge that tells a client where to get a token. */
function unauthorized(code: string, { caller }: Identity, detail?: string): StorageFault {
  const authority = `https://login.microsoftonline.com/${caller.tenantId}/oauth2/authorize`;
  return new StorageFault(
    401,
    code,
    "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.",
    {
      ...(detail !== undefined && { details: { AuthenticationErrorDetail: detail } }),
      headers: {
        "WWW-Authenticate": `Bearer authorization_uri=${authority} resource_id=${audiences.storage}`,
      },
    },
  );
}
