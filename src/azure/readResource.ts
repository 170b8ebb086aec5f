import { z } from "zod";
import { ArmError } from "./ArmError";
import type { AzureSession } from "./AzureSession";
import { apiVersions } from "./apiVersions";
import { parseArmId } from "./ids";
import type { InventoryResource } from "./inventory";

const resource = z.object({
  id: z.string(),
  name: z.string(),
  location: z.string().nullish(),
  tags: z.record(z.string(), z.string()).nullish(),
  kind: z.string().nullish(),
  sku: z.unknown().optional(),
  properties: z.unknown().optional(),
});

/** The api-version for a resource type: the longest entry of the table that the type starts with. */
export function apiVersionOf(type: string): string | undefined {
  const wanted = type.toLowerCase();
  return Object.entries(apiVersions)
    .filter(([key]) => wanted === key || wanted.startsWith(`${key}/`))
    .sort(([a], [b]) => b.length - a.length)[0]?.[1];
}

/**
 * One resource by GET, in the shape of the inventory.
 * @returns undefined when it (or its group) is not there.
 * @throws ArmError, UserError; Error for a type that the api-version table does not hold.
 */
export async function readResource(
  session: AzureSession,
  id: string,
  signal?: AbortSignal,
): Promise<InventoryResource | undefined> {
  const parsed = parseArmId(id);
  const type = parsed.type ?? "Microsoft.Resources/subscriptions/resourceGroups";
  const apiVersion =
    parsed.type === undefined ? apiVersions["microsoft.resources"] : apiVersionOf(type);
  if (apiVersion === undefined) {
    throw new Error(`No api-version for ${type}`);
  }
  try {
    const reply = resource.parse(
      await session.send<unknown>({
        method: "GET",
        path: id,
        apiVersion,
        ...(signal === undefined ? {} : { signal }),
      }),
    );
    return {
      id: reply.id,
      name: reply.name,
      type: type.toLowerCase(),
      location: reply.location ?? "",
      resourceGroup: parsed.resourceGroup ?? "",
      subscriptionId: parsed.subscriptionId,
      tags: reply.tags ?? {},
      ...(typeof reply.kind === "string" ? { kind: reply.kind } : {}),
      ...(reply.sku === undefined || reply.sku === null ? {} : { sku: reply.sku }),
      properties: reply.properties ?? {},
    };
  } catch (error) {
    if (error instanceof ArmError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}
