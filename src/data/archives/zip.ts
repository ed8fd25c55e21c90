/**
 * Zip archives: their directory lies at the end and names each member's place, sizes, way of packing and
 * checksum (PKWARE's APPNOTE, 4.3 to 4.5). It is read here, and not by fflate, because fflate checks no sums:
 * a member that was damaged on its way would be taken for whole.
 */
import { inflateSync } from 'fflate';
import { checkIsData, reasonOf } from '../bytes';
import type { FolderEntry } from '../folder';
import { DataError } from '../images';
import { crc32 } from './crc32';

/** Far more than any folder of images; what unpacks to more is an accident or a trap. */
const MAX_BYTES = 1 << 30;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const END_LENGTH = 22;
/** Behind the directory's end there may be a comment of so many bytes. */
const MAX_COMMENT = 0xffff;
/** What stands for a number that is kept elsewhere with 64 bits. */
const ELSEWHERE = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

interface Member {
  readonly path: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly sum: number;
  readonly packed: number;
  readonly size: number;
  /** Where its own header begins. */
  readonly at: number;
}

export const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b;

/**
 * The files of a zip archive, each checked against its sum.
 * @throws DataError naming the archive where it is damaged, locked or unpacks to more than `most` bytes
 */
export function readZip(name: string, bytes: Uint8Array, most = MAX_BYTES): FolderEntry[] {
  checkIsData(name, bytes, 'a zip archive');
  if (!isZip(bytes)) {
    throw new DataError(`${name} is no zip archive; pack the folder of images as a .zip file.`);
  }
  const members = damageNamed(name, () => directory(bytes)).filter(({ path }) => !/\/$/.test(path));
  if (members.some(({ encrypted }) => encrypted)) {
    throw new DataError(`${name} is locked with a password; pack it again without one.`);
  }
  if (members.reduce((sum, { size }) => sum + size, 0) > most) {
    throw new DataError(`${name} unpacks to more than ${most} bytes, which is more than is read.`);
  }
  const other = members.find(({ method }) => method !== STORED && method !== DEFLATED);
  if (other) {
    throw new DataError(
      `${name}: ${other.path} is packed in a way that is not read (method ${other.method}); pack it as a plain zip archive.`,
    );
  }
  return members.map((member) => ({
    path: member.path,
    bytes: damageNamed(name, () => contentOf(bytes, member)),
  }));
}

function damageNamed<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new DataError(`${name} is a damaged zip archive (${reasonOf(error)}); pack it again.`);
  }
}

function directory(bytes: Uint8Array): Member[] {
  const number = numbersIn(bytes);
  const end = endOf(bytes, number);
  let count = number(end + 10, 2);
  let at = number(end + 16, 4);
  if (end >= 20 && number(end - 20, 4) === LOCATOR_64) {
    const end64 = number(end - 12, 8);
    if (number(end64, 4) !== END_64)
      throw new Error('the end of its directory is not where it says');
    count = number(end64 + 32, 8);
    at = number(end64 + 48, 8);
  }
  const members: Member[] = [];
  for (let i = 0; i < count; i++) {
    if (number(at, 4) !== CENTRAL)
      throw new Error(`entry ${i + 1} of ${count} is not in its directory`);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((to) => number(at + to, 2));
    const flags = number(at + 8, 2);
    const name = at + 46;
    const extra = name + nameLength;
    members.push({
      path: textOf(bytes.subarray(name, extra)),
      method: number(at + 10, 2),
      encrypted: (flags & ENCRYPTED) !== 0,
      sum: number(at + 16, 4),
      ...placeOf(number, at, extra, extra + extraLength),
    });
    at = extra + extraLength + commentLength;
  }
  if (number(at, 4) === CENTRAL)
    throw new Error(`it has more than the ${count} entries that it tells`);
  return members;
}

type Numbers = (at: number, width: 2 | 4 | 8) => number;

/** Numbers of the little end first. */
function numbersIn(bytes: Uint8Array): Numbers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (at, width) => {
    if (!(at >= 0 && at + width <= bytes.length)) throw new Error('it ends too early');
    if (width === 2) return view.getUint16(at, true);
    return width === 4 ? view.getUint32(at, true) : Number(view.getBigUint64(at, true));
  };
}

function endOf(bytes: Uint8Array, number: Numbers): number {
  const last = bytes.length - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - MAX_COMMENT); at--) {
    if (number(at, 4) === END) return at;
  }
  throw new Error('its end is missing');
}

/** Sizes and place of a member, from a block of 64-bit numbers where its entry has no room for them. */
function placeOf(number: Numbers, entry: number, extra: number, extraEnd: number) {
  const own = [24, 20, 42].map((to) => number(entry + to, 4));
  let at = extra;
  while (at + 4 <= extraEnd && number(at, 2) !== 1) at += 4 + number(at + 2, 2);
  at += 4;
  const [size, packed, place] = own.map((value) => {
    if (value !== ELSEWHERE || at + 8 > extraEnd) return value;
    at += 8;
    return number(at - 8, 8);
  });
  return { size, packed, at: place };
}

function contentOf(bytes: Uint8Array, { path, method, sum, packed, size, at }: Member): Uint8Array {
  const number = numbersIn(bytes);
  if (number(at, 4) !== LOCAL) throw new Error(`${path} is not where its directory says`);
  const name = at + 30;
  const start = name + number(at + 26, 2) + number(at + 28, 2);
  // no sum covers the names, but each stands there twice
  if (textOf(bytes.subarray(name, name + number(at + 26, 2))) !== path) {
    throw new Error(`${path} has two names`);
  }
  const end = start + packed;
  if (end > bytes.length) throw new Error(`it ends within ${path}`);
  const content = bytes.subarray(start, end);
  const unpacked = method === STORED ? content : inflated(path, content, size);
  if (unpacked.length !== size || crc32(unpacked) !== sum) {
    throw new Error(`${path} is not what was packed`);
  }
  return unpacked;
}

function inflated(path: string, content: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(content, { out: new Uint8Array(size) });
  } catch {
    throw new Error(`${path} can't be unpacked`);
  }
}

/** UTF-8, or what old programs wrote, a sign per byte. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
