/**
 * Milliseconds per assignment, as one line of JSON: random matrices from scratch, and the matrices
 * that training meets, from scratch and from the prices of the step before.
 */
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { createLocalGradients, trainingData } from '../../src/labs/matching/experiment/gradients';
import { createNetwork } from '../../src/core/networks/scores';
import { createNoiseFill } from '../../src/labs/matching/experiment/noise';
import { advance, initialState } from '../../src/labs/matching/experiment/run';
import { matchingVariants, paperSetup } from '../../src/labs/matching/experiment/spec';
import { createAssignmentSolver } from '../../src/core/oracles/matching/assignment';

const SIZES = [10, 40, 100];
const REPEATS = 5;
/** Steps after which the scores of training are taken: the middle of a run. */
const STEPS = 120;

/** Least milliseconds per matrix of a few rounds over all of them. */
function time(count: number, solve: (i: number) => void): number {
  let least = Infinity;
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const start = performance.now();
    for (let i = 0; i < count; i++) solve(i);
    if (repeat > 0) least = Math.min(least, (performance.now() - start) / count);
  }
  return least;
}

/** Perturbed scores of one sequence in two steps that follow each other, for many noise samples. */
async function trainingMatrices(d: number, count: number) {
  const setup = { ...paperSetup, d, seed: 1 };
  const { knobs } = matchingVariants['direct-sigma-1'];
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  for (let s = 0; s < STEPS; s++) await advance(setup, state, knobs, gradients);
  const network = createNetwork(d, setup.hidden);
  const [{ numbers }] = trainingData(setup);
  const fill = createNoiseFill(setup, knobs);
  const perturbed = (step: number, sample: number) => {
    const scores = new Float64Array(d * d);
    const noise = new Float64Array(d * d);
    network.forward(state.params, numbers, scores);
    fill(step, sample, 0, noise);
    return scores.map((score, c) => score + noise[c]);
  };
  const before = Array.from({ length: count }, (_, m) => perturbed(STEPS, m));
  await advance(setup, state, knobs, gradients);
  return { before, after: Array.from({ length: count }, (_, m) => perturbed(STEPS + 1, m)) };
}

const found: Record<string, Record<string, number>> = {};
for (const d of SIZES) {
  // the same bytes as the peer solves
  const bytes = readFileSync(`${process.argv[2]}/random-${d}.bin`);
  const random = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
  const count = random.length / (d * d);
  const solver = createAssignmentSolver(d);
  const { before, after } = await trainingMatrices(d, 40);
  const prices = before.map((scores) => {
    solver.solve(scores);
    return solver.v.slice();
  });
  found[d] = {
    random: time(count, (i) => solver.solve(random, i * d * d)),
    training: time(after.length, (i) => solver.solve(after[i])),
    warm: time(after.length, (i) => solver.solve(after[i], 0, prices[i])),
  };
}
process.stdout.write(`${JSON.stringify(found)}\n`);
