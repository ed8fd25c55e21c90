/** index.json: which sets lie in the folder of data, file by file. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCollectionId, type Collection, type CollectionId } from './collections';
import type { KnownFile } from '../../src/data/checksum';
import { isWhole, sizeOf, sumOf, writeWhole } from './files';

export interface ListedSet {
  readonly id: CollectionId;
  readonly title: string;
  /** Whether some of the published images are left out. */
  readonly part: boolean;
  readonly files: readonly KnownFile[];
}

interface DataIndex {
  readonly app: 'noisy-argmax';
  readonly kind: 'data';
  readonly sets: readonly ListedSet[];
}

const indexOf = (folder: string) => join(folder, 'index.json');

export function writeIndex(folder: string, sets: readonly ListedSet[]): void {
  const index: DataIndex = { app: 'noisy-argmax', kind: 'data', sets };
  writeWhole(indexOf(folder), `${JSON.stringify(index, null, 2)}\n`);
}

/** What an earlier run listed; nothing where there is no list or a damaged one. */
function readIndex(folder: string): readonly ListedSet[] {
  try {
    const { sets } = JSON.parse(readFileSync(indexOf(folder), 'utf8')) as DataIndex;
    return sets.filter(({ id, files }) => isCollectionId(id) && Array.isArray(files));
  } catch {
    return [];
  }
}

/** The set as it lies in the folder, or null where files are missing or damaged. */
export async function listed(folder: string, set: Collection): Promise<ListedSet | null> {
  const { id, title, files, archive } = set;
  const unpacked = archive ? await unpackedEarlier(folder, set) : null;
  if (unpacked) return { id, title, part: false, files: unpacked };
  if (files.length === 0 || !(await allWhole(join(folder, id), files))) return null;
  return archive
    ? { id, title: `${title}, a part`, part: true, files }
    : { id, title, part: false, files };
}

/** Files from a verified archive, still as they were written. */
async function unpackedEarlier(folder: string, { id, archive }: Collection) {
  const earlier = readIndex(folder).find((other) => other.id === id)?.files ?? [];
  const names = new Set(earlier.map(({ name }) => name));
  if (!archive?.members.every((name) => names.has(name))) return null;
  return (await allWhole(join(folder, id), earlier)) ? earlier : null;
}

async function allWhole(folder: string, files: readonly KnownFile[]): Promise<boolean> {
  for (const file of files) if (!(await isWhole(join(folder, file.name), file))) return false;
  return true;
}

/** The set as it was just unpacked. */
export async function listUnpacked(folder: string, { id, title, archive }: Collection) {
  const files: KnownFile[] = [];
  for (const name of archive!.members) {
    const path = join(folder, id, name);
    files.push({ name, bytes: sizeOf(path), sha256: await sumOf(path) });
  }
  return { id, title, part: false, files } satisfies ListedSet;
}
