import { ConnectionCut } from "../dataPlane/DataPlane";
import type { ProviderContext, ResourceRecord } from "../provider";
import { fieldsOf, listOf, textsOf } from "../providers/fields";
import { StorageFault } from "./StorageFault";

/**
 * An account without public traffic is reached through a private endpoint for blobs alone, and from inside the
 * network alone. Rules by IP address count for nobody: the caller has no public address here.
 */
export function checkNetwork(account: ResourceRecord, context: ProviderContext): void {
  const { network } = context.settings;
  if (network === "unreachable") {
    throw new ConnectionCut();
  }
  const acls = fieldsOf(account.properties["networkAcls"]);
  const isClosed = account.properties["publicNetworkAccess"] === "Disabled";
  const isFiltered = acls["defaultAction"] === "Deny";
  if (!isClosed && !isFiltered) {
    return;
  }
  const byRule = !isClosed && listOf(acls["virtualNetworkRules"]).length > 0;
  if (network === "outside" || !(byRule || hasPrivateEndpoint(account, context))) {
    throw new StorageFault(
      403,
      "AuthorizationFailure",
      "This request is not authorized to perform this operation.",
    );
  }
}

function hasPrivateEndpoint({ id, type }: ResourceRecord, { store }: ProviderContext): boolean {
  return store
    .list({ type: `${type}/privateEndpointConnections`, parent: id })
    .some(({ properties }) => {
      const { status } = fieldsOf(properties["privateLinkServiceConnectionState"]);
      return status === "Approved" && textsOf(properties["groupIds"]).includes("blob");
    });
}
