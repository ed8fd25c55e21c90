import { describe, expect, it } from 'vitest';
import {
  confusion,
  countRight,
  embed,
  EMBEDDING_BLOCK,
  findAll,
  rawPoints,
  type LabelledImages,
} from './evaluation';
import { createNeighbourSearch, type Neighbours } from '../../../core/neighbours/nearest';
import type { Network } from '../../../core/networks/plain';
import { points } from '../../../core/neighbours/testing/search';
import { normals } from '../../../core/neighbours/testing/numbers';

const SIZE = 4;
const shape = { size: SIZE, dimensions: 2, scale: { mean: [0.5], deviation: [0.25] } };

function imagesOf(count: number): LabelledImages {
  const pixels = Uint8Array.from({ length: count * SIZE }, (_, i) => (37 * i) % 256);
  return { count, pixels, labels: Uint8Array.from({ length: count }, (_, i) => i % 3) };
}

/** First and last input of every image, times the first weight. */
function endsNetwork(blocks: number[] = []): Network {
  return {
    forward(params, inputs, count) {
      blocks.push(count);
      return Float32Array.from({ length: 2 * count }, (_, i) => {
        const image = i >> 1;
        return params[0] * inputs[image * SIZE + (i % 2) * (SIZE - 1)];
      });
    },
    backward: () => {
      throw new Error('nothing is trained here');
    },
  };
}

describe('embeddings of images', () => {
  const images = imagesOf(2 * EMBEDDING_BLOCK + 30);
  const params = Float32Array.of(3);
  const input = (image: number, i: number) => (images.pixels[image * SIZE + i] / 255 - 0.5) / 0.25;

  it('are asked for two blocks at a time of a network that takes them, and are the same', async () => {
    const range = { from: 0, to: images.count };
    const expected = await embed(endsNetwork(), params, images, range, shape);
    const log: string[] = [];
    const network = (together?: number) => ({
      together,
      async forward(...[weights, inputs, count]: Parameters<Network['forward']>) {
        log.push(`ask ${count}`);
        // inputs are read as late as they may be
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        log.push(`answer ${count}`);
        return endsNetwork().forward(weights, inputs, count);
      },
    });
    const pause = (done: number) => void log.push(`${Math.round(done * 230)} done`);
    const found = await embed(network(2), params, images, range, shape, pause);
    expect(found).toEqual(expected);
    expect(log.slice(0, 5)).toEqual(['ask 100', 'ask 100', 'answer 100', 'answer 100', '100 done']);
    expect(log.slice(5)).toEqual(['ask 30', '200 done', 'answer 30', '230 done']);
    log.length = 0;
    expect(await embed(network(), params, images, range, shape)).toEqual(expected);
    expect(log.slice(0, 4)).toEqual(['ask 100', 'answer 100', 'ask 100', 'answer 100']);
  });

  it('end with the first block that fails, whatever becomes of the one behind it', async () => {
    let calls = 0;
    const network = {
      together: 2,
      forward: () => Promise.reject(new Error(`block ${++calls} is lost`)),
    };
    const range = { from: 0, to: images.count };
    await expect(embed(network, params, images, range, shape)).rejects.toThrow('block 1 is lost');
    expect(calls).toBe(2);
  });

  it.each([
    [0, 230],
    [7, 8],
    [100, 200],
    [15, 216],
    [50, 50],
  ])('are those of the network for the images from %i to %i', async (from, to) => {
    const found = await embed(endsNetwork(), params, images, { from, to }, shape);
    expect(found.count).toBe(to - from);
    expect(found.values).toHaveLength(2 * (to - from));
    for (let i = 0; i < found.count; i++) {
      expect(found.values[2 * i]).toBeCloseTo(3 * input(from + i, 0), 4);
      expect(found.values[2 * i + 1]).toBeCloseTo(3 * input(from + i, SIZE - 1), 4);
    }
  });

  it('are refused where one is no finite number', async () => {
    for (const weight of [NaN, Infinity]) {
      const network = endsNetwork();
      const range = { from: 0, to: images.count };
      const made = embed(network, Float32Array.of(weight), images, range, shape);
      await expect(made).rejects.toMatchObject({ name: 'DivergedError' });
    }
  });

  it('come in blocks, with the share that is done after each', async () => {
    const blocks: number[] = [];
    const shares: number[] = [];
    await embed(endsNetwork(blocks), params, images, { from: 0, to: 230 }, shape, (share) => {
      shares.push(share);
    });
    expect(blocks).toEqual([100, 100, 30]);
    expect(shares).toEqual([100 / 230, 200 / 230, 1]);
  });

  it('are given up where the pause says so', async () => {
    const blocks: number[] = [];
    const stop = () => Promise.reject(new Error('enough'));
    const range = { from: 0, to: 230 };
    await expect(embed(endsNetwork(blocks), params, images, range, shape, stop)).rejects.toThrow(
      'enough',
    );
    expect(blocks).toEqual([100]);
  });

  it('without a network are the pixels from 0 to 1', () => {
    const { values, count } = rawPoints({
      count: 1,
      pixels: Uint8Array.of(0, 51, 255),
      labels: Uint8Array.of(1),
    });
    expect(count).toBe(1);
    expect(values).toEqual(Float32Array.of(0, 0.2, 1));
  });
});

describe('the neighbours of all queries', () => {
  const dim = 3;
  const set = points(normals(80 * dim, 1), dim);
  const queries = points(normals(600 * dim, 2), dim);

  it('are those of one search, also beyond one block', async () => {
    const shares: number[] = [];
    const found = await findAll(set, queries, dim, 4, undefined, (share) => {
      shares.push(share);
    });
    expect(found).toEqual(createNeighbourSearch(set, dim, 4).find(queries, 0, 600));
    expect(shares).toEqual([256 / 600, 512 / 600, 1]);
  });

  it('are none of no queries', async () => {
    const found = await findAll(set, points(new Float32Array(0), dim), dim, 4);
    expect(found.indices).toHaveLength(0);
  });

  it('are given up where the pause says so', async () => {
    const stop = () => {
      throw new Error('enough');
    };
    await expect(findAll(set, queries, dim, 4, undefined, stop)).rejects.toThrow('enough');
  });
});

describe('right answers', () => {
  // candidates 0 .. 4 of these classes; three queries with three neighbours each
  const labels = Uint8Array.of(0, 1, 1, 2, 2);
  const neighbours: Neighbours = {
    k: 3,
    indices: Int32Array.of(0, 1, 2, 3, 0, 4, 1, 0, 3),
    distances: new Float32Array(9),
  };
  const truth = Uint8Array.of(1, 2, 0);

  it('are counted for every k by the vote of the nearest', () => {
    // k = 1: 0, 2, 1; k = 2: ties go to the nearest; k = 3: 1, 2, and 1 of three that differ
    const { images, ks, right } = countRight(neighbours, [1, 2, 3], labels, truth);
    expect({ images, ks, right }).toEqual({ images: 3, ks: [1, 2, 3], right: [1, 1, 2] });
  });

  it('stand on the diagonal of the confusion', () => {
    const counts = confusion(neighbours, 3, labels, truth, 3);
    expect(Array.from(counts)).toEqual([0, 1, 0, 0, 1, 0, 0, 0, 1]);
    for (const k of [1, 2, 3]) {
      const table = confusion(neighbours, k, labels, truth, 3);
      const [right] = countRight(neighbours, [k], labels, truth).right;
      expect(table[0] + table[4] + table[8]).toBe(right);
      expect(table.reduce((sum, n) => sum + n, 0)).toBe(3);
    }
  });
});
