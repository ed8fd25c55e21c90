import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { createNoise, noiseSpec } from '../noise/noise';
import { createAssignmentSolver } from '../oracles/matching/assignment';
import { matching } from '../oracles/matching/matching';
import { ranking } from '../oracles/ranking/ranking';
import { spanningTree } from '../oracles/spanning-tree/spanning-tree';
import { createRng } from '../rng/rng';
import { structureTable } from '../structures/table';
import { dot } from '../vector';
import { createLogSinkhorn } from './log-sinkhorn';
import { createSinkhorn } from './sinkhorn';
import { tableMarginals } from './table-marginals';

function normals(length: number, scale: number, seed: number): Float64Array {
  const rng = createRng(seed, 'relaxations');
  const { sample } = createNoise(noiseSpec('normal'));
  return Float64Array.from({ length }, (_, i) => scale * sample(rng.word(0, i)));
}

const forms = { scaling: createSinkhorn, logarithms: createLogSinkhorn };

describe.each(Object.entries(forms))("Sinkhorn's normalisation (%s)", (_, create) => {
  it('makes all columns sum to one, and the rows in the limit', () => {
    const n = 7;
    const out = new Float64Array(n * n);
    create(n).forward(normals(n * n, 2, 1), 300, out);
    for (let i = 0; i < n; i++) {
      let [row, column] = [0, 0];
      for (let j = 0; j < n; j++) {
        row += out[i * n + j];
        column += out[j * n + i];
      }
      expect(column).toBeCloseTo(1, 12);
      expect(row).toBeCloseTo(1, 8);
    }
  });

  it('has the gradient that finite differences give', () => {
    const n = 4;
    const dOut = normals(n * n, 1, 3);
    for (const iterations of [0, 1, 20]) {
      const sinkhorn = create(n);
      const logits = normals(n * n, 1.5, 2);
      const out = new Float64Array(n * n);
      const gradient = new Float64Array(n * n);
      sinkhorn.forward(logits, iterations, out);
      sinkhorn.backward(dOut, gradient);
      const value = (at: Float64Array) => {
        create(n).forward(at, iterations, out);
        return out.reduce((sum, entry, c) => sum + entry * dOut[c], 0);
      };
      const expected = finiteDifferenceGradient(value, logits);
      gradient.forEach((g, c) => expect(g).toBeCloseTo(expected[c], 8));
    }
  });

  it('does not see a shift of a row or of a column', () => {
    const n = 5;
    const logits = normals(n * n, 1, 4);
    const shifted = logits.map((logit, c) => logit + 3 * Math.floor(c / n) - 2 * (c % n));
    const [a, b] = [new Float64Array(n * n), new Float64Array(n * n)];
    create(n).forward(logits, 200, a);
    create(n).forward(shifted, 200, b);
    a.forEach((entry, c) => expect(b[c]).toBeCloseTo(entry, 8));
  });

  it('tends to the best matching as the temperature falls', () => {
    const n = 6;
    const scores = normals(n * n, 1, 5);
    const solver = createAssignmentSolver(n);
    solver.solve(scores);
    const out = new Float64Array(n * n);
    create(n).forward(
      scores.map((score) => score / 0.01),
      2000,
      out,
    );
    for (let i = 0; i < n; i++) expect(out[i * n + solver.perm[i]]).toBeGreaterThan(0.98);
  });
});

describe('the two forms of Sinkhorn', () => {
  it('agree, values and gradients, also where the scaling form has to give up', () => {
    const cases = fc.record({
      n: fc.integer({ min: 1, max: 9 }),
      scale: fc.constantFrom(0.1, 1, 10, 100, 1000),
      iterations: fc.constantFrom(0, 1, 20, 60),
      seed: fc.nat(1e6),
    });
    fc.assert(
      fc.property(cases, ({ n, scale, iterations, seed }) => {
        const size = iterations === 0 ? Math.min(scale, 10) : scale;
        const logits = normals(n * n, size, seed);
        const dOut = normals(n * n, 1, seed + 1);
        const outputs = [createSinkhorn(n), createLogSinkhorn(n)].map((sinkhorn) => {
          const out = new Float64Array(n * n);
          const gradient = new Float64Array(n * n);
          sinkhorn.forward(logits, iterations, out);
          sinkhorn.backward(dOut, gradient);
          return { out, gradient };
        });
        const [fast, slow] = outputs;
        const reach = Math.max(1, ...slow.gradient.map(Math.abs));
        const error = fast.out.map(
          (entry, c) => Math.abs(entry - slow.out[c]) / Math.max(1, slow.out[c]),
        );
        expect(Math.max(...error)).toBeLessThan(1e-9);
        const slip = fast.gradient.map((g, c) => Math.abs(g - slow.gradient[c]) / reach);
        expect(Math.max(...slip)).toBeLessThan(1e-7);
      }),
      { numRuns: 300 },
    );
  });

  it('both keep their scratch: a second matrix is not touched by the first', () => {
    const n = 3;
    const sinkhorn = createSinkhorn(n);
    const [first, again] = [new Float64Array(n * n), new Float64Array(n * n)];
    sinkhorn.forward(normals(n * n, 1, 1), 20, first);
    sinkhorn.forward(normals(n * n, 1000, 2), 60, new Float64Array(n * n));
    sinkhorn.forward(normals(n * n, 1, 1), 20, again);
    expect(again).toEqual(first);
  });
});

describe('marginals by enumeration', () => {
  it('of matchings are doubly stochastic', () => {
    const n = 4;
    const marginals = tableMarginals(structureTable(matching(n)));
    const mean = new Float64Array(n * n);
    marginals.forward(normals(n * n, 1, 7), 0.6, mean);
    for (let i = 0; i < n; i++) {
      expect(mean.slice(i * n, i * n + n).reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
  });

  it.each([matching(3), ranking(4), spanningTree(4)])(
    'of $name: the gradient of the log-partition, and its vector-Jacobian product',
    (oracle) => {
      const { dim } = oracle;
      const t = 0.8;
      const marginals = tableMarginals(structureTable(oracle));
      const [theta, dy] = [normals(dim, 1, 8), normals(dim, 1, 9)];
      const [mean, gradient] = [new Float64Array(dim), new Float64Array(dim)];
      marginals.forward(theta, t, mean);
      marginals.backward(dy, gradient);
      const partition = finiteDifferenceGradient((at) => {
        marginals.forward(at, t, new Float64Array(dim));
        return t * marginals.logPartition();
      }, theta);
      mean.forEach((m, i) => expect(m).toBeCloseTo(partition[i], 9));
      const slope = finiteDifferenceGradient((at) => {
        const moved = new Float64Array(dim);
        marginals.forward(at, t, moved);
        return dot(moved, dy);
      }, theta);
      gradient.forEach((g, i) => expect(g).toBeCloseTo(slope[i], 9));
    },
  );

  it('are those of the best structure for scores whose sums are no numbers', () => {
    const oracle = matching(3);
    const marginals = tableMarginals(structureTable(oracle));
    const [mean, best] = [new Float64Array(9), new Float64Array(9)];
    const scores = [1, 1, -1, -1, 1, 1, -1, -1, 1].map((sign) => sign * Number.MAX_VALUE);
    marginals.forward(scores, 1, mean);
    oracle.argmax(scores, best);
    expect(mean).toEqual(best);
  });
});
