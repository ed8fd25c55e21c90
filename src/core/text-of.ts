/** What is no text has signs that nobody types. */
const UNTYPED = /[\0-\x08\x0e-\x1a\x1c-\x1f]/;

const decoded = (bytes: Uint8Array, encoding: string, cut: boolean): string | null => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return null;
  }
};

/** Whether bytes begin with the mark of UTF-16. */
const isWide = ([a, b]: Uint8Array) => (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);

/**
 * The text of bytes as programs save it: UTF-8, UTF-16 with its mark, or the Latin letters of old spreadsheets
 * (Windows-1252), without a byte-order mark; null where they are no text.
 * @param cut whether a sign may be cut at the end, as in the first bytes of a file
 */
export function textOf(bytes: Uint8Array, cut = false): string | null {
  if (isWide(bytes)) return decoded(bytes, bytes[0] === 0xff ? 'utf-16le' : 'utf-16be', cut);
  const text = decoded(bytes, 'utf-8', cut) ?? latin(bytes);
  return text === null || UNTYPED.test(text) ? null : text;
}

/** In tables nearly every byte is ASCII: so many may be none. */
const LATIN_SHARE = 0.2;

function latin(bytes: Uint8Array): string | null {
  const high = bytes.reduce((count, byte) => count + (byte >> 7), 0);
  return high <= LATIN_SHARE * bytes.length ? decoded(bytes, 'windows-1252', false) : null;
}
