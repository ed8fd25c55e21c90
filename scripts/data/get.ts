/** Gets sets, one after the other, and lists what is there in index.json. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { collectionIds, collections, type Collection, type CollectionId } from './collections';
import { listed, listUnpacked, writeIndex, type ListedSet } from './contents';
import { FileError, isWhole, megabytes } from './files';
import type { Source } from './sources';
import { unpack } from './unpack';

export interface GetOptions {
  readonly ids: readonly CollectionId[];
  readonly known?: Readonly<Record<CollectionId, Collection>>;
  /** The folder of data: a folder for each set, and index.json. */
  readonly to: string;
  readonly source: Source;
  readonly log: (line: string) => void;
  /** Called with a sentence for each file that can't be had. */
  readonly warn: (sentence: string) => void;
}

/** Whether all that was asked for is there; a set that is not leaves the others as they are. */
export async function getSets(options: GetOptions): Promise<boolean> {
  const { ids, to, known = collections } = options;
  mkdirSync(to, { recursive: true });
  const there = new Map<CollectionId, ListedSet>();
  const list = (set: ListedSet | null) => {
    if (set) there.set(set.id, set);
    writeIndex(to, [...there.values()]);
  };
  for (const id of collectionIds) {
    const set = await listed(to, known[id]);
    if (set) there.set(id, set);
  }
  list(null);
  let complete = true;
  for (const id of ids) {
    const got = await getSet(known[id], there.get(id), list, options);
    complete &&= got;
  }
  return complete;
}

type List = (set: ListedSet | null) => void;

async function getSet(
  set: Collection,
  before: ListedSet | undefined,
  list: List,
  options: GetOptions,
): Promise<boolean> {
  const { to, log } = options;
  if (before && !before.part) {
    log(`${before.title}: in ${join(to, set.id)} already`);
    return true;
  }
  const fromArchive = await orWarn(() => getArchive(set, list, options), options);
  if (fromArchive !== 'none') return fromArchive === 'got';
  const got = await getFiles(set, options);
  const now = await listed(to, set);
  list(now);
  if (now) log(`${now.title}: in ${join(to, set.id)}`);
  return got;
}

async function getArchive(
  set: Collection,
  list: List,
  { to, source, log }: GetOptions,
): Promise<'got' | 'none'> {
  const folder = join(to, set.id);
  const archive = await source.archive(set, folder);
  if (!archive) return 'none';
  log(`${set.id}  unpacking ${archive.path}`);
  unpack(archive.path, folder, set.archive!.members);
  // listed first: an archive without its list is unpacked again, a list without archive is not
  list(await listUnpacked(to, set));
  archive.dispose();
  log(`${set.title}: in ${folder}`);
  return 'got';
}

/** Every file of the set, so that one run names all that are missing. */
async function getFiles(set: Collection, options: GetOptions): Promise<boolean> {
  const { to, source, log } = options;
  let complete = true;
  for (const file of set.files) {
    const path = join(to, set.id, file.name);
    const label = `${set.id}/${file.name}`;
    if (await isWhole(path, file)) {
      log(`${label}  is there already`);
      continue;
    }
    const got = await orWarn(async () => {
      await source.put(set, file, path);
      log(`${label}  ${megabytes(file.bytes)}`);
      return true;
    }, options);
    complete &&= got === true;
  }
  return complete;
}

/** The result, or 'failed' after a warning; what is no matter of files is thrown on. */
async function orWarn<T>(get: () => Promise<T>, { warn }: GetOptions): Promise<T | 'failed'> {
  try {
    return await get();
  } catch (error) {
    if (!isOfFiles(error)) throw error;
    warn(error.message);
    return 'failed';
  }
}

/** Ours, or the system's: no space left, no permission, a file in the place of a folder. */
const isOfFiles = (error: unknown): error is Error =>
  error instanceof FileError || (error instanceof Error && 'syscall' in error);
