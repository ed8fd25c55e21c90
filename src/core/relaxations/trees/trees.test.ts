import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../check/finite-differences';
import { arborescence } from '../../oracles/arborescence/arborescence';
import type { Oracle } from '../../oracles/oracle';
import { completeEdges } from '../../oracles/spanning-tree/edges';
import { spanningTree } from '../../oracles/spanning-tree/spanning-tree';
import { dot } from '../../vector';
import type { Marginals } from '../relaxation';
import { createArborescenceMarginals } from './arborescence-marginals';
import { createKron } from './kron';
import { createLogKron } from './log-kron';
import { createReduction } from './reduction';
import { createSpanningTreeMarginals } from './spanning-tree-marginals';

interface Kind {
  readonly name: string;
  readonly oracle: (n: number) => Oracle;
  readonly make: (n: number) => Marginals;
  readonly sizes: readonly number[];
}

const kinds: readonly Kind[] = [
  {
    name: 'spanning trees',
    oracle: (n) => spanningTree(n),
    make: (n) => createSpanningTreeMarginals(n),
    sizes: [1, 2, 3, 4, 5, 6],
  },
  {
    name: 'arborescences',
    oracle: (n) => arborescence(n),
    make: (n) => createArborescenceMarginals(n),
    sizes: [1, 2, 3, 4, 5, 6],
  },
  {
    name: 'arborescences of one root arc',
    oracle: (n) => arborescence(n, 'one'),
    make: (n) => createArborescenceMarginals(n, 'one'),
    sizes: [2, 3, 4, 5, 6],
  },
];

/** E y, log Z and the covariance with <dy, y> over t by looking at every structure. */
function truth(
  all: readonly Float64Array[],
  theta: ArrayLike<number>,
  t: number,
  dy: ArrayLike<number>,
) {
  const scores = all.map((y) => dot(theta, y));
  const best = Math.max(...scores);
  const weights = scores.map((score) => Math.exp((score - best) / t));
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = (f: (y: Float64Array, s: number) => number) =>
    all.reduce((sum, y, s) => sum + (weights[s] / total) * f(y, s), 0);
  const level = mean((y) => dot(dy, y));
  const parts = [...all[0].keys()];
  return {
    mu: parts.map((part) => mean((y) => y[part])),
    logPartition: best / t + Math.log(total),
    dtheta: parts.map((part) => mean((y) => y[part] * (dot(dy, y) - level)) / t),
  };
}

function run(relaxation: Marginals, theta: ArrayLike<number>, t: number, dy: ArrayLike<number>) {
  const mu = new Float64Array(relaxation.dim);
  const dtheta = new Float64Array(relaxation.dim);
  relaxation.forward(theta, t, mu);
  relaxation.backward(dy, dtheta);
  return { mu, dtheta, logPartition: relaxation.logPartition() };
}

function expectNear(got: ArrayLike<number>, wanted: ArrayLike<number>, error: number): void {
  expect(got.length).toBe(wanted.length);
  let worst = 0;
  for (let i = 0; i < got.length; i++) worst = Math.max(worst, Math.abs(got[i] - wanted[i]));
  expect(worst).toBeLessThanOrEqual(error);
}

const vectorOf = (length: number, entry: fc.Arbitrary<number>) =>
  fc.array(entry, { minLength: length, maxLength: length });
const number = fc.double({ min: -3, max: 3, noNaN: true });
const temperature = fc.constantFrom(0.1, 0.5, 1, 10, 1000);

describe.each(kinds)('marginals of $name', ({ oracle, make, sizes }) => {
  it.each(sizes)('are those of all structures, with their gradient: %i nodes', (n) => {
    const all = [...oracle(n).enumerate()];
    const relaxation = make(n);
    const vector = vectorOf(relaxation.dim, number);
    const tied = vectorOf(relaxation.dim, fc.integer({ min: -1, max: 1 }));
    fc.assert(
      fc.property(fc.oneof(vector, tied), temperature, vector, (theta, t, dy) => {
        const got = run(relaxation, theta, t, dy);
        const wanted = truth(all, theta, t, dy);
        expectNear(got.mu, wanted.mu, 4e-15 * n);
        expectNear(got.dtheta, wanted.dtheta, (1e-13 * n) / t);
        expectNear(
          [got.logPartition],
          [wanted.logPartition],
          1e-12 * (1 + Math.abs(wanted.logPartition)),
        );
      }),
      { numRuns: n > 5 ? 10 : 60, seed: n },
    );
  });

  it.each([1e5, 3e5, 1e6, 1e12])('lose no digit at scores of %d', (scale) => {
    const n = 5;
    const all = [...oracle(n).enumerate()];
    const relaxation = make(n);
    // sums of these are exact, and many structures are within a few units of the best one
    const score = fc
      .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -64, max: 64 }))
      .map(([big, small]) => big * scale + small / 32);
    const dy = vectorOf(relaxation.dim, number);
    fc.assert(
      fc.property(vectorOf(relaxation.dim, score), dy, (theta, direction) => {
        const got = run(relaxation, theta, 1, direction);
        const wanted = truth(all, theta, 1, direction);
        expectNear(got.mu, wanted.mu, 1e-14);
        expectNear(got.dtheta, wanted.dtheta, 2e-13);
        expectNear(
          [got.logPartition],
          [wanted.logPartition],
          1e-15 * Math.abs(wanted.logPartition) + 1e-14,
        );
      }),
      { numRuns: 40, seed: scale },
    );
  });

  it('lose no digit either where sums of scores are rounded', () => {
    const n = 5;
    const all = [...oracle(n).enumerate()];
    const relaxation = make(n);
    const dy = new Float64Array(relaxation.dim);
    const unit = 2 ** -35;
    // of 53 digits each: sums of them have more
    const score = fc
      .tuple(fc.constantFrom(-2e5, 0, 2e5), fc.integer({ min: -(2 ** 36), max: 2 ** 36 }))
      .map(([big, small]) => big + small * unit);
    fc.assert(
      fc.property(vectorOf(relaxation.dim, score), (theta) => {
        const exact = theta.map((entry) => BigInt(entry / unit));
        const sums = all.map((y) =>
          exact.reduce((sum, entry, c) => sum + (y[c] === 1 ? entry : 0n), 0n),
        );
        const best = sums.reduce((a, b) => (a > b ? a : b));
        const weights = sums.map((sum) => Math.exp(Number(sum - best) * unit));
        const total = weights.reduce((a, b) => a + b);
        const wanted = theta.map((_, c) =>
          all.reduce((sum, y, s) => sum + (y[c] * weights[s]) / total, 0),
        );
        expectNear(run(relaxation, theta, 1, dy).mu, wanted, 1e-14);
      }),
      { numRuns: 60, seed: 35 },
    );
  });

  it('have them in the slope of the log-partition, and the gradient in their own slopes', () => {
    const n = 8;
    const relaxation = make(n);
    const { dim } = relaxation;
    const theta = Float64Array.from({ length: dim }, (_, c) => Math.sin(3 * c));
    const dy = Float64Array.from({ length: dim }, (_, c) => Math.cos(2 * c));
    const { mu, dtheta } = run(relaxation, theta, 0.7, dy);
    const at = (part: number, h: number) => {
      const moved = theta.slice();
      moved[part] += h;
      return run(relaxation, moved, 0.7, dy);
    };
    for (let part = 0; part < dim; part += 3) {
      const slope = finiteDifference((h) => at(part, h).logPartition, 0);
      expect(mu[part] / 0.7).toBeCloseTo(slope, 10);
      const through = finiteDifference((h) => dot(at(part, h).mu, dy), 0);
      expect(dtheta[part]).toBeCloseTo(through, 10);
    }
  });

  it('have a symmetric Jacobian of no negative direction', () => {
    const relaxation = make(7);
    const vector = vectorOf(relaxation.dim, number);
    fc.assert(
      fc.property(vector, vector, vector, (theta, a, b) => {
        const one = run(relaxation, theta, 1, a).dtheta;
        const two = run(relaxation, theta, 1, b).dtheta;
        expect(Math.abs(dot(one, b) - dot(two, a))).toBeLessThan(1e-12);
        expect(dot(one, a)).toBeGreaterThan(-1e-13);
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('come to the best structure as t falls to 0, to the mean of all as it grows', () => {
    const n = 5;
    const relaxation = make(n);
    const best = new Float64Array(relaxation.dim);
    const all = [...oracle(n).enumerate()];
    const middle = truth(all, best, 1, best).mu;
    fc.assert(
      fc.property(vectorOf(relaxation.dim, number), (theta) => {
        const scores = all.map((y) => dot(theta, y)).sort((a, b) => b - a);
        if (scores[0] - scores[1] < 1e-3) return;
        oracle(n).argmax(theta, best);
        for (const t of [1e-5, 1e-12, 1e-300]) {
          const { mu, dtheta, logPartition } = run(relaxation, theta, t, theta);
          expect(logPartition * t).toBeCloseTo(scores[0], 12);
          expectNear(mu, best, 1e-12);
          expectNear(dtheta, new Float64Array(best.length), 1e-13 / t);
        }
        expectNear(run(relaxation, theta, 1e9, theta).mu, middle, 1e-8);
        expectNear(run(relaxation, theta, 1e300, theta).mu, middle, 1e-15);
      }),
      { numRuns: 150, seed: 5 },
    );
  });

  it('share a tie, at any scale of scores and temperature', () => {
    const n = 4;
    const relaxation = make(n);
    const all = [...oracle(n).enumerate()];
    const units = fc.constantFrom(
      ...[-1074, -1000, -20, 0, 20, 1000, 1021].map((power) => 2 ** power),
    );
    fc.assert(
      fc.property(
        vectorOf(relaxation.dim, fc.integer({ min: -4, max: 4 })),
        units,
        (theta, unit) => {
          const scaled = theta.map((score) => score * unit);
          const wanted = truth(all, theta, 1, theta).mu;
          expectNear(run(relaxation, scaled, unit, theta).mu, wanted, 1e-14);
          const best = truth(all, theta, 1e-3, theta).mu;
          if (unit > 1e-200)
            expectNear(run(relaxation, scaled, unit * 1e-9, theta).mu, best, 1e-14);
        },
      ),
      { numRuns: 150, seed: 4 },
    );
  });

  it('refuse what is not finite, of another size or not warm, by name', () => {
    const relaxation = make(3);
    const out = new Float64Array(relaxation.dim);
    const theta = new Float64Array(relaxation.dim);
    for (const t of [0, -1, NaN, Infinity]) {
      expect(() => relaxation.forward(theta, t, out)).toThrow(
        new RangeError(`t must be positive and finite, got ${t}`),
      );
    }
    for (const bad of [NaN, Infinity, -Infinity]) {
      const wrong = theta.slice();
      wrong[1] = bad;
      expect(() => relaxation.forward(wrong, 1, out)).toThrow(
        new RangeError(`theta[1] must be a finite number, got ${bad}`),
      );
      expect(() => relaxation.backward(wrong, out)).toThrow(
        new RangeError(`dy[1] must be a finite number, got ${bad}`),
      );
    }
    const sized = `must have ${relaxation.dim} entries`;
    expect(() => relaxation.forward([1], 1, out)).toThrow(`theta ${sized}, got 1`);
    expect(() => relaxation.forward(theta, 1, new Float64Array(1))).toThrow(`out ${sized}, got 1`);
    expect(() => relaxation.backward([1], out)).toThrow(`dy ${sized}, got 1`);
    expect(() => relaxation.backward(theta, new Float64Array(1))).toThrow(`out ${sized}, got 1`);
    expect(() => make(0)).toThrow('n must be a positive integer, got 0');
  });
});

describe.each(['many', 'one'] as const)('the reduction with %s root arcs', (rootArcs) => {
  it('leaves the same on weights and on their logarithms', () => {
    const n = 9;
    const [weights, logarithms] = [createKron(n, rootArcs), createLogKron(n, rootArcs)];
    const [one, two] = [createReduction(n), createReduction(n)];
    fc.assert(
      fc.property(vectorOf(n * n, number), fc.constantFrom(0.2, 1, 50), (theta, t) => {
        const scores = Float64Array.from(theta);
        const sums = [weights.reduce(scores, t, one), logarithms.reduce(scores, t, two)];
        expect(Math.abs(sums[0] - sums[1])).toBeLessThan(1e-13 * (1 + Math.abs(sums[1])));
        expectNear(one.entering, two.entering, 2e-14);
        expectNear(one.through, two.through, 2e-14);
        expectNear(one.kept, two.kept, 2e-14);
      }),
      { numRuns: 200, seed: 9 },
    );
  });
});

describe('marginals of spanning trees', () => {
  const marginals = (n: number, theta: ArrayLike<number>, t = 1) =>
    run(createSpanningTreeMarginals(n), theta, t, new Float64Array(theta.length));

  it('are 2/n for equal scores, of n^(n-2) trees', () => {
    for (const n of [2, 3, 10, 40]) {
      const { mu, logPartition } = marginals(n, new Float64Array((n * (n - 1)) / 2).fill(5), 2);
      for (const p of mu) expect(p).toBeCloseTo(2 / n, 14);
      expect(logPartition).toBeCloseTo((n - 2) * Math.log(n) + (n - 1) * 2.5, 11);
    }
  });

  it('leave out one of three edges by the softmin', () => {
    const theta = [0.3, -1.2, 2];
    const out = theta.map((score) => Math.exp(-score));
    const total = out[0] + out[1] + out[2];
    expectNear(
      marginals(3, theta).mu,
      out.map((weight) => 1 - weight / total),
      1e-15,
    );
  });

  it('hold a whole edge over every cut and no cycle in any set of nodes', () => {
    const n = 7;
    const { low, high, count } = completeEdges(n);
    fc.assert(
      fc.property(vectorOf(count, fc.double({ min: -20, max: 20, noNaN: true })), (theta) => {
        const { mu } = marginals(n, theta);
        for (let set = 1; set < 2 ** n - 1; set++) {
          const inside = (node: number) => (set >> node) & 1;
          let cut = 0;
          let within = 0;
          let size = 0;
          for (let node = 0; node < n; node++) size += inside(node);
          for (let e = 0; e < count; e++) {
            if (inside(low[e]) !== inside(high[e])) cut += mu[e];
            else if (inside(low[e]) === 1) within += mu[e];
          }
          expect(cut).toBeGreaterThan(1 - 1e-14);
          expect(within).toBeLessThan(size - 1 + 1e-14);
        }
        expect(mu.reduce((a, b) => a + b)).toBeCloseTo(n - 1, 13);
      }),
      { numRuns: 20, seed: 2 },
    );
  });

  it('repel each other: no edge is more likely for the presence of another', () => {
    const [n, count] = [8, 28];
    const relaxation = createSpanningTreeMarginals(n);
    const theta = Float64Array.from({ length: count }, (_, e) => 2 * Math.sin(e * e));
    for (let e = 0; e < count; e++) {
      const dy = new Float64Array(count);
      dy[e] = 1;
      const { dtheta } = run(relaxation, theta, 1, dy);
      dtheta.forEach((covariance, f) => {
        if (f !== e) expect(covariance).toBeLessThan(1e-15);
      });
    }
  });

  it('go with the nodes, whatever order they are eliminated in', () => {
    const [n, { low, high, count }] = [9, completeEdges(9)];
    const edge = (i: number, j: number) =>
      [...low.keys()].findIndex((e) => low[e] === Math.min(i, j) && high[e] === Math.max(i, j));
    const renamed = (node: number) => (4 * node + 3) % n;
    const onto = Array.from({ length: count }, (_, e) => edge(renamed(low[e]), renamed(high[e])));
    fc.assert(
      fc.property(vectorOf(count, fc.double({ min: -30, max: 30, noNaN: true })), (theta) => {
        const moved = new Float64Array(count);
        onto.forEach((to, e) => (moved[to] = theta[e]));
        const [plain, other] = [marginals(n, theta), marginals(n, moved)];
        expectNear(
          other.mu,
          moved.map((_, to) => plain.mu[onto.indexOf(to)]),
          1e-14,
        );
        expect(other.logPartition).toBeCloseTo(plain.logPartition, 11);
      }),
      { numRuns: 40, seed: 6 },
    );
  });
});

describe('marginals of arborescences', () => {
  it('give every node one head, and nothing to the root, the diagonal or scores there', () => {
    const n = 12;
    const relaxation = createArborescenceMarginals(n);
    fc.assert(
      fc.property(vectorOf(n * n, fc.double({ min: -50, max: 50, noNaN: true })), (theta) => {
        const { mu } = run(relaxation, theta, 1, theta);
        for (let v = 0; v < n; v++) {
          let sum = 0;
          for (let u = 0; u < n; u++) sum += mu[u * n + v];
          expect(sum).toBeCloseTo(v === 0 ? 0 : 1, 13);
          expect(mu[v * n + v]).toBe(0);
        }
        const other = theta.map((score, c) => (c % n === 0 || c % (n + 1) === 0 ? 1e9 : score));
        expect([...run(relaxation, other, 1, theta).mu]).toEqual([...mu]);
      }),
      { numRuns: 100, seed: 12 },
    );
  });

  it('do not see what is added to all arcs into a node', () => {
    const n = 6;
    const relaxation = createArborescenceMarginals(n);
    const both = fc.tuple(
      vectorOf(n * n, number),
      vectorOf(n, fc.integer({ min: -1e6, max: 1e6 })),
    );
    fc.assert(
      fc.property(both, ([theta, shift]) => {
        // multiples of 2^-20 stay themselves under the shift
        const scores = theta.map((score) => Math.round(score * 2 ** 20) / 2 ** 20);
        const { mu, dtheta } = run(relaxation, scores, 1, theta);
        const moved = run(
          relaxation,
          scores.map((score, c) => score + shift[c % n]),
          1,
          theta,
        );
        expectNear(moved.mu, mu, 1e-14);
        expectNear(moved.dtheta, dtheta, 1e-13);
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  it('need two nodes for one root arc', () => {
    expect(() => createArborescenceMarginals(1, 'one')).toThrow('n must be at least 2, got 1');
  });
});
