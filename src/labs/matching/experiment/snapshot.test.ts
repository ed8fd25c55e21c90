import { describe, expect, it } from 'vitest';
import { createNetwork, scoreSize } from '../../../core/networks/scores';
import { addSortingLoss } from '../../../core/losses/sorting';
import { mapGrid } from '../../../core/maps/regime-map';
import { referenceAt, type SnapshotMap, type StepEstimate } from '../../../core/maps/snapshot';
import { matching } from '../../../core/oracles/matching/matching';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';
import { createLocalGradients, trainingData } from './gradients';
import { createNoiseFill } from './noise';
import { advance, initialState } from './run';
import { snapshotOf, snapshotProblem, type SnapshotRequest } from './snapshot';
import { paperKnobs, paperSetup, type MatchingKnobs, type MatchingSetup } from './spec';

const setupOf = (patch: Partial<MatchingSetup> = {}): MatchingSetup => ({
  ...{ ...paperSetup, d: 5, sequences: 3, seed: 1 },
  ...patch,
});

async function trained(setup: MatchingSetup, knobs: MatchingKnobs, steps: number) {
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  for (let step = 0; step < steps; step++) await advance(setup, state, knobs, gradients);
  return state;
}

function finished<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

const cosine = (a: Float64Array, b: Float64Array) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));

describe('a step of the map', () => {
  it.each(['fixed', 'learned'] as const)('is that of the training: sigma %s', async (scale) => {
    const setup = setupOf();
    const knobs: MatchingKnobs = { ...paperKnobs, scale, sigma: 0.7, epsilon: -2, growth: 1 };
    const state = await trained(setup, knobs, 6);
    const problem = snapshotProblem({ setup, knobs, params: state.params.slice(), step: 6 });
    const network = createNetwork(setup.d, setup.hidden);
    const scores = new Float64Array(setup.d ** 2);
    const learned = trainingData(setup).map(({ numbers }) =>
      network.forward(state.params, numbers, scores),
    );
    const mean = learned.reduce((a, b) => a + b) / learned.length;
    const sigma = scale === 'learned' ? 0.7 * mean : 0.7;
    const estimate = problem.estimate(sigma, -2, 0);
    const record = await advance(setup, state, knobs, createLocalGradients(setup));
    expect(estimate.changed).toBe(record.changed);
    expect(estimate.right).toBeCloseTo(record.right, 12);
    expect(estimate.rightAugmented).toBeCloseTo(record.rightAugmented, 12);
    expect(record.sigmaMean).toBeCloseTo(sigma, 12);
    expect(problem.size).toBe(scoreSize(setup.d, setup.hidden));
    // that of the noise network is another one
    if (scale === 'fixed') {
      const length = Math.sqrt(dot(estimate.gradient, estimate.gradient));
      expect(length).toBeCloseTo(record.gradientNorm, 9);
    }
  });

  it('has the matchings that are found among all of them', () => {
    const setup = setupOf({ d: 4 });
    const params = initialState(setup).params;
    const [sigma, epsilon] = [0.4, 1.5];
    const knobs: MatchingKnobs = { ...paperKnobs, scale: 'fixed', lossForm: 'exact' };
    const problem = snapshotProblem({ setup, knobs, params, step: 3 });
    const { changed, slopes } = problem.estimate(sigma, epsilon, 1);
    const network = createNetwork(4, setup.hidden);
    const all = [...matching(4).enumerate()];
    const fill = createNoiseFill(setup, knobs);
    const [scores, gamma, augmented] = Array.from({ length: 3 }, () => new Float64Array(16));
    const best = (of: Float64Array) => all.reduce((a, b) => (dot(b, of) > dot(a, of) ? b : a));
    let links = 0;
    trainingData(setup).forEach((sequence, row) => {
      network.forward(params, sequence.numbers, scores);
      let slope = 0;
      for (let sample = 0; sample < knobs.samples; sample++) {
        fill(3 + 1, sample, row, gamma);
        const perturbed = scores.map((score, c) => score + sigma * gamma[c]);
        addSortingLoss(perturbed, sequence, epsilon, 'exact', augmented);
        const [y, z] = [best(perturbed), best(augmented)];
        links += 4 - dot(y, z);
        slope += (sigma * (dot(gamma, z) - dot(gamma, y))) / epsilon / knobs.samples;
      }
      expect(slopes[row]).toBeCloseTo(slope, 9);
    });
    expect(changed).toBe(links);
  });

  it('does not depend on what has been asked for before', () => {
    const setup = setupOf();
    const { params } = initialState(setup);
    const request = { setup, knobs: { ...paperKnobs, scale: 'fixed' as const }, params, step: 2 };
    const seen = ({ gradient, slopes, ...rest }: StepEstimate) => ({
      ...{ gradient: [...gradient], slopes: [...slopes], ...rest },
    });
    const used = snapshotProblem(request);
    const places = [
      [0.5, -3, 0],
      [0.5, 2, 0],
      [0.5, 2, 1],
      [4, 2, 1],
      [0.5, -0.1, 1],
      [0.5, 2, 0],
    ] as const;
    for (const [sigma, epsilon, step] of places) {
      const fresh = snapshotProblem(request);
      expect(seen(used.estimate(sigma, epsilon, step))).toEqual(
        seen(fresh.estimate(sigma, epsilon, step)),
      );
      expect(seen(used.reference(sigma, step))).toEqual(seen(fresh.reference(sigma, step)));
    }
  });

  it('needs scores that are numbers', () => {
    const setup = setupOf();
    const params = initialState(setup).params.fill(NaN);
    expect(() => snapshotProblem({ setup, knobs: paperKnobs, params, step: 0 })).toThrow(
      'The scores are no longer finite numbers.',
    );
  });
});

/** Gumbel noise of variance 3 and mean 0, and the gradient of minus its log density. */
const WIDTH = Math.sqrt((3 * 6) / Math.PI ** 2);
const EULER = 0.5772156649015329;

/**
 * The gradient of the expected loss in the weights and its slope in log sigma, by score functions: matchings by
 * enumeration, draws of another generator, no oracle and no epsilon.
 */
function byScoreFunctions(
  setup: MatchingSetup,
  params: Float64Array,
  sigma: number,
  draws: number,
) {
  const cells = setup.d ** 2;
  const network = createNetwork(setup.d, setup.hidden);
  const all = [...matching(setup.d).enumerate()];
  const rng = createRng(99, 'score functions');
  const gradient = new Float64Array(params.length);
  const [scores, loss, gamma] = Array.from({ length: 3 }, () => new Float64Array(cells));
  let [slope, squares] = [0, 0];
  trainingData(setup).forEach((sequence, row) => {
    network.forward(params, sequence.numbers, scores);
    addSortingLoss(new Float64Array(cells), sequence, 1, 'paper', loss);
    const losses = all.map((y) => dot(y, loss));
    const middle = losses.reduce((a, b) => a + b) / losses.length;
    const dScores = new Float64Array(cells);
    const score = new Float64Array(cells);
    for (let draw = 0; draw < draws; draw++) {
      let along = -cells;
      for (let c = 0; c < cells; c++) {
        const g = -Math.log(-Math.log(unitUniform(rng.word(draw, row * cells + c))));
        gamma[c] = WIDTH * (g - EULER);
        score[c] = (1 - Math.exp(-g)) / WIDTH;
        along += gamma[c] * score[c];
      }
      let best = 0;
      let most = -Infinity;
      for (let y = 0; y < all.length; y++) {
        let value = 0;
        for (let c = 0; c < cells; c++) value += all[y][c] * (scores[c] + sigma * gamma[c]);
        if (value > most) [best, most] = [y, value];
      }
      const weight = (losses[best] - middle) / draws;
      for (let c = 0; c < cells; c++) dScores[c] += (weight * score[c]) / sigma;
      slope += (weight * along) / setup.sequences;
      squares += (weight * along) ** 2 / setup.sequences ** 2;
    }
    network.forward(params, sequence.numbers, scores);
    network.backward(params, sequence.numbers, dScores, 0, gradient);
  });
  return {
    gradient: gradient.subarray(0, scoreSize(setup.d, setup.hidden)),
    slope,
    error: Math.sqrt(squares),
  };
}

describe('the reference', () => {
  const setup = setupOf({ d: 3 });
  const knobs: MatchingKnobs = { ...paperKnobs, scale: 'fixed' };

  it.each([0, 4])(
    'is the gradient of the expected loss: 1e5 draws, after %i steps',
    async (steps) => {
      const { params } = await trained(setup, knobs, steps);
      for (const sigma of [0.5, 2]) {
        const problem = snapshotProblem({ setup, knobs, params, step: steps });
        const reference = finished(referenceAt(problem, sigma, 400));
        const truth = byScoreFunctions(setup, params, sigma, 1e5);
        expect(reference.certain).toBeGreaterThan(0.99);
        expect(cosine(reference.gradient, truth.gradient)).toBeGreaterThan(0.98);
        // a finite epsilon has a bias: a twentieth of the slope is granted
        const doubt = Math.hypot(reference.slopeError, truth.error);
        const off = Math.abs(reference.slope - truth.slope) - 0.05 * Math.abs(truth.slope);
        expect(off / doubt).toBeLessThan(4.5);
      }
    },
  );

  it('is where cells go as epsilon does to 0, from both sides', () => {
    const { params } = initialState(setup);
    const request: SnapshotRequest = {
      ...{ setup, knobs, params, step: 0, grid: mapGrid([0.5, 1], [0.2, 1], 2, 2) },
      effort: { steps: 600, referenceSteps: 100 },
    };
    const map: SnapshotMap = finished(snapshotOf(request));
    for (const column of [0, 1]) {
      const [below, above] = [2 + column, 4 + column];
      for (const at of [below, above]) {
        expect(map.cells.mean[at]).toBeGreaterThan(0.95);
        // a single step is mostly spread
        expect(map.cells.cosine[at]).toBeLessThan(map.cells.mean[at] - 0.1);
      }
      // of a small epsilon and its opposite the biases are opposite too
      const slope = (map.cells.slope[below] + map.cells.slope[above]) / 2;
      const doubt = Math.hypot(map.cells.slopeError[below], map.columns.slopeError[column]);
      expect(Math.abs(slope - map.columns.slope[column]) / doubt).toBeLessThan(4.5);
    }
  });
});

describe('a strong epsilon', () => {
  it('steps with its sign, whatever is true', () => {
    const setup = setupOf({ d: 4 });
    const params = initialState(setup).params;
    const request: SnapshotRequest = {
      ...{ setup, knobs: { ...paperKnobs, scale: 'fixed' }, params, step: 0 },
      ...{ grid: mapGrid([0.1, 10], [10, 1e4], 5, 2), effort: { steps: 40, referenceSteps: 8 } },
    };
    const { cells } = finished(snapshotOf(request));
    for (let s = 0; s < 5; s++) {
      // E <gamma, y*> is positive, and y*(eps) does not depend on gamma
      expect(cells.slope[s]).toBeGreaterThan(0);
      expect(cells.slope[3 * 5 + s]).toBeLessThan(0);
    }
  });
});
