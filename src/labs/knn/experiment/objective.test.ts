import { describe, expect, it } from 'vitest';
import { maximiseByEnumeration } from '../../../core/check/enumeration';
import { finiteDifference, finiteDifferenceGradient } from '../../../core/check/finite-differences';
import { kSubset } from '../../../core/oracles/k-subset/k-subset';
import { createRng } from '../../../core/rng/rng';
import { createNoiseFill } from '../../../core/neighbours/noise';
import { createObjective, type ObjectiveInput, type Outcome } from './objective';
import { plainPairMath, type PairMath } from '../../../core/neighbours/pairs';
import { paperKnobs, type KnnKnobs, type KnnSetup, type ScaleSource } from './spec';
import { normals } from '../../../core/neighbours/testing/numbers';
import { squaredByHand } from '../../../core/neighbours/testing/pairs';

const CLASSES = 3;
const SEED = 9;

interface Problem {
  readonly embeddings: Float32Array;
  readonly labels: Uint8Array;
  readonly sigma: Float32Array;
  readonly dim: number;
}

function problem(queries: number, candidates: number, dim: number, seed: number): Problem {
  const rng = createRng(seed, 'knn/tests/labels');
  const images = queries + candidates;
  return {
    embeddings: normals(images * dim, seed),
    labels: Uint8Array.from({ length: images }, (_, i) => rng.word(0, i) % CLASSES),
    sigma: normals(queries, seed + 1).map((x) => 0.3 + Math.abs(x)),
    dim,
  };
}

/** All of a problem as the input of an objective, with gradients that take double precision too. */
function inputOf(
  { embeddings, labels, sigma, dim }: Problem,
  knobs: KnnKnobs,
  change: Partial<ObjectiveInput> = {},
  standard = false,
): ObjectiveInput {
  return {
    batch: { embeddings, labels, sigma, dim },
    knobs,
    epsilon: knobs.epsilon,
    step: 4,
    noise: createNoiseFill(SEED, knobs.law, standard),
    head: null,
    ...change,
  };
}

/** Finite differences need embeddings in double precision; the plain objectives take them as well. */
const moved = (of: Problem, embeddings: Float64Array): Problem => ({
  ...of,
  embeddings: embeddings as unknown as Float32Array,
});

const objectiveOf = (method: KnnSetup['method'], scale: ScaleSource = 'zero', pairs?: PairMath) =>
  createObjective({ method, scale, classes: CLASSES }, pairs);

function expectClose(got: ArrayLike<number>, expected: ArrayLike<number>, tolerance = 1e-6): void {
  expect(got.length).toBe(expected.length);
  Array.from(got).forEach((value, i) =>
    expect(Math.abs(value - expected[i])).toBeLessThan(tolerance * (1 + Math.abs(expected[i]))),
  );
}

describe.each(['neural-sort', 'relax-subsample'] as const)('the objective %s', (method) => {
  const base: KnnKnobs = { ...paperKnobs, queries: 3, candidates: 7, k: 3, temperature: 1.5 };
  const of = problem(3, 7, 4, 2);

  it.each([
    ['alone', {}],
    ['with noise', { noisy: true }],
    ['with samples of noise', { noisy: true, samples: 4 }],
    ['of one neighbour', { k: 1 }],
    ['of all but one', { k: 6, temperature: 5 }],
    ['as warm as the paper has it', { temperature: 16 }],
  ])('has the gradient of finite differences %s', (_, change) => {
    const knobs = { ...base, ...change };
    const objective = objectiveOf(method);
    const outcome = objective(inputOf(of, knobs, {}, true));
    const expected = finiteDifferenceGradient(
      (at) => objective(inputOf(moved(of, at), knobs, {}, true)).loss,
      of.embeddings,
      1e-4,
    );
    expectClose(outcome.dEmbeddings, expected, 3e-7);
    expect(outcome.dEmbeddings.some((g) => Math.abs(g) > 1e-3)).toBe(true);
    expect(Array.from(outcome.dSigma)).toEqual([0, 0, 0]);
    expect(outcome.dHead).toBeNull();
  });

  it('is minus the right neighbours, when it is as cold as a hard top-k', () => {
    const knobs = { ...base, temperature: 1e-4 };
    const { loss, right } = objectiveOf(method)(inputOf(of, knobs));
    const squared = squaredByHand(of.embeddings, { ...knobs, dim: of.dim });
    const top = kSubset(7, 3);
    let count = 0;
    for (let q = 0; q < 3; q++) {
      const y = new Float64Array(7);
      top.argmax(
        squared.slice(q * 7, q * 7 + 7).map((d) => -d),
        y,
      );
      y.forEach((taken, c) => (count += of.labels[q] === of.labels[3 + c] ? taken : 0));
    }
    expect(count).toBeGreaterThan(0);
    expect(right).toBeCloseTo(count / 9, 12);
    expect(loss).toBeCloseTo(-count / 3, 9);
  });

  it('is the mean over samples, each with the standard Gumbel noise of its number', () => {
    const fill = createNoiseFill(SEED, 'gumbel', true);
    const one = (sample: number) =>
      objectiveOf(method)(
        inputOf(
          of,
          { ...base, noisy: true, samples: 1 },
          { noise: (step, _, query, gamma) => fill(step, sample, query, gamma) },
        ),
      );
    const parts = [0, 1, 2].map(one);
    const all = objectiveOf(method)(inputOf(of, { ...base, noisy: true, samples: 3 }, {}, true));
    const mean = (value: (outcome: Outcome) => number) =>
      parts.reduce((sum, part) => sum + value(part) / 3, 0);
    expect(all.loss).toBeCloseTo(
      mean(({ loss }) => loss),
      12,
    );
    expect(all.right).toBeCloseTo(
      mean(({ right }) => right),
      12,
    );
    all.dEmbeddings.forEach((g, i) =>
      expect(g).toBeCloseTo(
        mean(({ dEmbeddings }) => dEmbeddings[i]),
        6,
      ),
    );
    expect(new Set(parts.map(({ loss }) => loss)).size).toBe(3);
  });

  it('asks for no noise where it is not to be noisy, and takes one sample', () => {
    const noise = () => expect.unreachable('no noise');
    const [one, many] = [1, 5].map((samples) =>
      objectiveOf(method)(inputOf(of, { ...base, samples }, { noise })),
    );
    expect(many).toEqual(one);
  });
});

describe('cross-entropy', () => {
  const knobs: KnnKnobs = { ...paperKnobs, queries: 3, candidates: 5, k: 2 };
  const of = problem(3, 5, 4, 3);
  const head = normals(5 * CLASSES, 4);
  const objective = objectiveOf('cross-entropy');

  it('has the gradients of finite differences, in embeddings and head', () => {
    const outcome = objective(inputOf(of, knobs, { head }));
    const expected = finiteDifferenceGradient(
      (at) => objective(inputOf(moved(of, at), knobs, { head })).loss,
      of.embeddings,
    );
    expectClose(outcome.dEmbeddings, expected, 3e-7);
    const inHead = finiteDifferenceGradient(
      (at) => objective(inputOf(of, knobs, { head: at as unknown as Float32Array })).loss,
      head,
    );
    expectClose(outcome.dHead!, inHead, 3e-7);
  });

  it('is minus the mean logarithm of the probability of the right class', () => {
    let expected = 0;
    for (let image = 0; image < 8; image++) {
      const logits = [0, 1, 2].map((c) => {
        let sum = head[4 * CLASSES + c];
        for (let d = 0; d < 4; d++) sum += of.embeddings[image * 4 + d] * head[d * CLASSES + c];
        return sum;
      });
      const weights = logits.map(Math.exp);
      const total = weights.reduce((a, b) => a + b);
      expected -= Math.log(weights[of.labels[image]] / total) / 8;
    }
    expect(objective(inputOf(of, knobs, { head })).loss).toBeCloseTo(expected, 12);
  });

  it('does not overflow, and counts the nearest neighbours as the others do', () => {
    const large = head.map((weight) => 1e4 * weight);
    const outcome = objective(inputOf(of, knobs, { head: large }));
    expect(Number.isFinite(outcome.loss)).toBe(true);
    expect(outcome.dEmbeddings.every(Number.isFinite)).toBe(true);
    const direct = objectiveOf('direct')(inputOf(of, knobs));
    expect(outcome.right).toBeCloseTo(direct.right, 12);
    expect(direct.right).toBeGreaterThan(0);
  });

  it('needs its head', () => {
    expect(() => objective(inputOf(of, knobs))).toThrow('head');
  });
});

/** What the direct loss should find, from all subsets there are. */
function byEnumeration(of: Problem, knobs: KnnKnobs, scale: ScaleSource, epsilon: number) {
  const { queries, candidates, k } = knobs;
  const samples = scale === 'zero' ? 1 : knobs.samples;
  const structures = [...kSubset(candidates, k).enumerate()];
  const distance = squaredByHand(of.embeddings, { queries, candidates, dim: of.dim }).map(
    Math.sqrt,
  );
  const fill = createNoiseFill(SEED, knobs.law, false);
  const weights = new Float64Array(queries * candidates);
  const dSigma = new Float64Array(queries);
  const sums = { right: 0, rightAugmented: 0, changed: 0, active: 0 };
  for (let q = 0; q < queries; q++) {
    const factor = { zero: 0, fixed: knobs.sigma, learned: knobs.sigma * of.sigma[q] }[scale];
    const row = distance.slice(q * candidates, (q + 1) * candidates);
    const fits = row.map((_, c) => (of.labels[q] === of.labels[queries + c] ? 1 : 0));
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, c) => sum + x * b[c], 0);
    const loss = (y: Float64Array) =>
      knobs.lossForm === 'count'
        ? -dot(fits, y)
        : -dot(
            fits.map((fit, c) => fit * row[c]),
            y,
          );
    for (let sample = 0; sample < samples; sample++) {
      const gamma = new Float64Array(candidates);
      fill(4, sample, q, gamma);
      const scores = row.map((d, c) => factor * gamma[c] - d);
      const [y, z] = [new Float64Array(candidates), new Float64Array(candidates)];
      maximiseByEnumeration(structures, scores, () => 0, y);
      maximiseByEnumeration(structures, scores, (s) => epsilon * loss(s), z);
      sums.right += dot(fits, y);
      sums.rightAugmented += dot(fits, z);
      if (y.some((taken, c) => taken !== z[c])) sums.changed++;
      for (let c = 0; c < candidates; c++) {
        const slope = (z[c] - y[c]) / (epsilon * samples * queries);
        if (slope !== 0) sums.active++;
        weights[q * candidates + c] -= slope / (2 * row[c]);
        if (scale !== 'zero') dSigma[q] += slope * gamma[c] * knobs.sigma;
      }
    }
  }
  return {
    ...{ weights, dSigma },
    right: sums.right / (queries * samples * k),
    rightAugmented: sums.rightAugmented / (queries * samples * k),
    active: sums.active / (queries * samples * candidates),
    changed: sums.changed,
  };
}

describe('the direct loss', () => {
  const base: KnnKnobs = { ...paperKnobs, queries: 4, candidates: 8, k: 3, sigma: 0.7, samples: 3 };
  const cases = (['count', 'distance'] as const).flatMap((lossForm) =>
    (['zero', 'fixed', 'learned'] as const).flatMap((scale) =>
      [-0.3, 0.4, -2, -50].map((epsilon) => ({ lossForm, scale, epsilon })),
    ),
  );

  it.each(cases)('finds the subsets of enumeration: %o', ({ lossForm, scale, epsilon }) => {
    let changed = 0;
    for (let seed = 20; seed < 26; seed++) {
      const of = problem(4, 8, 3, seed);
      const knobs = { ...base, lossForm };
      let weights = new Float64Array(0);
      const spy: PairMath = {
        ...plainPairMath,
        addGradient(embeddings, given, size, out) {
          weights = given.slice();
          plainPairMath.addGradient(embeddings, given, size, out);
        },
      };
      const outcome = objectiveOf('direct', scale, spy)(inputOf(of, knobs, { epsilon }));
      const expected = byEnumeration(of, knobs, scale, epsilon);
      expectClose(weights, expected.weights, 1e-10);
      expectClose(outcome.dSigma, expected.dSigma);
      for (const name of ['right', 'rightAugmented', 'active', 'changed'] as const) {
        expect(outcome[name]).toBeCloseTo(expected[name], 12);
      }
      expect(outcome.loss).toBeCloseTo(1 - expected.right, 12);
      const dEmbeddings = new Float32Array(of.embeddings.length);
      plainPairMath.addGradient(of.embeddings, expected.weights, { ...knobs, dim: 3 }, dEmbeddings);
      expectClose(outcome.dEmbeddings, dEmbeddings, 1e-5);
      changed += outcome.changed;
    }
    expect(changed).toBeGreaterThan(0);
  });

  it('says what scales of noise it has used', () => {
    const of = problem(4, 8, 3, 1);
    const outcome = (scale: ScaleSource) => objectiveOf('direct', scale)(inputOf(of, base));
    const scales = Array.from(of.sigma, (sigma) => 0.7 * sigma);
    const mean = scales.reduce((a, b) => a + b) / 4;
    const variance = scales.reduce((sum, s) => sum + (s - mean) ** 2, 0) / 4;
    expect(outcome('learned').scaleMean).toBeCloseTo(mean, 12);
    expect(outcome('learned').scaleSpread).toBeCloseTo(Math.sqrt(variance), 9);
    expect(outcome('fixed').scaleMean).toBeCloseTo(0.7, 12);
    expect(outcome('fixed').scaleSpread).toBeCloseTo(0, 7);
    expect(outcome('zero').scaleMean).toBe(0);
  });

  it('takes no noise where sigma is zero: one sample stands for all', () => {
    const of = problem(4, 8, 3, 1);
    const noise = () => expect.unreachable('no noise');
    const [one, many] = [1, 6].map((samples) =>
      objectiveOf('direct', 'zero')(inputOf(of, { ...base, samples }, { noise })),
    );
    expect(many).toEqual(one);
    expect(Array.from(one.dSigma)).toEqual([0, 0, 0, 0]);
    const still = objectiveOf('direct', 'fixed')(inputOf(of, { ...base, sigma: 0 }));
    expectClose(still.dEmbeddings, one.dEmbeddings);
    expect(Array.from(still.dSigma, Math.abs)).toEqual([0, 0, 0, 0]);
  });

  it('descends for either sign of epsilon: right neighbours come nearer', () => {
    const of = problem(4, 8, 3, 7);
    for (const epsilon of [-1, 1]) {
      const knobs = { ...base, lossForm: 'count', samples: 30 } as const;
      const { dEmbeddings } = objectiveOf('direct', 'fixed')(inputOf(of, knobs, { epsilon }));
      const after = of.embeddings.map((x, i) => x - 0.05 * dEmbeddings[i]);
      const total = (embeddings: Float32Array, same: boolean) =>
        squaredByHand(embeddings, { ...knobs, dim: 3 }).reduce((sum, squared, pair) => {
          const fits = of.labels[pair >> 3] === of.labels[4 + (pair & 7)];
          return fits === same ? sum + Math.sqrt(squared) : sum;
        }, 0);
      expect(total(after, true)).toBeLessThan(total(of.embeddings, true));
      expect(total(after, false)).toBeGreaterThan(total(of.embeddings, false));
    }
  });
});

/**
 * Probabilities that candidates are among the two best of scores with Gumbel noise of scale sigma:
 * the Plackett-Luce law, first places p_i, second ones p_j p_i / (1 - p_j).
 */
function inTopTwo(scores: Float64Array, sigma: number): Float64Array {
  const weights = scores.map((score) => Math.exp(score / sigma));
  const total = weights.reduce((a, b) => a + b);
  const p = weights.map((weight) => weight / total);
  return p.map((first, i) =>
    p.reduce((sum, other, j) => (j === i ? sum : sum + (other * first) / (1 - other)), first),
  );
}

describe('the direct loss on average', () => {
  const size = { queries: 2, candidates: 5, dim: 2 };
  const sigma = 0.6;
  const of: Problem = {
    embeddings: normals(14, 31),
    labels: Uint8Array.of(0, 1, 0, 1, 1, 0, 1),
    sigma: Float32Array.of(0.5, 1.25),
    dim: 2,
  };
  const fits = (q: number, c: number) => (of.labels[q] === of.labels[2 + c] ? 1 : 0);
  const knobs: KnnKnobs = { ...paperKnobs, ...size, k: 2, sigma, samples: 50, lossForm: 'count' };
  const rowsOf = (embeddings: ArrayLike<number>) => {
    const distance = squaredByHand(embeddings, size).map(Math.sqrt);
    return [0, 1].map((q) => distance.slice(q * 5, q * 5 + 5));
  };
  /** Mean over queries of the expected loss, minus the number of right ones. */
  const expectedLoss = (embeddings: ArrayLike<number>, scales: readonly number[]) =>
    rowsOf(embeddings).reduce((sum, row, q) => {
      const p = inTopTwo(
        row.map((d) => -d),
        scales[q],
      );
      return sum - p.reduce((right, value, c) => right + fits(q, c) * value, 0) / 2;
    }, 0);

  /** Means and standard errors over steps of noise. */
  function simulate(change: Partial<KnnKnobs>, scale: ScaleSource, steps: number) {
    const objective = objectiveOf('direct', scale);
    const used = { ...knobs, ...change };
    const entries = 14 + 2 + 1;
    const total = new Float64Array(entries);
    const squares = new Float64Array(entries);
    for (let step = 0; step < steps; step++) {
      const { dEmbeddings, dSigma, loss } = objective(inputOf(of, used, { step }));
      [...dEmbeddings, ...dSigma, loss].forEach((value, i) => {
        total[i] += value / steps;
        squares[i] += value ** 2 / steps;
      });
    }
    const error = squares.map((s, i) => Math.sqrt(Math.max(0, s - total[i] ** 2) / steps));
    return { mean: total, error };
  }

  it('loses what the Plackett-Luce law says', () => {
    const { mean, error } = simulate({}, 'fixed', 400);
    // the loss that is reported is one minus a share
    const expected = 1 + expectedLoss(of.embeddings, [sigma, sigma]) / 2;
    expect(Math.abs(mean[16] - expected)).toBeLessThan(5 * error[16]);
    expect(error[16]).toBeLessThan(0.003);
  });

  it.each(['count', 'distance'] as const)(
    'is the quotient of that law at finite epsilon, without bias (%s)',
    (lossForm) => {
      const epsilon = -0.5;
      const { mean, error } = simulate({ lossForm, epsilon }, 'fixed', 400);
      const coefficients = rowsOf(of.embeddings).map((row, q) => {
        const gain = row.map((d, c) => fits(q, c) * (lossForm === 'count' ? 1 : d));
        const before = inTopTwo(
          row.map((d) => -d),
          sigma,
        );
        const after = inTopTwo(
          row.map((d, c) => -d - epsilon * gain[c]),
          sigma,
        );
        return before.map((p, c) => (after[c] - p) / epsilon / 2);
      });
      const expected = finiteDifferenceGradient(
        (at) =>
          rowsOf(at).reduce(
            (sum, row, q) => row.reduce((all, d, c) => all - coefficients[q][c] * d, sum),
            0,
          ),
        of.embeddings,
      );
      expected.forEach((slope, i) => {
        expect(Math.abs(mean[i] - slope)).toBeLessThan(5 * error[i] + 1e-6);
        expect(error[i]).toBeLessThan(0.01);
      });
      expect(Math.max(...expected)).toBeGreaterThan(0.05);
    },
  );

  it('approaches the slope of the expected loss, in embeddings and in sigma, with more samples', () => {
    const scales = Array.from(of.sigma, (factor) => sigma * factor);
    const slopes = [
      ...finiteDifferenceGradient((at) => expectedLoss(at, scales), of.embeddings),
      ...[0, 1].map((q) =>
        finiteDifference(
          (factor) =>
            expectedLoss(
              of.embeddings,
              scales.map((scale, other) => (other === q ? sigma * factor : scale)),
            ),
          of.sigma[q],
        ),
      ),
    ];
    const distanceTo = (steps: number) => {
      // both signs: their errors of first order in epsilon cancel
      const [down, up] = [-0.1, 0.1].map((epsilon) => simulate({ epsilon }, 'learned', steps));
      const off = slopes.map((slope, i) => (down.mean[i] + up.mean[i]) / 2 - slope);
      off.forEach((d, i) =>
        expect(Math.abs(d)).toBeLessThan(5 * Math.max(down.error[i], up.error[i]) + 0.005),
      );
      return Math.hypot(...off);
    };
    const [few, many] = [distanceTo(10), distanceTo(1000)];
    expect(many).toBeLessThan(few / 3);
    expect(many).toBeLessThan(0.03);
    expect(Math.abs(slopes[14])).toBeGreaterThan(0.02);
    expect(Math.abs(slopes[15])).toBeGreaterThan(0.02);
  });
});

describe('images that coincide', () => {
  const knobs: KnnKnobs = { ...paperKnobs, queries: 2, candidates: 6, k: 2, samples: 2 };
  const of: Problem = {
    ...problem(2, 6, 3, 1),
    // all in one place but the last
    embeddings: new Float32Array(24).fill(0.7, 0, 21),
    labels: Uint8Array.of(0, 1, 1, 1, 0, 0, 1, 0),
  };

  it.each(['direct', 'neural-sort', 'relax-subsample', 'cross-entropy'] as const)(
    'give no NaN: %s',
    (method) => {
      for (const lossForm of ['count', 'distance'] as const) {
        for (const scale of ['zero', 'fixed', 'learned'] as const) {
          const head = method === 'cross-entropy' ? normals(12, 1) : null;
          const outcome = objectiveOf(
            method,
            scale,
          )(inputOf(of, { ...knobs, lossForm, epsilon: -5, noisy: true }, { head }));
          expect(outcome.dEmbeddings.every(Number.isFinite)).toBe(true);
          expect(outcome.dSigma.every(Number.isFinite)).toBe(true);
          expect(Number.isFinite(outcome.loss)).toBe(true);
        }
      }
    },
  );

  it('are changed by the direct loss all the same, but pulled nowhere', () => {
    const outcome = objectiveOf('direct')(
      inputOf({ ...of, embeddings: new Float32Array(24) }, { ...knobs, lossForm: 'count' }),
    );
    expect(outcome.changed).toBe(1);
    expect(outcome.dEmbeddings.every((g) => g === 0)).toBe(true);
  });
});
