export interface AddressRange {
  readonly first: number;
  readonly last: number;
  readonly prefixLength: number;
}

const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u;

export function parseAddress(text: string): number | undefined {
  const parts = octets.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255)
    ? parts.reduce((sum, part) => sum * 256 + part, 0)
    : undefined;
}

interface Cidr {
  readonly address: number;
  readonly range: AddressRange;
}

function parseCidr(text: string): Cidr | undefined {
  const match = /^([\d.]+)\/(\d{1,2})$/u.exec(text);
  const address = parseAddress(match?.[1] ?? "");
  const prefixLength = Number(match?.[2]);
  if (address === undefined || prefixLength > 32) {
    return undefined;
  }
  const size = 2 ** (32 - prefixLength);
  const first = address - (address % size);
  return { address, range: { first, last: first + size - 1, prefixLength } };
}

/** The IPv4 range that an address in CIDR notation lies in, whichever of its addresses is named. */
export function rangeAround(text: string): AddressRange | undefined {
  return parseCidr(text)?.range;
}

/** An IPv4 range in CIDR notation whose address is the first of the range; undefined for anything else. */
export function parseRange(text: string): AddressRange | undefined {
  const cidr = parseCidr(text);
  return cidr && cidr.range.first === cidr.address ? cidr.range : undefined;
}

export function isInside(inner: AddressRange, outer: AddressRange): boolean {
  return inner.first >= outer.first && inner.last <= outer.last;
}

export function doOverlap(a: AddressRange, b: AddressRange): boolean {
  return a.first <= b.last && b.first <= a.last;
}

export function formatAddress(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".");
}

export function formatRange({ first, prefixLength }: AddressRange): string {
  return `${formatAddress(first)}/${prefixLength}`;
}
