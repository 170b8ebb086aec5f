import { isRecord } from "../observed";

/**
 * What Azure answers of AKS clusters and pools and takes from nobody (`readOnly` in managedClusters.json
 * 2025-07-01), by path in `properties`. Everything else goes back with a PUT, which replaces the whole.
 * Not sent either: the power state, which has an operation of its own.
 */
const answeredOnly: readonly RegExp[] = [
  /^(provisioningState|powerState|maxAgentPools|resourceUID|eTag|status)$/,
  /^(fqdn|privateFQDN|azurePortalFQDN)$/,
  /^(currentKubernetesVersion|currentOrchestratorVersion|nodeImageVersion)$/,
  /^agentPoolProfiles\[\]\.(provisioningState|powerState|eTag|status)$/,
  /^agentPoolProfiles\[\]\.(currentOrchestratorVersion|nodeImageVersion)$/,
  /^addonProfiles\.[^.]+\.identity$/,
  /^ingressProfile\.webAppRouting\.identity$/,
  /^oidcIssuerProfile\.issuerURL$/,
  /^networkProfile\.[^.]+\.effectiveOutboundIPs$/,
  /^podIdentityProfile\.userAssignedIdentities\[\]\.provisioning(State|Info)$/,
  /^privateLinkResources\[\]\.privateLinkServiceID$/,
];

function strip(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item) => strip(item, `${path}[]`));
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, inner, path === "" ? key : `${path}.${key}`] as const)
    .filter(([, inner, at]) => inner !== null && !answeredOnly.some((one) => one.test(at)))
    .map(([key, inner, at]) => [key, strip(inner, at)] as const);
  return Object.fromEntries(entries);
}

/** The `properties` of an AKS cluster or pool as a PUT takes them back. */
export function writableFields(properties: unknown): Readonly<Record<string, unknown>> {
  const stripped = strip(properties, "");
  return isRecord(stripped) ? stripped : {};
}

/** `identity` as a PUT takes it: who is assigned, without the ids that Azure adds. */
export function writableIdentity(identity: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(identity)) return {};
  const { type, userAssignedIdentities } = identity;
  const ids = isRecord(userAssignedIdentities) ? Object.keys(userAssignedIdentities) : [];
  return {
    ...(typeof type === "string" ? { type } : {}),
    ...(ids.length > 0
      ? { userAssignedIdentities: Object.fromEntries(ids.map((id) => [id, {}])) }
      : {}),
  };
}
