import { isGzip } from './gunzip';
import { DataError } from './images';

interface Sum {
  readonly bytes: number;
  /** SHA-256 in lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** A file as its authors hand it out. */
export interface KnownFile extends Sum {
  readonly name: string;
  /** What is in it, where it is packed. */
  readonly unpacked?: Sum;
}

/**
 * SHA-256 in hexadecimal digits, or null where a page has no means for it: browsers offer it on
 * https and localhost alone.
 */
async function sha256(bytes: Uint8Array): Promise<string | null> {
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle) return null;
  const digest = await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What is wrong with a file of this size and checksum: a sentence, or null. */
export function checksumFault(
  name: string,
  known: KnownFile,
  bytes: number,
  sum: string | null,
): string | null {
  if (bytes !== known.bytes) {
    return `${name} is ${bytes} bytes long; the published file has ${known.bytes}.`;
  }
  if (sum === null || sum === known.sha256) return null;
  return `${name} has the SHA-256 ${short(sum)}; the published file has ${short(known.sha256)}.`;
}

/** @throws DataError where the bytes are not those of the known file */
export async function checkChecksum(
  name: string,
  known: KnownFile,
  bytes: Uint8Array,
): Promise<void> {
  const sum = bytes.length === known.bytes ? await sha256(bytes) : null;
  const fault = checksumFault(name, known, bytes.length, sum);
  if (fault) throw new DataError(fault);
}

/**
 * The same for a file as a server sent it: servers that label what is packed have it unpacked on the way.
 * @throws DataError where the bytes are neither the known file nor what is in it
 */
export async function checkArrived(
  name: string,
  known: KnownFile,
  bytes: Uint8Array,
): Promise<void> {
  const { unpacked } = known;
  if (!unpacked || isGzip(bytes)) return checkChecksum(name, known, bytes);
  await checkChecksum(name, { name: known.name, ...unpacked }, bytes);
}

const short = (sum: string) => `${sum.slice(0, 12)}…`;
