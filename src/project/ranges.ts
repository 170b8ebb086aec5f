import ipaddr from "ipaddr.js";

/** An IPv4 range: `first` is the number of its first address. */
export interface Range {
  readonly first: number;
  /** Prefix length. */
  readonly bits: number;
}

/** Addresses in the range, Azure's five reserved ones included. */
export const sizeOf = (range: Range) => 2 ** (32 - range.bits);
/** First address behind the range. */
export const endOf = (range: Range) => range.first + sizeOf(range);

/** The number of a dotted IPv4 address, or undefined when the text is none. */
export function parseAddress(text: string): number | undefined {
  if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return undefined;
  return ipaddr.IPv4.parse(text)
    .toByteArray()
    .reduce((sum, byte) => sum * 256 + byte, 0);
}

/** The range of a CIDR text whose address is the first of its range, or undefined. */
export function parseRange(text: string): Range | undefined {
  const parts = /^([\d.]+)\/(\d{1,2})$/.exec(text);
  const first = parts?.[1] === undefined ? undefined : parseAddress(parts[1]);
  const bits = Number(parts?.[2]);
  if (first === undefined || !(bits <= 32)) return undefined;
  return first % 2 ** (32 - bits) === 0 ? { first, bits } : undefined;
}

export function formatAddress(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join(".");
}

export const formatRange = (range: Range) => `${formatAddress(range.first)}/${range.bits}`;

export const overlaps = (a: Range, b: Range) => a.first < endOf(b) && b.first < endOf(a);

export const contains = (outer: Range, inner: Range) =>
  outer.first <= inner.first && endOf(inner) <= endOf(outer);

/** First range of the size at or behind `from`, aligned to its own size. */
export function alignedRange(from: number, bits: number): Range {
  const size = 2 ** (32 - bits);
  return { first: Math.ceil(from / size) * size, bits };
}
