/** Significant digits of numbers that come with the site. */
const DIGITS = 5;

/** A number that is short as text; whole ones stay what they are. */
export const shortened = (value: number) =>
  Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS));

/** Numbers as text: the base64 of little-endian float32. */
export function textOfFloats(floats: ArrayLike<number>): string {
  const bytes = new Uint8Array(4 * floats.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < floats.length; i++) view.setFloat32(4 * i, floats[i], true);
  return textOfBytes(bytes);
}

/** Bytes as text: their base64. */
export function textOfBytes(bytes: Uint8Array): string {
  let binary = '';
  const block = 0x8000;
  for (let at = 0; at < bytes.length; at += block) {
    binary += String.fromCharCode(...bytes.subarray(at, at + block));
  }
  return btoa(binary);
}

/** The bytes of such a text, or null where it is none. */
export function bytesOfText(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** The numbers of such a text, or null where it is none; they may be infinite. */
export function floatsOfText(text: string): Float32Array | null {
  const bytes = bytesOfText(text);
  if (!bytes || bytes.length % 4 !== 0) return null;
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
}
