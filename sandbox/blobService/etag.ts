import type { ProviderContext } from "../provider";

/** A new version's mark in the form of Azure Storage, quotes included. */
export function newEtag({ newGuid }: Pick<ProviderContext, "newGuid">): string {
  return `"0x8${newGuid().replaceAll("-", "").slice(-14).toUpperCase()}"`;
}
