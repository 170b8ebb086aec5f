import { zoneType } from "../networkTypes";

export const zoneVersions = ["2024-06-01"];

export const recordTypes = ["A", "AAAA", "CNAME", "MX", "PTR", "SOA", "SRV", "TXT"] as const;
export type RecordTypeName = (typeof recordTypes)[number];

export function recordType(name: RecordTypeName): string {
  return `${zoneType}/${name}`;
}
