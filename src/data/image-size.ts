/**
 * The size of a picture by its first bytes, before a browser unpacks it: PNG (RFC 2083), GIF89a, BMP, JPEG (T.81,
 * frame headers) and WebP (RFC 9649).
 */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** Null of other formats, and of what ends before its size. */
export function imageSize(bytes: Uint8Array): ImageSize | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const signs = (at: number, length: number) =>
    String.fromCharCode(...bytes.subarray(at, at + length));
  try {
    if (signs(0, 4) === '\x89PNG') return { width: view.getUint32(16), height: view.getUint32(20) };
    if (signs(0, 3) === 'GIF')
      return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (signs(0, 2) === 'BM') {
      return { width: view.getInt32(18, true), height: Math.abs(view.getInt32(22, true)) };
    }
    if (signs(0, 2) === '\xff\xd8') return sizeOfJpeg(view);
    return signs(8, 4) === 'WEBP' ? sizeOfWebp(view, signs(12, 4)) : null;
  } catch (error) {
    // it ends too early
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Frame headers are those from C0 to CF, but for tables of codes (C4, CC) and what is kept for later (C8). */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function sizeOfJpeg(view: DataView): ImageSize | null {
  for (let at = 2; view.getUint8(at) === 0xff;) {
    const marker = view.getUint8(at + 1);
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    // a filling byte, or a segment with its length
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

const uint24 = (view: DataView, at: number) =>
  view.getUint16(at, true) + 65536 * view.getUint8(at + 2);

/** Lossy frames and lossless ones have 14 bits for a side, the extended form 24. */
function sizeOfWebp(view: DataView, form: string): ImageSize | null {
  const side = (bits: number) => bits & 0x3fff;
  if (form === 'VP8X') return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) };
  if (form === 'VP8 ') {
    return { width: side(view.getUint16(26, true)), height: side(view.getUint16(28, true)) };
  }
  if (form !== 'VP8L') return null;
  const bits = view.getUint32(21, true);
  return { width: 1 + side(bits), height: 1 + side(bits >>> 14) };
}
