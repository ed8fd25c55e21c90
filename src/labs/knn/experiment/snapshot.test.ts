import { describe, expect, it } from 'vitest';
import { referenceAt } from '../../../core/maps/snapshot';
import { mapGrid } from '../../../core/maps/regime-map';
import { plainPairMath } from '../../../core/neighbours/pairs';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { dot } from '../../../core/vector';
import { noiseOf } from './noise';
import { createObjective } from './objective';
import { knnSnapshotOf, knnSnapshotProblem } from './snapshot';
import { paperKnobs, type KnnKnobs } from './spec';

const [QUERIES, CANDIDATES, DIM] = [3, 6, 2];
const rng = createRng(5, 'batch');
const batch = {
  ...{ queries: QUERIES, candidates: CANDIDATES },
  embeddings: Float32Array.from({ length: (QUERIES + CANDIDATES) * DIM }, (_, i) =>
    unitUniform(rng.word(0, i)),
  ),
  labels: Uint8Array.of(0, 1, 1, 0, 0, 1, 1, 0, 1),
  sigma: Float32Array.of(0.5, 1, 1.5),
};
const knobs: KnnKnobs = {
  ...{ ...paperKnobs, k: 2, samples: 3, lossForm: 'count' },
  ...{ queries: QUERIES, candidates: CANDIDATES },
};
const setup = { seed: 1, scale: 'fixed', classes: 2 } as const;

function finished<Result>(work: Generator<void, Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

describe('a step of the map of a batch', () => {
  it.each(['fixed', 'learned'] as const)('is that of the training: sigma %s', (scale) => {
    const problem = knnSnapshotProblem({ setup: { ...setup, scale }, knobs, batch, step: 7 });
    const estimate = problem.estimate(0.3, -0.4, 2);
    // the outputs of the noise network have a mean of 1
    const outcome = createObjective({ method: 'direct', scale, classes: 2 })({
      batch: { ...batch, dim: DIM },
      knobs: { ...knobs, sigma: 0.3 },
      ...{ epsilon: -0.4, step: 7 + 2, head: null },
      noise: noiseOf({ seed: 1, method: 'direct' }, knobs.law),
    });
    expect(estimate.gradient).toEqual(Float64Array.from(outcome.dEmbeddings));
    expect([estimate.right, estimate.rightAugmented]).toEqual([
      outcome.right,
      outcome.rightAugmented,
    ]);
    expect(estimate.changed).toBe((outcome.active * QUERIES * 3 * CANDIDATES) / 2);
    expect(problem.links).toBe(QUERIES * 3 * 2);
  });
});

/** Standard Gumbel noise of mean 0. */
const EULER = 0.5772156649015329;

/** The gradient of the expected loss in the embeddings, and its slope in log sigma, by score functions. */
function byScoreFunctions(sigma: number, draws: number) {
  const squared = new Float64Array(QUERIES * CANDIDATES);
  const size = { queries: QUERIES, candidates: CANDIDATES, dim: DIM };
  plainPairMath.squaredDistances(batch.embeddings, size, squared);
  const weights = new Float64Array(QUERIES * CANDIDATES);
  const own = createRng(77, 'score functions');
  const score = new Float64Array(CANDIDATES);
  let [slope, squares] = [0, 0];
  for (let q = 0; q < QUERIES; q++) {
    const distance = Array.from({ length: CANDIDATES }, (_, c) =>
      Math.sqrt(squared[q * CANDIDATES + c]),
    );
    for (let draw = 0; draw < draws; draw++) {
      let along = -CANDIDATES;
      const noisy = distance.map((far, c) => {
        const g = -Math.log(-Math.log(unitUniform(own.word(draw, q * CANDIDATES + c))));
        score[c] = 1 - Math.exp(-g);
        along += (g - EULER) * score[c];
        return -far + sigma * (g - EULER);
      });
      const nearest = [...noisy.keys()].sort((a, b) => noisy[b] - noisy[a]).slice(0, 2);
      const right = nearest.filter((c) => batch.labels[q] === batch.labels[QUERIES + c]).length;
      // about the middle of the losses
      const weight = (1 - right) / draws / QUERIES;
      for (let c = 0; c < CANDIDATES; c++) {
        weights[q * CANDIDATES + c] -= (weight * score[c]) / sigma / (2 * distance[c]);
      }
      slope += weight * along;
      squares += (weight * along) ** 2;
    }
  }
  const gradient = new Float32Array(batch.embeddings.length);
  plainPairMath.addGradient(batch.embeddings, weights, size, gradient);
  return { gradient: Float64Array.from(gradient), slope, error: Math.sqrt(squares) };
}

describe('the reference of a batch', () => {
  it.each([0.2, 1])('is the gradient of the expected loss: 1e5 draws at sigma %d', (sigma) => {
    const problem = knnSnapshotProblem({ setup, knobs, batch, step: 0 });
    const reference = finished(referenceAt(problem, sigma, 1000));
    const truth = byScoreFunctions(sigma, 1e5);
    expect(reference.certain).toBeGreaterThan(0.999);
    const cosine =
      dot(reference.gradient, truth.gradient) /
      Math.sqrt(dot(reference.gradient, reference.gradient) * dot(truth.gradient, truth.gradient));
    expect(cosine).toBeGreaterThan(0.98);
    const off = Math.abs(reference.slope - truth.slope);
    expect(off / Math.hypot(reference.slopeError, truth.error)).toBeLessThan(4.5);
  });

  it('has a map around it, right in the mean where epsilon is small', () => {
    const map = finished(
      knnSnapshotOf({
        ...{ setup, knobs, batch, step: 0, grid: mapGrid([0.2, 1], [0.05, 5], 2, 2) },
        effort: { steps: 2000, referenceSteps: 500 },
      }),
    );
    for (const at of [2, 3, 4, 5]) {
      expect(map.cells.mean[at]).toBeGreaterThan(0.9);
      expect(map.cells.cosine[at]).toBeLessThan(map.cells.mean[at]);
    }
    // y* does not depend on epsilon
    expect(map.cells.right[0]).toBe(map.cells.right[6]);
  });
});
