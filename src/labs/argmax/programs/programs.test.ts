import { describe, expect, it } from 'vitest';
import { directLossFromSums } from '../../../core/estimators/direct-loss-sums';
import { lawNames } from '../../../core/noise/laws';
import { noiseSpec } from '../../../core/noise/noise';
import type { ArgmaxProblem } from '../../../core/problem';
import { samplePairs } from '../../../simd/perturbed-pair/perturbed-pair.cpu';
import { juliaAsPython } from '../../kit/testing/julia';
import { printedBy, pythonWith } from '../../kit/testing/python';
import { argmaxProgram } from './write';

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

/** The numbers of every line. */
const numbersOf = (printed: string): number[][] =>
  printed
    .trim()
    .split('\n')
    .map((line) => [...line.matchAll(/-?\d+\.\d+/g)].map(([digits]) => Number(digits)));

/** Whether a printed number is ours, but for a draw or two that fall to the other side of a tie in single precision. */
const nearly = (samples: number) => (printed: number, ours: number, unit: number) =>
  expect(Math.abs(printed - ours)).toBeLessThan((2.5 * unit) / samples + 1e-6);

/** Compares all that NumPy and Julia print. */
function expectNumbers(problem: ArgmaxProblem, samples: number, lines: readonly number[][]): void {
  const sums = samplePairs(problem, 0, samples);
  const found = directLossFromSums(sums, problem.epsilon);
  const near = nearly(samples);
  const per = 1 / Math.abs(problem.epsilon);
  expect(lines).toHaveLength(problem.scores.length + 2);
  problem.scores.forEach((_, i) => {
    const [share, augmented, slope, error] = lines[i];
    near(share, sums.hits[i] / samples, 1);
    near(augmented, sums.hitsAugmented[i] / samples, 1);
    near(slope, found.scores.value[i], per);
    near(error, found.scores.standardError[i], per);
  });
  const [sigma, expected] = lines.slice(problem.scores.length);
  near(sigma[0], found.sigma.value, 20 * per);
  near(sigma[1], found.sigma.standardError, 20 * per);
  near(expected[0], found.loss.value, 2);
  near(expected[1], found.loss.standardError, 2);
}

const numpy = pythonWith('numpy');
const withoutNumpy = numpy === null ? ' (skipped: there is no python3 with NumPy)' : '';
describe.skipIf(numpy === null)(`the experiment as a NumPy program${withoutNumpy}`, () => {
  const SAMPLES = 70_001;
  it.each(Object.entries(problems))('prints the numbers of the page: %s', (_, problem) => {
    const program = argmaxProgram('numpy', problem, SAMPLES, ['a test']);
    expectNumbers(problem, SAMPLES, numbersOf(printedBy(numpy!, program)));
  });
});

const torch = pythonWith('torch');
const withoutTorch = torch === null ? ' (skipped: there is no python3 with PyTorch)' : '';
describe.skipIf(torch === null)(`the experiment as a PyTorch program${withoutTorch}`, () => {
  const SAMPLES = 70_001;
  it.each(Object.entries(problems).slice(0, 2))(
    'has the gradients of the page: %s',
    (_, problem) => {
      const printed = printedBy(torch!, argmaxProgram('torch', problem, SAMPLES, []));
      const n = problem.scores.length;
      const lines = numbersOf(printed);
      const found = directLossFromSums(samplePairs(problem, 0, SAMPLES), problem.epsilon);
      const near = nearly(SAMPLES);
      const per = 1 / Math.abs(problem.epsilon);
      problem.scores.forEach((_score, i) => near(lines[i][0], found.scores.value[i], per));
      near(lines[n][0], found.sigma.value, 20 * per);
      near(lines[n + 1][0], found.loss.value, 2);
      // and five lines of a training along it
      expect(lines).toHaveLength(n + 7);
    },
  );
});

const any = pythonWith('math');
const withoutAny = any === null ? ' (skipped: there is no python3)' : '';
describe.skipIf(any === null)(
  `the experiment as a Julia program, read as Python${withoutAny}`,
  () => {
    const SAMPLES = 2001;
    it.each(Object.entries(problems))('prints the numbers of the page: %s', (_, problem) => {
      const [code] = argmaxProgram('julia', problem, SAMPLES, []).split('# The same argmax');
      const read = code.replace(/^using .*$/gm, '').replaceAll(/^const /gm, '');
      const program = juliaAsPython(
        read.replaceAll('Float64[', 'List([').replaceAll(/(List\(\[.*\])$/gm, '$1)'),
      );
      expectNumbers(problem, SAMPLES, numbersOf(printedBy(any!, program)));
    });
  },
);

describe('the programs', () => {
  const problem = problems['two of six'];
  it.each(['numpy', 'torch', 'jax', 'julia'] as const)('have every setting: %s', (form) => {
    const program = argmaxProgram(form, problem, 1234, ['an origin', 'and\nits receipt']);
    expect(program.startsWith('# an origin\n# and its receipt\n')).toBe(true);
    for (const text of [
      ...['2, 1.5, 1, 0.5, 0, -3', '0, 1, 2, 0, 0.5, 1', 'k, sigma, epsilon = 2, 1.7, 0.3'],
      ...['seed, samples = 4294967295, 1234', `"gumbel", ${problem.noise.location}`],
    ]) {
      expect(program).toContain(text);
    }
  });

  it('name the noise that optax has, and leave it out where it has none', () => {
    const of = (law: 'gumbel' | 'normal' | 'uniform') =>
      argmaxProgram('jax', { ...problem, noise: noiseSpec(law) }, 10, []);
    expect(of('gumbel')).toContain('noise=optax.perturbations.Gumbel()');
    expect(of('normal')).toContain('noise=optax.perturbations.Normal()');
    expect(of('uniform')).not.toContain('perturbations');
  });

  it.skipIf(any === null)(`are programs in form${withoutAny}`, () => {
    for (const form of ['numpy', 'torch', 'jax'] as const) {
      const program = argmaxProgram(form, problem, 10, []);
      expect(printedBy(any!, `compile(${JSON.stringify(program)}, "program", "exec")`)).toBe('');
    }
  });
});
