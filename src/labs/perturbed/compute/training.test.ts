import { describe, expect, it } from 'vitest';
import { unwatched } from '../../../compute/testing/machine';
import { askedOf } from '../../../compute/testing/runs';
import { createPlainNetwork } from '../../../core/networks/plain';
import type { StopRule } from '../../../core/training/stop';
import { evaluateClassifier } from '../experiment/classification/evaluation';
import { advanceClassifier, initialState, type ClassState } from '../experiment/classification/run';
import {
  classifierOf,
  defaultKnobs,
  type ClassKnobs,
  type ClassSetup,
} from '../experiment/classification/spec';
import { bars, trainingOfBars } from '../testing/bars';

const setup = { network: 'compact', input: [28, 28, 1], classes: 10, seed: 1 } as const;
const specs = (['cross-entropy', 'fenchel-young', 'squared'] as const).map((loss) => ({
  id: loss,
  setup: { ...setup, loss },
  knobs: { ...defaultKnobs, sigma: 0.5, law: 'normal' as const, samples: 2 },
  stop: { maxSteps: 100 },
}));
const limits = { maxSteps: 6, milliseconds: Infinity };
const settings = { tests: 20, evaluateEvery: 4 };
const asked = () =>
  specs.map(({ id, ...run }) =>
    askedOf<ClassSetup, ClassKnobs, StopRule, ClassState>({ ...run, state: null }, { id }),
  );

describe('the training of classifiers', () => {
  it('makes in step what each would make alone, and tests them on the way', async () => {
    const { runs } = await trainingOfBars().advance(asked(), limits, settings, unwatched);
    const [, one] = runs;
    expect(one.records.map(({ step }) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(one.tests.map(({ step }) => step)).toEqual([1, 4, 5]);
    const { setup: own, knobs } = specs[1];
    const { input, layers } = classifierOf(own);
    const network = createPlainNetwork({ input, layers: layers.slice(-1) });
    const state = initialState(own);
    const machine = { network, images: bars(40) };
    for (let step = 0; step < 5; step++) await advanceClassifier(own, state, knobs, machine);
    const { right, squared } = evaluateClassifier(state.params, bars(20), network, knobs);
    expect(one.tests[2]).toEqual({ step: 5, right: right / 20, squared });
    await advanceClassifier(own, state, knobs, machine);
    expect(one.state!.params).toEqual(state.params);
  });

  it('keeps the states, and says so of one that it has not', async () => {
    const training = trainingOfBars();
    const runs = asked();
    await training.advance(runs, limits, settings, unwatched);
    expect((await training.snapshot(runs[0].version))!.step).toBe(6);
    const later = runs.map((run) => ({ ...run, version: run.version + 1000, step: 6 }));
    const answer = await training.advance(later, limits, settings, unwatched);
    expect(answer.runs.every(({ missing }) => missing)).toBe(true);
  });
});
