const alphabet = "abcdefghijklmnopqrstuvwxyz234567";

const rotateLeft = (value: number, bits: number) => (value << bits) | (value >>> (32 - bits));

function finalMix(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** Little-endian word of up to four bytes; missing bytes count as zero. */
function word(bytes: Uint8Array, index: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value |= (bytes[index + i] ?? 0) << (8 * i);
  return value;
}

const mix1 = (k: number) => Math.imul(rotateLeft(Math.imul(k, 0x239b961b), 15), 0xab0e9789);
const mix2 = (k: number) => Math.imul(rotateLeft(Math.imul(k, 0xab0e9789), 17), 0x239b961b);

/** The 64-bit Murmur variant of Azure Resource Manager, as two 32-bit halves. */
function murmur64(bytes: Uint8Array): { high: number; low: number } {
  let h1 = 0;
  let h2 = 0;
  let index = 0;
  for (; index + 8 <= bytes.length; index += 8) {
    h1 = rotateLeft(h1 ^ mix1(word(bytes, index)), 19) + h2;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = rotateLeft(h2 ^ mix2(word(bytes, index + 4)), 13) + h1;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.length - index;
  if (rest > 0) h1 ^= mix1(word(bytes, index));
  if (rest > 4) h2 ^= mix2(word(bytes, index + 4));
  h1 ^= bytes.length;
  h2 ^= bytes.length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finalMix(h1);
  h2 = finalMix(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return { high: h2 >>> 0, low: h1 >>> 0 };
}

/**
 * ARM's `uniqueString`: 13 characters of `a-z2-7` from the parts, joined with `-`. Case matters.
 * Two published vectors are in its test.
 */
export function uniqueString(...parts: readonly string[]): string {
  const { high, low } = murmur64(new TextEncoder().encode(parts.join("-")));
  let hash = (BigInt(high) << 32n) | BigInt(low);
  let text = "";
  for (let i = 0; i < 13; i++) {
    text += alphabet.charAt(Number(hash >> 59n));
    hash = (hash << 5n) & 0xffffffffffffffffn;
  }
  return text;
}
