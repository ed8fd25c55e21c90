import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createNeighbourSearch, plainBlockDistances, squaredNorms, vote } from './nearest';
import { normals } from './testing/numbers';
import { describeSearch, points } from './testing/search';

describeSearch('plain distances', () => plainBlockDistances);

describe('the search of neighbours', () => {
  it('is right whatever the kernel says, as long as that errs no more than float32 does', () => {
    const dim = 6;
    const set = points(normals(400 * dim, 1), dim);
    const queries = points(normals(9 * dim, 2), dim);
    const rough = createNeighbourSearch(set, dim, 5, (...call) => {
      plainBlockDistances(...call);
      const out = call[8];
      // the last bits, at random
      for (let i = 0; i < out.length; i++) out[i] *= 1 + (((i * 7919) % 3) - 1) * 2 ** -23;
    });
    expect(rough.find(queries, 0, 9)).toEqual(
      createNeighbourSearch(set, dim, 5).find(queries, 0, 9),
    );
  });

  it.each([0, 1.5, 11, NaN])('refuses k = %s of ten points', (k) => {
    expect(() => createNeighbourSearch(points(normals(20, 1), 2), 2, k)).toThrow(
      new RangeError(`k must be from 1 to 10, got ${k}`),
    );
  });

  it('has block distances that are squared distances less the norm of the query', () => {
    const dim = 3;
    const [a, b] = [points(normals(5 * dim, 3), dim), points(normals(7 * dim, 4), dim)];
    const out = new Float32Array(3 * 4);
    plainBlockDistances(a, 1, 4, b, 2, 6, dim, squaredNorms(b, dim), out);
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 4; j++) {
        let [squared, norm] = [0, 0];
        for (let d = 0; d < dim; d++) {
          const value = a.values[(1 + i) * dim + d];
          squared += (value - b.values[(2 + j) * dim + d]) ** 2;
          norm += value ** 2;
        }
        expect(out[i * 4 + j]).toBeCloseTo(squared - norm, 5);
      }
    }
  });
});

describe('a vote', () => {
  /** One query whose neighbours are the points 0, 1, 2, .. */
  const classOf = (labels: readonly number[], k = labels.length) =>
    vote(
      {
        k: labels.length,
        indices: Int32Array.from(labels, (_, i) => i),
      },
      0,
      k,
      Uint8Array.from(labels),
    );

  it('goes to the class with most voters', () => {
    expect(classOf([3, 1, 1])).toBe(1);
    expect(classOf([0, 2, 2, 255, 255, 255])).toBe(255);
  });

  it('goes to the class of the nearest voter where classes have equally many', () => {
    expect(classOf([4, 1])).toBe(4);
    expect(classOf([9, 2, 1, 1, 2])).toBe(2);
    expect(classOf([9, 1, 2, 2, 1])).toBe(1);
    expect(classOf([5, 4, 3, 2])).toBe(5);
  });

  it('counts the first k alone', () => {
    expect(classOf([3, 1, 1], 1)).toBe(3);
    expect(classOf([3, 1, 1], 2)).toBe(3);
    expect(classOf([3, 1, 1], 3)).toBe(1);
  });

  it('is that of counting, for every query of several', () => {
    const lists = fc.array(fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }), { minLength: 1 });
    fc.assert(
      fc.property(lists, fc.integer({ min: 1, max: 5 }), (queries, k) => {
        const labels = Uint8Array.from(queries.flat());
        const indices = Int32Array.from(labels, (_, i) => i);
        const neighbours = { k: 5, indices };
        queries.forEach((list, q) => {
          const voters = list.slice(0, k);
          const votes = (label: number) => voters.filter((other) => other === label).length;
          const most = Math.max(...voters.map(votes));
          const expected = voters.find((label) => votes(label) === most);
          expect(vote(neighbours, q, k, labels)).toBe(expected);
        });
      }),
    );
  });
});
