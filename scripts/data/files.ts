/** Files on the disk: their checksums, and writing them whole or not at all. */
import { createHash } from 'node:crypto';
import { createReadStream, renameSync, statSync, writeFileSync } from 'node:fs';
import { checksumFault, type KnownFile } from '../../src/data/checksum';

/** A file that can't be had: one sentence that names it and says why. */
export class FileError extends Error {}

/** Bytes of a file; -1 where there is none. */
export function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat?.isFile() ? stat.size : -1;
}

export async function sumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** What is wrong with a file that should be a known one: a sentence starting with `label`. */
export async function faultOf(
  path: string,
  known: KnownFile,
  label: string,
): Promise<string | null> {
  const size = sizeOf(path);
  if (size < 0) return `${label} is missing.`;
  return checksumFault(label, known, size, size === known.bytes ? await sumOf(path) : null);
}

export const isWhole = async (path: string, known: KnownFile) =>
  (await faultOf(path, known, path)) === null;

/** A kill in between leaves the file of before. */
export function writeWhole(path: string, content: Uint8Array | string): void {
  writeFileSync(`${path}.part`, content);
  renameSync(`${path}.part`, path);
}

export const megabytes = (bytes: number) =>
  bytes < 100_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
