import { ArmFault, type ResourceKind, type ResourceRecord } from "./provider";
import type { ResourceId } from "./resourceId";

/** Azure takes `West Europe` and `westeurope` for the same. */
export function normalLocation(location: string): string {
  return location.replaceAll(" ", "").toLowerCase();
}

/** A tracked resource needs a location and keeps the one it has. */
export function checkLocation(
  kind: ResourceKind,
  id: ResourceId,
  body: Record<string, unknown>,
  existing: ResourceRecord | undefined,
): void {
  const { location } = body;
  if (!kind.tracked) {
    return;
  }
  if (typeof location !== "string" || location === "") {
    const message = "The location property is required for this definition.";
    throw new ArmFault(400, "LocationRequired", message);
  }
  const now = existing?.location;
  if (now !== undefined && normalLocation(now) !== normalLocation(location)) {
    throw new ArmFault(
      409,
      "InvalidResourceLocation",
      `The resource '${id.name}' already exists in location '${now}' in resource group '${id.resourceGroup ?? ""}'. A resource with the same name cannot be created in location '${location}'. Please select a new resource name.`,
    );
  }
}
