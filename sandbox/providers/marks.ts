import type { ProviderContext, ResourceRecord } from "../provider";
import { createdBy } from "../systemData";
import { isFields } from "./fields";
import { guidOf } from "./guidOf";

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
  markEtag(rules, record);
  if (rules.hasSystemData) {
    const content = fingerprint(record);
    const now = createdBy(context);
    const { createdBy: by, createdByType, createdAt } = existing?.systemData ?? now;
    const changed = { ...now, createdBy: by, createdByType, createdAt };
    const before = existing && fingerprint(existing) === content ? existing.systemData : undefined;
    record.systemData = before ?? changed;
  }
}

/** The etag of what a record holds now. */
export function markEtag(rules: Marked, record: ResourceRecord): void {
  if (rules.hasEtag) {
    record.etag = `W/"${fingerprint(record)}"`;
  }
}

/** The same content has the same mark, in whatever order its fields were written. */
function fingerprint({ properties, tags, sku, identity, kind }: ResourceRecord): string {
  const { provisioningState: _, ...rest } = properties;
  const content = JSON.stringify([rest, tags, sku, identity, kind], inOrder);
  return guidOf(content);
}

function inOrder(_: string, value: unknown): unknown {
  return isFields(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}
