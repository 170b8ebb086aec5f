import { createHash } from "node:crypto";
import type { ProviderContext, ResourceRecord } from "../provider";
import { createdBy } from "../systemData";

interface Marked {
  readonly hasEtag?: boolean;
  readonly hasSystemData?: boolean;
}

/** `etag` and `systemData` change only when something else does. */
export function addMarks(
  rules: Marked,
  record: ResourceRecord,
  existing: ResourceRecord | undefined,
  context: ProviderContext,
): void {
  const content = fingerprint(record);
  if (rules.hasEtag) {
    record.etag = `W/"${content}"`;
  }
  if (rules.hasSystemData) {
    const now = createdBy(context);
    const { createdBy: by, createdByType, createdAt } = existing?.systemData ?? now;
    const changed = { ...now, createdBy: by, createdByType, createdAt };
    const before = existing && fingerprint(existing) === content ? existing.systemData : undefined;
    record.systemData = before ?? changed;
  }
}

function fingerprint({ properties, tags, sku, identity, kind }: ResourceRecord): string {
  const { provisioningState: _, ...rest } = properties;
  const hash = createHash("sha256").update(JSON.stringify([rest, tags, sku, identity, kind]));
  const hex = hash.digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
