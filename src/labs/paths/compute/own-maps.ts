import type { FileCache } from '../../../data/file-cache';
import type { Decode } from '../../../data/folder';
import { createRng } from '../../../core/rng/rng';
import { drawsOf } from '../../../core/rng/draws';
import { terrainCosts, type TerrainName } from '../../../core/terrain/kinds';
import { DataError } from '../../../data/images';
import { middleSquare, resize } from '../../../data/resize';
import { drawPicture } from '../../../data/terrain/terrain';
import { plainName } from '../../../data/own/names';
import { warcraftFiles, warcraftMaps } from '../../../data/terrain/warcraft';
import { TERRAIN_SEED } from '../experiment/land';
import { MAP_CELLS, SIDE } from '../experiment/spec';
import type { AddedFile, AddedMaps, OwnSource } from './protocol';
import { whyWrong } from './wrong-files';

/** What the reader has brought: pictures, and where they are known costs and right paths. */
export interface OwnMaps {
  readonly count: number;
  /** [count, SIDE, SIDE, 3]. */
  readonly pixels: Uint8Array;
  readonly costs: Float32Array | null;
  readonly paths: Uint8Array | null;
}

/** What the reader's maps need of the browser, handed in so that it can be missing or fail. */
export interface OwnMapsSurroundings {
  readonly cache: FileCache;
  readonly decode: Decode;
}

const PICTURE = SIDE * SIDE * 3;
const FILES = warcraftFiles('test');
const NEEDED = [FILES.pixels, FILES.costs];
const isWarcraft = ({ name }: AddedFile) => Object.values(FILES).includes(plainName(name));
/** Names in the cache. */
const keyOf = (name: string) => `paths/${name}`;
const PICTURES = 'pictures';
/** What the cells of the pictures cost; empty where nobody knows. */
const COSTS = 'pictures-costs';

/** The reader's own maps, of each kind those that came last; they outlive a reload where the browser keeps files. */
export function createOwnMaps({ cache, decode }: OwnMapsSurroundings) {
  const known: Partial<Record<OwnSource, Promise<OwnMaps | null>>> = {};
  // files of Warcraft maps may come one by one
  const waiting = new Map<string, Uint8Array>();

  async function readWarcraft(): Promise<OwnMaps | null> {
    const kept = new Map<string, Uint8Array>();
    for (const name of Object.values(FILES)) {
      const bytes = await cache.read(keyOf(name));
      // an empty file stands for none
      if (bytes && bytes.length > 0) kept.set(name, bytes);
    }
    return NEEDED.every((name) => kept.has(name)) ? warcraftMaps('test', kept) : null;
  }

  async function readPictures(): Promise<OwnMaps | null> {
    const pixels = await cache.read(keyOf(PICTURES));
    if (!pixels || pixels.length < PICTURE) return null;
    const costs = await cache.read(keyOf(COSTS));
    // what does not fit is of other pictures
    const fits = costs?.length === 4 * MAP_CELLS * Math.floor(pixels.length / PICTURE);
    return ofPictures(pixels, fits ? new Float32Array(costs.slice().buffer) : null);
  }

  /** @throws DataError naming a file that can't be used, or one that is missing */
  async function addWarcraft(files: readonly AddedFile[]): Promise<number> {
    for (const { name, bytes } of files) waiting.set(plainName(name), bytes);
    const missing = NEEDED.filter((name) => !waiting.has(name));
    if (missing.length > 0) {
      throw new DataError(`${[...waiting.keys()].join(', ')}: drop ${missing.join(', ')} too.`);
    }
    const all = new Map(waiting);
    waiting.clear();
    const maps = warcraftMaps('test', all);
    known.warcraft = Promise.resolve(maps);
    for (const name of Object.values(FILES)) {
      await cache.write(keyOf(name), all.get(name) ?? new Uint8Array());
    }
    return maps.count;
  }

  async function addPictures(
    pictures: readonly Uint8Array[],
    costs: Float32Array | null,
  ): Promise<void> {
    const pixels = new Uint8Array(pictures.length * PICTURE);
    pictures.forEach((picture, i) => pixels.set(picture, i * PICTURE));
    known.own = Promise.resolve(ofPictures(pixels, costs));
    // of an interrupted write there is no picture at costs of another
    await cache.write(keyOf(COSTS), new Uint8Array());
    await cache.write(keyOf(PICTURES), pixels);
    if (costs) await cache.write(keyOf(COSTS), new Uint8Array(costs.buffer));
  }

  return {
    /** Null where there are none. @throws DataError where what is kept can't be read */
    read(source: OwnSource): Promise<OwnMaps | null> {
      return (known[source] ??= source === 'warcraft' ? readWarcraft() : readPictures());
    },
    async add(files: readonly AddedFile[]): Promise<AddedMaps> {
      const problems: string[] = [];
      const arrays = files.filter(isWarcraft);
      const pictures: Uint8Array[] = [];
      for (const file of files.filter((one) => !isWarcraft(one))) {
        try {
          pictures.push(await pictureOf(file, decode));
        } catch (error) {
          problems.push(whyWrong(file, error));
        }
      }
      let added: OwnSource | null = null;
      if (pictures.length > 0) {
        await addPictures(pictures, null);
        added = 'own';
      }
      if (arrays.length > 0) {
        try {
          await addWarcraft(arrays);
          added = 'warcraft';
        } catch (error) {
          if (!(error instanceof DataError)) throw error;
          problems.push(error.message);
        }
      }
      return { added, problems };
    },
    /** Draws land that the reader has painted as a picture, at the costs of its terrains, and keeps it as their own. */
    async addLand(terrain: readonly TerrainName[]): Promise<void> {
      await addPictures([pictureOfLand(terrain)], costsOfLand(terrain));
    },
  };
}

const ofPictures = (pixels: Uint8Array, costs: Float32Array | null): OwnMaps => ({
  ...{ count: Math.floor(pixels.length / PICTURE), pixels, costs, paths: null },
});

const costsOfLand = (terrain: readonly TerrainName[]) =>
  Float32Array.from(terrain, (name) => terrainCosts[name]);

function pictureOfLand(terrain: readonly TerrainName[]): Uint8Array {
  const picture = new Uint8Array(PICTURE);
  drawPicture(terrain, drawsOf(createRng(TERRAIN_SEED, 'paths/painted'), 0), picture);
  return picture;
}

/** The middle square of a picture at the size of a map [SIDE, SIDE, 3]; rejects what is no picture. */
const pictureOf = async ({ name, bytes }: AddedFile, decode: Decode): Promise<Uint8Array> =>
  resize(middleSquare(await decode(name, bytes)), SIDE, 3);
