import type { ProviderContext } from "./provider";

/** `systemData` of a resource that the caller has just made. */
export function createdBy({
  caller,
  clock,
}: Pick<ProviderContext, "caller" | "clock">): Record<string, unknown> {
  const at = new Date(clock.now()).toISOString();
  return {
    createdBy: caller.username,
    createdByType: "User",
    createdAt: at,
    lastModifiedBy: caller.username,
    lastModifiedByType: "User",
    lastModifiedAt: at,
  };
}
