import { describe, expect, it } from 'vitest';
import { outputSize, parameterCount, placeLayers, type Layer, type NetworkSpec } from './layers';
import { embeddings } from './embeddings';

const conv = (kernel: number, filters: number): Layer => ({
  kind: 'conv',
  kernel,
  filters,
  activation: 'relu',
});
const pool: Layer = { kind: 'pool' };
const dense = (units: number): Layer => ({ kind: 'dense', units, activation: 'none' });
const spec = (input: NetworkSpec['input'], ...layers: Layer[]): NetworkSpec => ({ input, layers });

describe('the layers of a network', () => {
  it('of LeNet have the shapes and the 426,070 parameters of the supplement', () => {
    const embedding = spec([28, 28, 1], ...embeddings.lenet);
    const shapes = placeLayers(embedding).map(({ output }) => output.join('x'));
    expect(shapes).toEqual(['24x24x20', '12x12x20', '8x8x50', '4x4x50', '1x1x500']);
    expect(parameterCount(embedding)).toBe(426_070);
    expect(outputSize(embedding)).toBe(500);
  });

  it('lie in the vector one after another without a gap, weights before biases', () => {
    const places = placeLayers(spec([11, 9, 3], conv(3, 5), pool, conv(2, 4), dense(6), dense(2)));
    const expected = [
      // weights, biases
      [3 * 3 * 3 * 5, 5],
      [0, 0],
      [2 * 2 * 5 * 4, 4],
      [3 * 2 * 4 * 6, 6],
      [6 * 2, 2],
    ];
    let at = 0;
    places.forEach(({ weightsAt, biasAt, end }, i) => {
      const [weights, biases] = expected[i];
      expect([weightsAt, biasAt, end]).toEqual([at, at + weights, at + weights + biases]);
      at = end;
    });
    expect(places.map(({ output }) => output)).toEqual([
      [9, 7, 5],
      [4, 3, 5],
      [3, 2, 4],
      [1, 1, 6],
      [1, 1, 2],
    ]);
    places.slice(1).forEach(({ input }, i) => expect(input).toEqual(places[i].output));
  });

  it('leave out an odd last row and column when they pool', () => {
    expect(placeLayers(spec([7, 6, 2], pool))[0].output).toEqual([3, 3, 2]);
    expect(parameterCount(spec([7, 6, 2], pool))).toBe(0);
  });

  it('may leave pixels out, have zeros around them, and means in place of maxima', () => {
    const strided: Layer = { ...conv(8, 5), stride: 8 } as Layer;
    const places = placeLayers(
      spec(
        [96, 97, 3],
        strided,
        { kind: 'pad', before: 1, after: 2 },
        { kind: 'mean' },
        conv(3, 2),
      ),
    );
    expect(places.map(({ output }) => output)).toEqual([
      [12, 12, 5],
      [15, 15, 5],
      [7, 7, 5],
      [5, 5, 2],
    ]);
    expect(places.map(({ end }) => end)).toEqual([965, 965, 965, 965 + 9 * 5 * 2 + 2]);
  });

  it('may end in a map, or be none at all', () => {
    expect(outputSize(spec([7, 6, 2], conv(3, 4)))).toBe(5 * 4 * 4);
    expect(outputSize(spec([7, 6, 2]))).toBe(84);
    expect(parameterCount(spec([7, 6, 2]))).toBe(0);
  });

  it.each([
    ['a kernel', spec([4, 9, 1], conv(5, 2))],
    ['a pool', spec([9, 1, 1], pool)],
    ['a later layer', spec([15, 15, 1], conv(5, 2), pool, conv(5, 2), pool, dense(3))],
  ])('refuse images too small for %s', (_, small) => {
    expect(() => placeLayers(small)).toThrow(RangeError);
    expect(() => placeLayers(small)).toThrow(`images of ${small.input.join(' x ')} are too small`);
  });

  it('take the smallest images that fit', () => {
    const least = spec([16, 16, 1], conv(5, 2), pool, conv(5, 2), pool, dense(3));
    expect(placeLayers(least)[3].output).toEqual([1, 1, 2]);
  });
});
