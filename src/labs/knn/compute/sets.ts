import { assembleSet } from '../../../data/assemble';
import { catalogue, isSetId, setIds } from '../../../data/catalogue';
import { checkArrived, type KnownFile } from '../../../data/checksum';
import { browserDecoder } from '../../../data/decode';
import { drawnSet } from '../../../data/drawn/drawn';
import type { FileCache } from '../../../data/file-cache';
import { DataError, type ImageSet } from '../../../data/images';
import { readOwn } from '../../../data/own/own';
import { DRAWN } from '../experiment/cell';
import type { AddedSet, ListedSet, SetInfo } from './protocol';

/** What the sets need of the browser, handed in so that each can be missing or fail. */
export interface SetSurroundings {
  /** Address of the folder with the site's own sets, ending in a slash. */
  readonly base: string;
  fetch(address: string): Promise<Response>;
  /** Keeps files over a reload. */
  readonly cache: FileCache;
}

/** Name of the reader's own set in lists; its id goes on with what is in it. */
const OWN = 'own';

export interface Sets {
  list(): Promise<readonly ListedSet[]>;
  /** @throws DataError in words for the reader */
  open(id: string): Promise<ImageSet>;
  add(files: readonly { readonly path: string; readonly bytes: Uint8Array }[]): Promise<AddedSet>;
}

export const infoOf = (set: ImageSet): SetInfo => ({
  id: set.id,
  title: set.title,
  height: set.height,
  width: set.width,
  channels: set.channels,
  classes: set.classes,
  train: set.train.count,
  test: set.test.count,
});

/** Pixels of images of a part, one after the other; numbers beyond its end begin anew. */
export function imagesOf({ pixels, count }: ImageSet['train'], numbers: readonly number[]) {
  const size = pixels.length / count;
  const result = new Uint8Array(numbers.length * size);
  numbers.forEach((wanted, i) => {
    const number = wanted % count;
    result.set(pixels.subarray(number * size, (number + 1) * size), i * size);
  });
  return result;
}

/** The image sets of the page: generated, on the site, and the reader's own. */
export function createSets(around: SetSurroundings): Sets {
  const opened = new Map<string, Promise<ImageSet>>();
  let index: Promise<ReadonlyMap<string, readonly KnownFile[]>> | null = null;

  /** The sets that lie beside the page, with their files; none where there is no list. */
  function siteSets() {
    index ??= readIndex(around).catch(() => new Map<string, readonly KnownFile[]>());
    return index;
  }

  async function openSite(id: string): Promise<ImageSet> {
    if (!isSetId(id)) throw new DataError(`There is no set "${id}".`);
    const files = (await siteSets()).get(id);
    if (!files) throw new DataError(howToAdd(id));
    // lists of older sites do not tell what is in a packed file
    const unpackedOf = new Map(catalogue[id].files.map((file) => [file.sha256, file.unpacked]));
    const read = await Promise.all(
      files.map(async (file) => {
        const unpacked = file.unpacked ?? unpackedOf.get(file.sha256);
        const known = unpacked ? { ...file, unpacked } : file;
        return [file.name, await siteFile(around, id, known)] as const;
      }),
    );
    return assembleSet(id, new Map(read));
  }

  async function openOwn(): Promise<ImageSet> {
    const kept = await around.cache.read(OWN);
    if (!kept) throw new DataError('Your own set is not here; drop its files on the page again.');
    return unpack(kept);
  }

  return {
    async list() {
      const site = await siteSets();
      const kept = opened.has(OWN) || (await around.cache.read(OWN)) != null;
      return [
        { id: 'drawn', title: 'Drawn digits (generated)', here: true, note: '' },
        ...setIds.map((id) => ({
          id,
          title: catalogue[id].title,
          here: site.has(id),
          note: site.has(id) ? '' : howToAdd(id),
        })),
        {
          id: OWN,
          title: 'Your own images',
          here: kept,
          note: kept
            ? ''
            : 'Drop IDX or CIFAR files, arrays of numpy, a table, or a zip with one folder per class.',
        },
      ];
    },
    open(wanted) {
      const id = wanted.startsWith(`${OWN}-`) ? OWN : wanted;
      let set = opened.get(id);
      if (!set) {
        set =
          id === 'drawn' ? Promise.resolve(drawnSet(DRAWN)) : id === OWN ? openOwn() : openSite(id);
        set = set.then((found) => checkSame(found, wanted));
        opened.set(id, set);
        // what failed may be there the next time
        set.catch(() => opened.delete(id));
      }
      return set;
    },
    async add(files) {
      const { set: read, problems, notes } = await readOwn(files, browserDecoder());
      const set = { ...read, id: ownId(read) };
      opened.set(OWN, Promise.resolve(set));
      await around.cache.write(OWN, pack(set));
      return { info: infoOf(set), problems, notes };
    },
  };
}

/** Of a reader's own set there is one at a time. */
function checkSame(set: ImageSet, wanted: string): ImageSet {
  if (set.id === wanted || wanted === OWN || !wanted.startsWith(`${OWN}-`)) return set;
  throw new DataError('These runs belong to other images of your own; drop those again to go on.');
}

const howToAdd = (id: string) =>
  `${isSetId(id) ? catalogue[id].title : id} is not on this site. Who serves the site adds it with "npm run data"; you can drop its original files on the page.`;

async function readIndex({ base, fetch }: SetSurroundings) {
  const response = await fetch(`${base}index.json`);
  const found = new Map<string, readonly KnownFile[]>();
  if (!response.ok) return found;
  const index = (await response.json()) as {
    readonly kind?: unknown;
    readonly sets?: readonly { readonly id: string; readonly files: readonly KnownFile[] }[];
  };
  if (index.kind !== 'data') return found;
  for (const { id, files } of index.sets ?? []) found.set(id, files);
  return found;
}

/** A file of the site: from the cache if its checksum is right, else fetched, checked and kept. */
async function siteFile(
  { base, fetch, cache }: SetSurroundings,
  id: string,
  file: KnownFile,
): Promise<Uint8Array> {
  const name = `${id}/${file.name}`;
  const kept = await cache.read(name);
  if (kept && (await fits(name, file, kept))) return kept;
  let response: Response;
  try {
    response = await fetch(`${base}${name}`);
  } catch {
    throw new DataError(`${file.name} could not be fetched: the network is not there.`);
  }
  if (!response.ok) {
    throw new DataError(
      `${file.name} could not be fetched: the server answered ${response.status}.`,
    );
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  await checkArrived(file.name, file, bytes);
  await cache.write(name, bytes);
  return bytes;
}

async function fits(name: string, file: KnownFile, bytes: Uint8Array): Promise<boolean> {
  try {
    await checkArrived(name, file, bytes);
    return true;
  } catch {
    return false;
  }
}

/** Another set is another id: a run is never taken up with images that it was not begun with. */
function ownId({ train, test }: ImageSet): string {
  let hash = 0x811c9dc5;
  const mix = (value: number) => (hash = Math.imul(hash ^ value, 0x01000193));
  for (const { labels, pixels } of [train, test]) {
    labels.forEach(mix);
    const stride = Math.max(1, Math.floor(pixels.length / 10_000));
    for (let i = 0; i < pixels.length; i += stride) mix(pixels[i]);
  }
  return `${OWN}-${(hash >>> 0).toString(16)}`;
}

/** A set as bytes: one line of JSON, then labels and pixels of both parts. */
function pack(set: ImageSet): Uint8Array {
  const head = new TextEncoder().encode(`${JSON.stringify(infoOf(set))}\n`);
  const blocks = [head, set.train.labels, set.train.pixels, set.test.labels, set.test.pixels];
  const bytes = new Uint8Array(blocks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const block of blocks) {
    bytes.set(block, at);
    at += block.length;
  }
  return bytes;
}

function unpack(bytes: Uint8Array): ImageSet {
  let at = bytes.indexOf(10) + 1;
  const info = JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))) as SetInfo;
  const size = info.height * info.width * info.channels;
  const part = (count: number) => {
    const labels = bytes.subarray(at, at + count);
    const pixels = bytes.subarray(at + count, at + count * (size + 1));
    at += count * (size + 1);
    return { count, labels, pixels };
  };
  return { ...info, train: part(info.train), test: part(info.test) };
}
