import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { directLossFromSums } from '../../core/estimators/direct-loss-sums';
import { lawNames } from '../../core/noise/laws';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import { samplePairs } from '../../simd/perturbed-pair/perturbed-pair.cpu';
import { argmaxScript } from './script';

const numpy = spawnSync('python3', ['-c', 'import numpy']).status === 0;
const SAMPLES = 70_001;

const problems: Record<string, ArgmaxProblem> = {
  'the near tie': {
    ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], k: 1, sigma: 0.1, epsilon: -1, seed: 1 },
    noise: noiseSpec('gumbel'),
  },
  'two of six': {
    ...{ scores: [2, 1.5, 1, 0.5, 0, -3], loss: [0, 1, 2, 0, 0.5, 1], k: 2, sigma: 1.7 },
    ...{ epsilon: 0.3, seed: 4_294_967_295, noise: noiseSpec('gumbel', 0, 3) },
  },
  ...Object.fromEntries(
    lawNames.map((law) => [
      `${law} noise`,
      {
        ...{ scores: [1, 0, 0.5, 0.2], loss: [0, 1, 1, 2], k: 1, sigma: 1, epsilon: -0.5, seed: 7 },
        noise: noiseSpec(law),
      },
    ]),
  ),
};

/** Every number that the script prints. */
function run(problem: ArgmaxProblem): number[][] {
  const { stdout, stderr } = spawnSync('python3', ['-W', 'error', '-'], {
    input: argmaxScript(problem, SAMPLES, ['a test']),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/-?\d+\.\d+/g)].map(([digits]) => Number(digits)));
}

const why = numpy ? '' : ' (skipped: there is no python3 with NumPy)';
describe.skipIf(!numpy)(`the experiment as a Python script${why}`, () => {
  for (const [name, problem] of Object.entries(problems)) {
    it(`prints the numbers of the page: ${name}`, () => {
      const sums = samplePairs(problem, 0, SAMPLES);
      const found = directLossFromSums(sums, problem.epsilon);
      const lines = run(problem);
      // a draw or two may fall to the other side of a tie, in single precision
      const near = (printed: number, ours: number, unit: number) =>
        expect(Math.abs(printed - ours)).toBeLessThan((2.5 * unit) / SAMPLES + 1e-6);
      const per = 1 / Math.abs(problem.epsilon);
      problem.scores.forEach((_, i) => {
        const [share, augmented, slope, error] = lines[i];
        near(share, sums.hits[i] / SAMPLES, 1);
        near(augmented, sums.hitsAugmented[i] / SAMPLES, 1);
        near(slope, found.scores.value[i], per);
        near(error, found.scores.standardError[i], per);
      });
      const [sigma, expected] = lines.slice(problem.scores.length);
      near(sigma[0], found.sigma.value, 20 * per);
      near(sigma[1], found.sigma.standardError, 20 * per);
      near(expected[0], found.loss.value, 2);
      near(expected[1], found.loss.standardError, 2);
    });
  }
});
