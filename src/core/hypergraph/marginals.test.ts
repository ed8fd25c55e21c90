import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../check/finite-differences';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { chain } from './grammars/chain';
import { kSubset } from './grammars/k-subset';
import { spans } from './grammars/spans';
import { structuredMarginals } from './marginals';
import { counting, grammars, type Specified } from './testing/grammars';
import { exactScores, temperatures } from './testing/scores';

const marginalsOf = ({ name, graph }: Specified) => structuredMarginals(name, graph);

/** Marginals by looking at all structures; scores of -Infinity are masks. */
function enumerated(structures: readonly Float64Array[], theta: readonly number[], t: number) {
  const masked = (y: Float64Array) => y.some((count, i) => count > 0 && theta[i] === -Infinity);
  const alive = structures.filter((y) => !masked(y));
  const finite = theta.map((score) => (score === -Infinity ? 0 : score));
  const values = alive.map((y) => dot(finite, y));
  const most = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = values.map((value) => Math.exp((value - most) / t));
  const total = weights.reduce((a, b) => a + b, 0);
  const mean = (f: (y: Float64Array, s: number) => number) =>
    alive.reduce((sum, y, s) => sum + (weights[s] / total) * f(y, s), 0);
  const marginals = theta.map((_, i) => mean((y) => y[i]));
  return {
    alive,
    most,
    marginals,
    logPartition: most / t + Math.log(total),
    vjp(dy: readonly number[]) {
      const middle = dot(dy, marginals);
      return theta.map((_, i) => mean((y) => (y[i] - marginals[i]) * (dot(dy, y) - middle)) / t);
    },
  };
}

function expectNear(found: ArrayLike<number>, expected: ArrayLike<number>, within: number): void {
  expect(found.length).toBe(expected.length);
  let worst = 0;
  for (let i = 0; i < found.length; i++) {
    const error = Math.abs(found[i] - expected[i]);
    if (!(error <= worst)) worst = error;
  }
  expect(worst).toBeLessThanOrEqual(within);
}

const wave = (dim: number, by: number) =>
  Array.from({ length: dim }, (_, i) => Math.sin(by * (i + 1)));

/** Fewer problems where there are many structures. */
const runs = ({ structures }: Specified, most: number) =>
  Math.max(12, Math.min(most, Math.floor(4000 / structures.length)));

describe.each([...grammars, ...counting])('marginals of $name', (specified) => {
  const { graph, structures } = specified;
  const { dim } = graph;
  const largest = Math.max(...structures.map((y) => dot(y, y)));
  const marginals = marginalsOf(specified);
  const [mean, gradient] = [new Float64Array(dim), new Float64Array(dim)];

  it('are those of enumeration to 13 digits, with scores of 1e6 too', () => {
    const direction = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: dim,
      maxLength: dim,
    });
    fc.assert(
      fc.property(exactScores(dim), temperatures, direction, (theta, t, dy) => {
        const expected = enumerated(structures, theta, t);
        marginals.forward(theta, t, mean.fill(7));
        expectNear(mean, expected.marginals, 1e-13 * largest);
        const logPartition = expected.logPartition;
        expectNear(
          [marginals.logPartition()],
          [logPartition],
          1e-15 * Math.abs(logPartition) + 1e-13,
        );
        marginals.backward(dy, gradient.fill(7));
        expectNear(gradient, expected.vjp(dy), (1e-13 * largest * largest) / t);
      }),
      { numRuns: runs(specified, 200), seed: dim },
    );
  });

  it('leave out structures with a masked part', () => {
    const masks = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: dim, maxLength: dim });
    fc.assert(
      fc.property(exactScores(dim), masks, (scores, mask) => {
        const theta = scores.map((score, i) => (mask[i] === 0 ? -Infinity : score));
        const expected = enumerated(structures, theta, 1);
        if (expected.alive.length === 0) {
          expect(() => marginals.forward(theta, 1, mean)).toThrow(
            'every structure has a masked part',
          );
          return;
        }
        marginals.forward(theta, 1, mean);
        expectNear(mean, expected.marginals, 1e-13 * largest);
        const dy = wave(dim, 1.7);
        marginals.backward(dy, gradient);
        expectNear(gradient, expected.vjp(dy), 1e-13 * largest * largest);
        theta.forEach((score, i) => {
          if (score === -Infinity) expect([mean[i], gradient[i] + 0]).toEqual([0, 0]);
        });
        marginals.sample(3, createRng(1, 'masked'), mean);
        expect(expected.alive.map((y) => y.join())).toContain(mean.join());
      }),
      { numRuns: runs(specified, 100), seed: dim },
    );
  });

  it('have the gradient of finite differences, symmetric and without what is invisible', () => {
    const theta = wave(dim, 2.3);
    const [a, b] = [wave(dim, 0.9), wave(dim, 3.1)];
    const vjp = (dy: readonly number[]) => {
      marginals.forward(theta, 0.7, mean);
      marginals.backward(dy, gradient);
      return [...gradient];
    };
    const [Ja, Jb] = [vjp(a), vjp(b)];
    expect(Math.abs(dot(a, Jb) - dot(b, Ja))).toBeLessThan(1e-13 * largest * dim);
    for (const i of new Set([0, 1, dim >> 1, dim - 1].filter((part) => part < dim))) {
      const slope = finiteDifference((h) => {
        const moved = theta.map((score, j) => (j === i ? score + h : score));
        marginals.forward(moved, 0.7, mean);
        return dot(a, mean);
      }, 0);
      expect(Math.abs(Ja[i] - slope)).toBeLessThan(1e-9 * largest);
    }
    // d log partition / d theta = marginals / t
    const slope = finiteDifference((h) => {
      marginals.forward(
        theta.map((score, j) => score + h * a[j]),
        0.7,
        mean,
      );
      return marginals.logPartition();
    }, 0);
    marginals.forward(theta, 0.7, mean);
    expect(Math.abs(slope - dot(a, mean) / 0.7)).toBeLessThan(1e-9 * largest);
    const constant = new Array<number>(dim).fill(5);
    if (new Set(structures.map((y) => y.reduce((sum, count) => sum + count))).size === 1) {
      expectNear(vjp(constant), new Float64Array(dim), 1e-14 * largest);
    }
  });

  it('come to a best structure as t falls, and to the middle as it grows', () => {
    const theta = wave(dim, 2.3);
    const mode = new Float64Array(dim);
    for (const t of [1e-12, 1e-300]) {
      marginals.forward(theta, t, mean);
      marginals.mode(mode);
      expect(dot(theta, mode)).toBeCloseTo(enumerated(structures, theta, t).most, 12);
      expectNear(mean, mode, 0);
      marginals.backward(wave(dim, 1), gradient);
      expectNear(gradient, new Float64Array(dim), 0);
    }
    const middle = enumerated(structures, new Array<number>(dim).fill(0), 1).marginals;
    for (const t of [1e16, 1e300]) {
      marginals.forward(theta, t, mean);
      expectNear(mean, middle, 1e-14 * largest);
    }
  });

  it('take scores at the ends of the range of numbers', () => {
    for (const size of [1e300, Number.MAX_VALUE]) {
      const theta = wave(dim, 2.3).map((score) => score * size);
      marginals.forward(theta, 1, mean);
      marginals.backward(wave(dim, 1), gradient);
      const halves = theta.map((score) => score / 64);
      const expected = enumerated(structures, halves, 1);
      expectNear(mean, expected.marginals, 1e-13);
      expectNear(gradient, new Float64Array(dim), 0);
    }
    for (const size of [1e-300, 5e-324]) {
      marginals.forward(
        wave(dim, 2.3).map((score) => score * size),
        size,
        mean,
      );
      expect(mean.every((m) => m >= 0 && m <= largest)).toBe(true);
    }
  });

  it('are the frequencies of samples', () => {
    const theta = wave(dim, 2.3);
    marginals.forward(theta, 1, mean);
    const expected = mean.slice();
    const squares = enumerated(structures, theta, 1);
    const rng = createRng(5, 'hypergraph/sample');
    const draws = 4000;
    const counts = new Float64Array(dim);
    const known = new Set(structures.map((y) => y.join()));
    for (let m = 0; m < draws; m++) {
      marginals.sample(m, rng, mean);
      if (m < 200) expect(known.has(mean.join())).toBe(true);
      mean.forEach((count, i) => (counts[i] += count));
    }
    const variance = (i: number) => squares.vjp(Array.from(theta, (_, j) => Number(i === j)))[i];
    for (const i of counts.keys()) {
      const error = Math.sqrt(Math.max(0, variance(i)) / draws);
      expect(Math.abs(counts[i] / draws - expected[i])).toBeLessThanOrEqual(4.5 * error + 1e-12);
    }
  });
});

describe('samples', () => {
  it('are functions of the generator and their number, and follow scores smoothly', () => {
    const marginals = structuredMarginals('chain', chain(6, 3));
    const [one, other] = [new Float64Array(marginals.dim), new Float64Array(marginals.dim)];
    const rng = createRng(9, 'hypergraph/sample');
    const draw = (by: number, index: number, out: Float64Array) => {
      marginals.forward(
        wave(marginals.dim, 2.3).map((score) => score * by),
        1,
        new Float64Array(marginals.dim),
      );
      marginals.sample(index, rng, out);
    };
    let moved = 0;
    for (let m = 0; m < 300; m++) {
      draw(1, m, one);
      draw(1, m, other);
      expect(other).toEqual(one);
      draw(1 + 1e-6, m, other);
      if (other.join() !== one.join()) moved++;
    }
    expect(moved).toBeLessThan(3);
  });
});

describe('large problems', () => {
  it('neither overflow nor lose digits', () => {
    const length = 2000;
    const marginals = structuredMarginals('chain', chain(length, 3));
    const { dim } = marginals;
    const [mean, gradient] = [new Float64Array(dim), new Float64Array(dim)];
    for (const score of [0, 1e6, -1e6]) {
      marginals.forward(new Float64Array(dim).fill(score), 0.5, mean);
      const expected = ((2 * length - 1) * score) / 0.5 + length * Math.log(3);
      expect(Math.abs(marginals.logPartition() / expected - 1)).toBeLessThan(1e-13);
      const even = mean.map((_, i) => (i < length * 3 ? 1 / 3 : 1 / 9));
      expectNear(mean, even, 1e-11);
      marginals.backward(new Float64Array(dim).fill(1), gradient);
      expectNear(gradient, new Float64Array(dim), 1e-9);
    }
  });

  it('see the differences of scores near 1e6 as if nothing else were there', () => {
    const [length, labels] = [300, 3];
    const marginals = structuredMarginals('chain', chain(length, labels));
    const { dim } = marginals;
    const shift = (i: number) => 1e6 * (1 + (Math.floor(i / labels) % 7)) + 0.1;
    const moved = wave(dim, 2.3).map((score, i) =>
      i < length * labels ? score + shift(i) : score,
    );
    // the difference of numbers within a factor of 2 is exact
    const plain = moved.map((score, i) => (i < length * labels ? score - shift(i) : score));
    const dy = wave(dim, 0.7);
    const [one, other] = [plain, moved].map((theta) => {
      const [mean, gradient] = [new Float64Array(dim), new Float64Array(dim)];
      marginals.forward(theta, 0.1, mean);
      marginals.backward(dy, gradient);
      return { mean, gradient };
    });
    expectNear(other.mean, one.mean, 1e-13);
    expectNear(other.gradient, one.gradient, 1e-11);
  });

  it('have marginals that sum to what a structure has of them', () => {
    const [n, k] = [200, 40];
    const marginals = structuredMarginals('k-subset', kSubset(n, k));
    const mean = new Float64Array(n);
    for (const size of [1, 1e6]) {
      marginals.forward(
        wave(n, 1.3).map((score) => score * size),
        0.3,
        mean,
      );
      expect(mean.reduce((a, b) => a + b)).toBeCloseTo(k, 10);
      expect(mean.every((m) => m >= 0 && m <= 1 + 1e-13)).toBe(true);
    }
  });
});

describe('the boundary', () => {
  const marginals = structuredMarginals('span marginals', spans(3, 1));
  const { dim } = marginals;
  const [theta, out] = [new Float64Array(dim), new Float64Array(dim)];

  it('names the entry that is no score, and lets masks pass', () => {
    for (const bad of [NaN, Infinity]) {
      const scores = theta.slice();
      scores[4] = bad;
      const message = `theta[4] must be a finite number or -Infinity, got ${bad}`;
      expect(() => marginals.forward(scores, 1, out)).toThrow(new RangeError(message));
      marginals.forward(theta, 1, out);
      const named = `dy[4] must be a finite number, got ${bad}`;
      expect(() => marginals.backward(scores, out)).toThrow(new RangeError(named));
    }
    expect(() =>
      marginals.forward(
        theta.map(() => -Infinity),
        1,
        out,
      ),
    ).toThrow(new RangeError('span marginals: every structure has a masked part'));
  });

  it('rejects other sizes and temperatures', () => {
    const longer = new Float64Array(dim + 1);
    expect(() => marginals.forward(longer, 1, out)).toThrow(`theta must have ${dim} entries`);
    expect(() => marginals.forward(theta, 1, longer)).toThrow(`out must have ${dim} entries`);
    for (const t of [0, -1, NaN, Infinity]) {
      expect(() => marginals.forward(theta, t, out)).toThrow(
        `t must be positive and finite, got ${t}`,
      );
    }
    marginals.forward(theta, 1, out);
    expect(() => marginals.backward(longer, out)).toThrow(`dy must have ${dim} entries`);
    expect(() => marginals.backward(theta, longer)).toThrow(`out must have ${dim} entries`);
    expect(() => marginals.mode(longer)).toThrow(`out must have ${dim} entries`);
    expect(() => marginals.sample(0, createRng(0, 'x'), longer)).toThrow(
      `out must have ${dim} entries`,
    );
  });
});
