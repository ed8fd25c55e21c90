const PRIME = 0x100000001b3n;
const BASIS = 0xcbf29ce484222325n;

/**
 * Fingerprint of a list of numbers and texts: FNV-1a (64 bits) over the little-endian bytes of each
 * double, or the UTF-8 bytes of each text, every entry after a byte for its type. It tells whether a
 * replay shows the same data; it is no protection against forgery. Synchronous and pure, unlike
 * SHA-256 in the browser, which is missing on pages served without TLS.
 */
export function dataHash(values: Iterable<number | string>): string {
  let hash = BASIS;
  for (const value of values) {
    for (const byte of bytesOf(value)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * PRIME);
  }
  return `fnv1a64:${hash.toString(16).padStart(16, '0')}`;
}

const NUMBER = 0;
const TEXT = 1;
const encoder = new TextEncoder();

function bytesOf(value: number | string): Uint8Array {
  if (typeof value === 'string') {
    const text = encoder.encode(value);
    return Uint8Array.from([TEXT, ...text, 0]);
  }
  const bytes = new Uint8Array(9);
  bytes[0] = NUMBER;
  new DataView(bytes.buffer).setFloat64(1, value, true);
  return bytes;
}
