/**
 * Tar archives: blocks of 512 bytes, a header before each member (POSIX.1-1988 "ustar"), with the long names of
 * GNU and of POSIX.1-2001. Folders, links and devices are left out.
 */
import { checkIsData } from '../bytes';
import type { FolderEntry } from '../folder';
import { DataError } from '../images';

const BLOCK = 512;
const NAME = [0, 100] as const;
const SIZE = [124, 136] as const;
const SUM = [148, 156] as const;
const TYPE = 156;
const MAGIC = [257, 262] as const;
const PREFIX = [345, 500] as const;
const BLANK = 0x20;
/** What three generations of tar call a plain file. */
const PLAIN = new Set(['\0', '0', '7']);

/** Whether the first block is the header of a member, told by its checksum. */
export function isTar(bytes: Uint8Array): boolean {
  return bytes.length >= BLOCK && bytes[0] !== 0 && hasItsSum(bytes.subarray(0, BLOCK));
}

/**
 * The plain files of a tar archive, as views of its bytes.
 * @throws DataError naming the archive where it is damaged, and the member at which it is
 */
export function readTar(name: string, bytes: Uint8Array): FolderEntry[] {
  checkIsData(name, bytes, 'a tar archive');
  if (!isTar(bytes)) throw new DataError(`${name} is no tar archive.`);
  const files: FolderEntry[] = [];
  let longName: string | null = null;
  let before = 'its start';
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const header = bytes.subarray(at, at + BLOCK);
    if (!hasItsSum(header)) throw damaged(name, `there is no header after ${before}`);
    const path = longName ?? pathOf(header);
    const size = sizeOf(header);
    const start = at + BLOCK;
    if (!(start + size <= bytes.length)) throw damaged(name, `it ends within ${path}`);
    const content = bytes.subarray(start, start + size);
    const type = String.fromCharCode(header[TYPE]);
    if (type === 'L') longName = textOf(content);
    else if (type === 'x') longName = posixPath(content) ?? longName;
    else {
      if (PLAIN.has(type)) files.push({ path: path.replace(/^(\.\/)+/, ''), bytes: content });
      longName = null;
    }
    before = path;
    at = start + BLOCK * Math.ceil(size / BLOCK);
  }
  return files;
}

const damaged = (name: string, what: string) =>
  new DataError(`${name} is a damaged tar archive (${what}); get it again.`);

/** The sum of all bytes of a header, its own field taken as blanks. */
function hasItsSum(header: Uint8Array): boolean {
  const sum = header.reduce(
    (total, byte, i) => total + (i >= SUM[0] && i < SUM[1] ? BLANK : byte),
    0,
  );
  return octal(header, SUM) === sum;
}

function pathOf(header: Uint8Array): string {
  const name = textOf(header.subarray(...NAME));
  const prefix =
    textOf(header.subarray(...MAGIC)) === 'ustar' ? textOf(header.subarray(...PREFIX)) : '';
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** In octal digits, or with its highest bit set as a binary number. */
function sizeOf(header: Uint8Array): number {
  if (header[SIZE[0]] < 0x80) return octal(header, SIZE);
  return header.subarray(SIZE[0] + 1, SIZE[1]).reduce((value, byte) => 256 * value + byte, 0);
}

const octal = (header: Uint8Array, field: readonly [number, number]) =>
  parseInt(textOf(header.subarray(...field)), 8) || 0;

/** The path in a block of "LENGTH key=value" lines; null where there is none. */
const posixPath = (content: Uint8Array) => /^\d+ path=(.*)$/m.exec(textOf(content))?.[1] ?? null;

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes).split('\0')[0].trim();
