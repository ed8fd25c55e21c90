import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { streamId } from '../../core/rng/rng';
import type { Images, ImageSet } from '../images';
import { alphabets, drawnSet } from './drawn';
import { SIDE } from './raster';

// constants of this file: what is imported is looked up each time it is used
const ROW = SIDE;
const SIZE = SIDE * SIDE;
const imageAt = ({ pixels }: Images, i: number) => pixels.subarray(i * SIZE, (i + 1) * SIZE);
/** Whether b is nearer to a than this distance: most are seen not to be after a few rows. */
function isNearer(a: Uint8Array, b: Uint8Array, than: number): boolean {
  const limit = than * than;
  let sum = 0;
  for (let p = 0; p < SIZE && sum < limit;) {
    for (const end = p + ROW; p < end; p++) sum += (a[p] - b[p]) ** 2;
  }
  return sum < limit;
}

/** A set whose pixels are told by their hash: thousands of numbers are slow to compare. */
function brief({ train, test, ...set }: ImageSet) {
  const hashed = (images: Images) => ({ ...images, pixels: hash(images.pixels) });
  return { ...set, train: hashed(train), test: hashed(test) };
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** FNV-1a of the first 50 training images of seed 1. */
const GOLDEN = 615294836;

const kinds = Object.keys(alphabets) as (keyof typeof alphabets)[];

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let p = 0; p < SIZE; p++) sum += (a[p] - b[p]) ** 2;
  return Math.sqrt(sum);
}

describe.each(kinds)('drawn %s', (classes) => {
  const set = drawnSet({ seed: 5, train: 205, test: 43, classes });

  it('are a set of images with names of classes', () => {
    expect(set).toMatchObject({ id: 'drawn', height: 28, width: 28, channels: 1 });
    expect(new Set(set.classes).size).toBe(alphabets[classes].length);
    for (const [part, count] of [[set.train, 205] as const, [set.test, 43] as const]) {
      expect(part.count).toBe(count);
      expect(part.labels.length).toBe(count);
      expect(part.pixels.length).toBe(count * SIZE);
    }
  });

  it('are the same for the same seed and others for another', () => {
    expect(brief(drawnSet({ seed: 5, train: 205, test: 43, classes }))).toEqual(brief(set));
    const other = drawnSet({ seed: 6, train: 205, test: 43, classes });
    expect(other.train.labels).not.toEqual(set.train.labels);
    expect(hash(other.train.pixels)).not.toBe(hash(set.train.pixels));
  });

  it('begin alike, however many there are, and whatever the size of the other part', () => {
    const larger = drawnSet({ seed: 5, train: 301, test: 0, classes });
    expect(larger.train.labels.subarray(0, 205)).toEqual(set.train.labels);
    expect(hash(larger.train.pixels.subarray(0, 205 * SIZE))).toBe(hash(set.train.pixels));
  });

  it('differ between the parts', () => {
    expect(set.test.labels).not.toEqual(set.train.labels.subarray(0, 43));
    expect(imageAt(set.test, 0)).not.toEqual(imageAt(set.train, 0));
  });

  it('have all classes equally often, in a new order each round', () => {
    const n = set.classes.length;
    const rounds = new Set<string>();
    for (let start = 0; start + n <= 205; start += n) {
      const round = [...set.train.labels.subarray(start, start + n)];
      expect(round.toSorted((a, b) => a - b)).toEqual([...Array(n).keys()]);
      rounds.add(round.join());
    }
    expect(rounds.size).toBe(Math.floor(205 / n));
  });
});

describe('drawn digits', () => {
  const { train, test } = drawnSet({ seed: 1, train: 2000, test: 300 });

  it('are these bytes, in every engine', () => {
    expect(streamId(String.fromCharCode(...train.pixels.subarray(0, 50 * SIZE)))).toBe(GOLDEN);
  });

  it('keep away from the border, but for a stray mark now and then', () => {
    let touching = 0;
    for (let i = 0; i < train.count; i++) {
      const strong = (value: number, p: number) =>
        value > 127 && [0, SIDE - 1].some((edge) => p % SIDE === edge || (p / SIDE) >> 0 === edge);
      if (imageAt(train, i).some(strong)) touching++;
    }
    expect(touching / train.count).toBeLessThan(0.05);
  });

  it('have means of the classes that differ by far more than chance', () => {
    const means = [0, 1].map((half) =>
      Array.from({ length: 10 }, (_, label) => {
        const mean = new Float64Array(SIZE);
        for (let i = half * 1000; i < (half + 1) * 1000; i++) {
          if (train.labels[i] === label) imageAt(train, i).forEach((v, p) => (mean[p] += v / 100));
        }
        return mean;
      }),
    );
    const chance = Math.max(...means[0].map((mean, label) => distance(mean, means[1][label])));
    for (let a = 0; a < 10; a++) {
      for (let b = 0; b < a; b++) {
        expect(distance(means[0][a], means[1][b])).toBeGreaterThan(1.2 * chance);
      }
    }
  });

  it('are hard for the nearest neighbour in raw pixels, and not hopeless', () => {
    let right = 0;
    for (let t = 0; t < test.count; t++) {
      let [best, label] = [Infinity, -1];
      const asked = imageAt(test, t);
      for (let i = 0; i < train.count; i++) {
        const other = imageAt(train, i);
        if (isNearer(asked, other, best)) [best, label] = [distance(asked, other), train.labels[i]];
      }
      if (label === test.labels[t]) right++;
    }
    expect(right / test.count).toBeGreaterThan(0.65);
    expect(right / test.count).toBeLessThan(0.88);
  });
});

it('a set may be empty; a number of images that is none, and a seed that is none, are named', () => {
  expect(drawnSet({ seed: 0, train: 0, test: 0 }).train.count).toBe(0);
  expect(() => drawnSet({ seed: 0, train: -1, test: 0 })).toThrow('train must be');
  expect(() => drawnSet({ seed: 0, train: 1, test: 0.5 })).toThrow('test must be');
  expect(() => drawnSet({ seed: -1, train: 1, test: 1 })).toThrow('seed must be');
});
