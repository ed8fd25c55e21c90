import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addInOrder, inOrder, joined, rangeOf, sharesOf, SLICES, type Half } from './slicing';

const spec = { input: [2, 2, 1], layers: [] } as const;
const embedding: Half = { name: 'embedding', spec, from: 0, to: 12, outputs: 3, count: 10 };
const noise: Half = { name: 'noise', spec, from: 12, to: 20, outputs: 1, count: 3 };
const PIECES = 2 * SLICES;

describe('slices', () => {
  it('follow each other without a gap, as long as each other but for one image', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 1, max: 9 }), (count, width) => {
        const ranges = [0, 1, 2, 3].map((slice) => rangeOf({ ...embedding, count }, slice, width));
        expect(ranges.map(([from]) => from)).toEqual([
          0,
          ...ranges.slice(0, -1).map(([, to]) => to),
        ]);
        expect(ranges.at(-1)![1]).toBe(count * width);
        const lengths = ranges.map(([from, to]) => (to - from) / width);
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the shares of a step', () => {
  it.each([
    ['one thread', 1, ['embedding 0: 0123', 'noise 0: 0123']],
    ['two threads', 2, ['embedding 0: 02', 'embedding 1: 13', 'noise 0: 02', 'noise 1: 13']],
    [
      'three threads',
      3,
      [
        ...['embedding 0: 03', 'embedding 1: 1', 'embedding 2: 2'],
        ...['noise 1: 03', 'noise 2: 1', 'noise 0: 2'],
      ],
    ],
    [
      'eight threads',
      8,
      [
        ...['embedding 0: 0', 'embedding 1: 1', 'embedding 2: 2', 'embedding 3: 3'],
        ...['noise 4: 0', 'noise 5: 1', 'noise 6: 2', 'noise 7: 3'],
      ],
    ],
  ])('are slices of one network for one thread each: %s', (_, threads, expected) => {
    const places = Array.from({ length: PIECES }, (_, piece) => piece % threads);
    const shares = sharesOf([embedding, noise], places);
    expect(
      shares.map(({ half, thread, slices }) => `${half.name} ${thread}: ${slices.join('')}`),
    ).toEqual(expected);
  });
});

describe('what threads answer', () => {
  /** An array for each slice, with the number of its network and its own in it. */
  const answer = (places: readonly number[]) => {
    const halves = [embedding, noise];
    const shares = sharesOf(halves, places);
    const answers = shares.map(({ half, slices }) =>
      slices.map((slice) => {
        const [from, to] = rangeOf(half, slice, half.outputs);
        return new Float32Array(to - from).fill(10 * halves.indexOf(half) + slice);
      }),
    );
    return { shares, answers };
  };

  it('is put in the order of the slices, wherever they were worked on', () => {
    const place = fc.integer({ min: 0, max: 7 });
    const deals = fc.array(place, { minLength: PIECES, maxLength: PIECES });
    fc.assert(
      fc.property(deals, (places) => {
        const { shares, answers } = answer(places);
        const [ofEmbedding, ofNoise] = [embedding, noise].map((half) =>
          inOrder(half, shares, answers),
        );
        expect(ofEmbedding.map(([first]) => first)).toEqual([0, 1, 2, 3]);
        // the first of four slices of three images has none
        expect(ofNoise.map(([first]) => first)).toEqual([undefined, 11, 12, 13]);
      }),
    );
  });

  it('is joined to the outputs of all images', () => {
    const { shares, answers } = answer(Array.from({ length: PIECES }, (_, piece) => piece % 3));
    const all = joined(embedding, inOrder(embedding, shares, answers));
    const images = [0, 0, 1, 1, 1, 2, 2, 3, 3, 3];
    expect([...all]).toEqual(
      images.flatMap((slice) => Array<number>(embedding.outputs).fill(slice)),
    );
    expect([...joined(noise, inOrder(noise, shares, answers))]).toEqual([11, 12, 13]);
  });
});

describe('gradients', () => {
  it('are added in their order, which rounding shows', () => {
    // more than are added up at a time
    const size = 10_000;
    const gradients = [1, 2 ** -24, 2 ** -24].map((value) => new Float32Array(size).fill(value));
    const sumOf = (terms: readonly Float32Array[]) => {
      const total = new Float32Array(size);
      addInOrder(total, terms);
      expect(new Set(total).size).toBe(1);
      return total[0];
    };
    expect(sumOf(gradients)).toBe(1);
    expect(sumOf(gradients.toReversed())).toBe(1 + 2 ** -23);
  });
});
