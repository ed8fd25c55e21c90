/** The files of a .tar.gz archive, as far as a set needs them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { FileError, writeWhole } from './files';

const BLOCK = 512;
const NAME = [0, 100] as const;
const SIZE = [124, 136] as const;
const TYPE = 156;

/** The plain files of a tar archive by their last name, as views of its bytes. */
export function tarFiles(tar: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const size = parseInt(textOf(header, SIZE), 8) || 0;
    const start = at + BLOCK;
    const type = header[TYPE];
    const isPlain = type === 0 || type === 0x30;
    if (isPlain && start + size <= tar.length) {
      files.set(basename(textOf(header, NAME)), tar.subarray(start, start + size));
    }
    at = start + BLOCK * Math.ceil(size / BLOCK);
  }
  return files;
}

function textOf(header: Uint8Array, [from, to]: readonly [number, number]): string {
  return new TextDecoder().decode(header.subarray(from, to)).split('\0')[0].trim();
}

/**
 * Writes the named files of a .tar.gz archive into a folder.
 * @throws FileError where the archive lacks one of them
 */
export function unpack(archive: string, folder: string, members: readonly string[]): void {
  const files = tarFiles(gunzipSync(readFileSync(archive)));
  const missing = members.find((name) => !files.has(name));
  if (missing !== undefined) throw new FileError(`${archive} holds no ${missing}.`);
  mkdirSync(folder, { recursive: true });
  for (const name of members) writeWhole(join(folder, name), files.get(name)!);
}
