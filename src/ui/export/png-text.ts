/** The keyword of the receipt in PNG files. */
export const PNG_KEYWORD = 'noisy-argmax';
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const encoder = new TextEncoder();

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Where the chunk begins in the file, at its length. */
  readonly start: number;
  readonly end: number;
}

const table = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** The checksum of PNG chunks (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = table[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/**
 * The image with a text under a keyword: an uncompressed iTXt chunk (UTF-8) before IEND.
 * @throws Error if the bytes are not a whole PNG.
 */
export function insertText(
  png: Uint8Array,
  keyword: string,
  text: string,
): Uint8Array<ArrayBuffer> {
  const end = [...chunksOf(png)].find((chunk) => chunk.type === 'IEND');
  if (!end) throw new Error('The PNG is cut off: it has no IEND chunk.');
  // keyword, then five zeros: its end, no compression, no method, no language, no translation
  const chunk = writeChunk('iTXt', encoder.encode(`${keyword}\0\0\0\0\0${text}`));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, end.start));
  out.set(chunk, end.start);
  out.set(png.subarray(end.start), end.start + chunk.length);
  return out;
}

/**
 * The text under a keyword, from an uncompressed iTXt or a tEXt chunk, or null if there is none.
 * @throws Error saying what is wrong with the file.
 */
export function readText(png: Uint8Array, keyword: string): string | null {
  for (const { type, data } of chunksOf(png)) {
    const text = type === 'iTXt' ? international(data) : type === 'tEXt' ? latin(data) : null;
    if (text?.keyword === keyword) return text.text;
  }
  return null;
}

function* chunksOf(png: Uint8Array): Generator<Chunk> {
  if (!isPng(png)) throw new Error('The file is not a PNG.');
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  for (let start = SIGNATURE.length; start < png.length;) {
    const end = start + 12 + (start + 8 <= png.length ? view.getUint32(start) : 0);
    if (end > png.length) throw new Error('The PNG is cut off.');
    const body = png.subarray(start + 4, end - 4);
    const type = String.fromCharCode(...body.subarray(0, 4));
    if (crc32(body) !== view.getUint32(end - 4)) {
      throw new Error(`The PNG is damaged: the checksum of its ${type} chunk is wrong.`);
    }
    yield { type, data: body.subarray(4), start, end };
    start = end;
  }
}

function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(data.length + 12);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(encoder.encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(data.length + 8, crc32(chunk.subarray(4, data.length + 8)));
  return chunk;
}

interface Text {
  readonly keyword: string;
  readonly text: string;
}

function latin(data: Uint8Array): Text | null {
  const end = data.indexOf(0);
  if (end < 0) return null;
  const read = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);
  return { keyword: read(data.subarray(0, end)), text: read(data.subarray(end + 1)) };
}

function international(data: Uint8Array): Text | null {
  const end = data.indexOf(0);
  const language = data.indexOf(0, end + 3);
  const translation = data.indexOf(0, language + 1);
  const compressed = data[end + 1] !== 0;
  if (end < 0 || language < 0 || translation < 0 || compressed) return null;
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { keyword: read(data.subarray(0, end)), text: read(data.subarray(translation + 1)) };
}
