/** The files of a .tar.gz archive, as far as a set needs them. */
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { readTar } from '../../src/data/archives/tar';
import { FileError, writeWhole } from './files';

/**
 * Writes the named files of a .tar.gz archive into a folder.
 * @throws FileError where the archive lacks one of them
 */
export function unpack(archive: string, folder: string, members: readonly string[]): void {
  const read = readTar(archive, gunzipSync(readFileSync(archive)));
  const files = new Map(read.map(({ path, bytes }) => [basename(path), bytes]));
  const missing = members.find((name) => !files.has(name));
  if (missing !== undefined) throw new FileError(`${archive} holds no ${missing}.`);
  mkdirSync(folder, { recursive: true });
  for (const name of members) writeWhole(join(folder, name), files.get(name)!);
}
