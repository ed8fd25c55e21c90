import { expect } from 'vitest';
import { defaultsOf } from '../../../state/params';
import { startRun, type Run } from '../../../state/runs/run';
import { expectPrinted } from '../../kit/testing/python';
import { uniformSequences } from '../experiment/data';
import { createEvaluation } from '../experiment/evaluation';
import { createLocalGradients } from '../experiment/gradients';
import { advance, initialState } from '../experiment/run';
import { variantNames } from '../experiment/spec';
import { matchingKind, type MatchingRunTypes } from '../kind';
import { matchingTable, normalise, type MatchingValues } from '../params';
import { runSpecs } from '../specs';

export const valuesOf = (values: Partial<MatchingValues>): MatchingValues =>
  normalise({ ...defaultsOf(matchingTable), seed: 7, ...values });

/** The run of the settings after some steps, and what each of them measured. */
export async function trained(values: MatchingValues, steps: number) {
  const [spec] = runSpecs(values);
  const { setup, knobs } = spec;
  const state = initialState(setup);
  const gradients = createLocalGradients(setup);
  const tests = uniformSequences(setup.seed, 'test', 20, setup.d);
  const evaluate = createEvaluation(setup);
  const records = [];
  for (let s = 0; s < steps; s++) {
    const record = await advance(setup, state, knobs, gradients);
    records.push({ ...record, ...evaluate(state.params, tests) });
  }
  const run: Run<MatchingRunTypes> = { ...startRun(matchingKind, spec), state, step: steps };
  return { run, records };
}

/** Settings under which programs are compared with the page. */
export const cases: readonly (readonly [string, Partial<MatchingValues>])[] = [
  ...variantNames.map((method) => [method, { method }] as const),
  ['the exact loss, plainly descended', { lossForm: 'exact', optimiser: 'sgd', rate: 0.01 }],
  ['a noise scale that learns', { sigmaRate: 1, noise: 'logistic', epsilon: 3, samples: 2 }],
  ['numbers that are lost', { optimiser: 'sgd', rate: 1e9 }],
];

/** The columns that a program may have: those of NumPy, or in Julia without the last but one of each. */
interface Compared {
  readonly steps?: number;
  readonly julia?: boolean;
}

/** Compares the curves that a program prints with those of the page. */
export async function expectCurves(
  { steps = 20, julia = false, ...some }: Partial<MatchingValues> & Compared,
  print: (values: MatchingValues) => string,
) {
  const values = valuesOf({ d: 6, sequences: 4, maxSteps: steps, stop: false, ...some });
  const lost = values.rate > 1;
  const { records } = await trained(values, lost ? 0 : steps);
  const [title, head, ...lines] = print(values).trimEnd().split('\n');
  expect(title).toContain(`${values.d} numbers`);
  expect(head).toMatch(/^ +step +loss/);
  expect(lines.pop()).toContain(
    lost ? 'stopped at step 0: its numbers were lost in step 1' : `stopped at step ${steps}`,
  );
  const tested = [1, 2, 3, 5, 8, 13, 20, 30, 40].filter((step) => step <= steps);
  expect(lines.map((line) => parseInt(line))).toEqual(
    lost
      ? []
      : [...new Set([...tested, ...(steps >= 10 ? [10] : []), steps])].sort((a, b) => a - b),
  );
  for (const line of lines) {
    const [step, ...printed] = line.trim().split(/ +/);
    const found = records[Number(step) - 1];
    const ours = [
      ...[found.loss, 100 * found.right, 100 * found.rightAugmented, 100 * found.perfect],
      ...[found.sigmaMean, ...(julia ? [] : [found.gradientNorm]), found.epsilon],
      ...[100 * found.wrong, 100 * found.anyWrong, ...(julia ? [] : [found.kendall])],
    ];
    expect(printed).toHaveLength(ours.length);
    ours.forEach((value, i) => expectPrinted(printed[i], value));
  }
}
