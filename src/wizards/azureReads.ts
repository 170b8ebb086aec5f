import { z } from "zod";
import { ArmError } from "../azure/ArmError";
import type { AzureSession } from "../azure/AzureSession";
import { apiVersions } from "../azure/apiVersions";
import { listPages } from "../azure/listPages";

const named = z.object({ id: z.string(), name: z.string() });
const group = named.extend({ tags: z.record(z.string(), z.string()).nullish() });

export function loadResourceGroups(
  session: AzureSession,
  subscriptionId: string,
  signal: AbortSignal,
) {
  const apiVersion = apiVersions["microsoft.resources"];
  const path = `/subscriptions/${subscriptionId}/resourcegroups`;
  return listPages(session, { path, apiVersion }, group, signal);
}

/** Names of all resources of a group; none when the group is not there. */
export async function loadResourceNames(
  session: AzureSession,
  groupId: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const apiVersion = apiVersions["microsoft.resources"];
  const request = { path: `${groupId}/resources`, apiVersion };
  const found = await notFoundAsEmpty(listPages(session, request, named, signal));
  return found.map((one) => one.name);
}

const network = named.extend({
  properties: z.object({
    addressSpace: z.object({ addressPrefixes: z.array(z.string()).optional() }).optional(),
    subnets: z
      .array(
        z.object({
          name: z.string(),
          properties: z.object({
            addressPrefix: z.string().optional(),
            addressPrefixes: z.array(z.string()).optional(),
          }),
        }),
      )
      .optional(),
  }),
});

/** Virtual networks of a group with their ranges; none when the group is not there. */
export async function loadNetworks(session: AzureSession, groupId: string, signal: AbortSignal) {
  const path = `${groupId}/providers/Microsoft.Network/virtualNetworks`;
  const request = { path, apiVersion: apiVersions["microsoft.network"] };
  const networks = await notFoundAsEmpty(listPages(session, request, network, signal));
  return networks.map(({ id, name, properties }) => ({
    id,
    name,
    addressPrefixes: properties.addressSpace?.addressPrefixes ?? [],
    subnets: (properties.subnets ?? []).map((subnet) => ({
      name: subnet.name,
      prefix: subnet.properties.addressPrefix ?? subnet.properties.addressPrefixes?.[0] ?? "",
    })),
  }));
}

async function notFoundAsEmpty<T>(reading: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof ArmError && error.status === 404) return [];
    throw error;
  }
}
