/**
 * Milliseconds per regime map, as one line of JSON, on one thread: the exact gradient per noise scale and six
 * quantities per cell, by closed form and by draws; and per map of a training of the matching lab as it stands, every
 * cell of which is six steps of 50 draws. And by how many standard errors ten million draws are off the closed form,
 * at most.
 */
import process from 'node:process';
import { closedFormMap } from '../../src/core/maps/closed-form';
import { mapGrid, mapTruth } from '../../src/core/maps/regime-map';
import { mapFromSums } from '../../src/core/maps/sampled';
import { addMapDraws, emptyMapSums } from '../../src/core/maps/sums';
import { noiseSpec } from '../../src/core/noise/noise';
import type { ArgmaxProblem } from '../../src/core/problem';
import { createLocalGradients } from '../../src/labs/matching/experiment/gradients';
import { advance, initialState } from '../../src/labs/matching/experiment/run';
import { snapshotOf } from '../../src/labs/matching/experiment/snapshot';
import {
  paperKnobs,
  paperSetup,
  type MatchingKnobs,
} from '../../src/labs/matching/experiment/spec';

const SIGMAS = [0.01, 100] as const;
const EPSILONS = [0.001, 100] as const;
const DRAWS = 4096;

/** Scores that fall, and graded losses: no two classes are alike. */
const problemOf = (n: number, k: number, law: 'gumbel' | 'normal'): ArgmaxProblem => ({
  scores: Array.from({ length: n }, (_, i) => 2 - 0.3 * i),
  loss: Array.from({ length: n }, (_, i) => ((7 * i) % n) / n),
  ...{ k, sigma: 1, epsilon: 1, seed: 1, noise: noiseSpec(law) },
});

/** Median milliseconds of many calls after a few. */
function time(run: () => unknown, repeats: number): number {
  for (let i = 0; i < Math.min(3, repeats); i++) run();
  const took = Array.from({ length: repeats }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return took.sort((a, b) => a - b)[Math.floor(repeats / 2)];
}

/** Draws that closed forms are held against, and where. */
const MANY = 1e7;
const few = mapGrid([0.03, 10], [0.03, 10], 3, 4);

/** The largest distance of a measured slope, share or bias from its closed form, in standard errors. */
function largestDistance(problem: ArgmaxProblem): number {
  const exact = closedFormMap(problem, few);
  const sums = emptyMapSums(problem.scores.length, few);
  addMapDraws(sums, problem, few, 0, MANY);
  const { cells } = mapFromSums(problem, few, exact.truth, sums);
  const distances = Array.from(cells.slope, (slope, at) => {
    const share = exact.cells.differ[at];
    // too few draws tell nothing of a share, nor of what hangs on it
    if (share * MANY < 20 || (1 - share) * MANY < 20) return 0;
    return Math.max(
      Math.abs(slope - exact.cells.slope[at]) / cells.slopeError![at],
      Math.abs(cells.differ[at] - share) / Math.sqrt((share * (1 - share)) / MANY),
      Math.abs(cells.bias[at] - exact.cells.bias[at]) / (exact.cells.spread[at] / Math.sqrt(MANY)),
    );
  });
  return Math.max(...distances);
}

const nearTie: ArgmaxProblem = {
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 7 },
  noise: noiseSpec('gumbel'),
};

const fine = mapGrid(SIGMAS, EPSILONS, 65, 33);
const coarse = mapGrid(SIGMAS, EPSILONS, 33, 17);

function sampled(problem: ArgmaxProblem) {
  const sums = emptyMapSums(problem.scores.length, coarse);
  addMapDraws(sums, problem, coarse, 0, DRAWS);
  return mapFromSums(problem, coarse, mapTruth(problem, coarse), sums);
}

const snapshotGrid = mapGrid([0.01, 100], [0.01, 1000], 21, 11);

/** The finest map that the matching lab shows of ten numbers, after 20 steps. */
async function snapshot(): Promise<number> {
  const setup = { ...paperSetup, d: 10, seed: 1 };
  const knobs: MatchingKnobs = { ...paperKnobs, scale: 'learned' };
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  for (let step = 0; step < 20; step++) await advance(setup, state, knobs, gradients);
  const { params } = state;
  const effort = { steps: 6, referenceSteps: 12 };
  const request = { setup, knobs, params, step: 20, grid: snapshotGrid, effort };
  return time(() => {
    const work = snapshotOf(request);
    while (!work.next().done);
  }, 3);
}

const closed = (n: number) => time(() => closedFormMap(problemOf(n, 1, 'gumbel'), fine), 41);
const drawn = (n: number, k: number) => time(() => sampled(problemOf(n, k, 'normal')), 3);

process.stdout.write(
  JSON.stringify({
    ...{ closed3: closed(3), closed12: closed(12) },
    ...{ drawn6: drawn(6, 2), drawn12: drawn(12, 6) },
    snapshot10: await snapshot(),
    distance: largestDistance(nearTie),
  }),
);
