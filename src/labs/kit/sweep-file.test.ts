import { describe, expect, it } from 'vitest';
import { resultOf, sweepJobs, type SweepResult } from '../../core/sweeps/sweep';
import { createLabStore } from '../../state/lab-store';
import { integer } from '../../state/params';
import { encode } from '../../state/url';
import { epsilonParam, seedParam, sigmaParam, sweepParam } from './params';
import { anySweep } from './sweep';
import { openSweep } from './sweep-file';
import { sweepChoice, sweepText } from './sweep-link';
import { askedMap, type AskedMap } from './sweep-view';

const help = 'It is swept.';
const table = {
  sigma: sigmaParam({ default: 1, help }),
  epsilon: epsilonParam({ default: -1, min: 0.001, max: 100, help }),
  d: integer({ label: 'Numbers', default: 5, min: 3, max: 128, class: 'restart', help }),
  seed: seedParam({ class: 'resample', help }),
  sweep: sweepParam,
};
const sweep = anySweep({
  ...{ table, axes: ['sigma', 'epsilon', 'd'], reads: [] },
  start: 'sigma=0.1..10:3~epsilon=-10..-1:2',
  quantities: { wrong: 'places wrong, %', steps: 'steps' },
  task: () => null,
});

type Patch = Parameters<ReturnType<typeof createLabStore<typeof table>>['set']>[0];

/** The map that a lab asks for, and the results of it. */
function lab(patch: Patch = {}) {
  const store = createLabStore(table);
  store.set(patch);
  const map = () => {
    const { values } = store.getState();
    const query = encode(table, values);
    const asked = askedMap(sweep, { lab: 'any', query, choice: sweepChoice(sweep, values.sweep) });
    if ('fault' in asked) throw new Error(asked.fault);
    return asked;
  };
  const { seed } = store.getState().values;
  return { store, map, results: resultsOf(map(), seed) };
}

const resultsOf = (map: AskedMap, seed: number): readonly SweepResult[] =>
  sweepJobs({ ...map, repetitions: 1, seed }).map((job) =>
    resultOf(job, { wrong: job.x, steps: 1 }),
  );

const here = { lab: 'any', data: undefined, map: null, seed: 1, quantity: 'wrong' };

describe('a choice of axes', () => {
  it('is what a lab begins with, or what the link has, and the first quantity where none is named', () => {
    expect(sweepText(sweepChoice(sweep, ''))).toBe('sigma=0.1..10:3~epsilon=-10..-1:2~wrong');
    const given = 'd=3,5,9~sigma=0.1..10:3~steps';
    expect(sweepText(sweepChoice(sweep, given))).toBe(given);
  });
});

describe('a file of results', () => {
  it('opens the map again: its settings, its seed and its axes, lists as well', () => {
    const made = lab({ d: 9, seed: 7, sweep: 'epsilon=-3,-1,2~sigma=0.1..10:3~steps' });
    const other = lab({ d: 4, sigma: 3 });
    other.store.set(
      openSweep(sweep, made.results, { ...here, map: other.map(), quantity: 'steps' }),
    );
    expect(other.map()).toEqual(made.map());
    expect(other.store.getState().values).toMatchObject({
      ...made.store.getState().values,
      sigma: 3,
    });
  });

  it('of another shard leaves the map as it is', () => {
    const { map, results } = lab();
    expect(openSweep(sweep, results.slice(2, 4), { ...here, map: map() })).toEqual({});
    expect(openSweep(sweep, results.slice(2, 4), { ...here, map: map(), seed: 2 })).toMatchObject({
      seed: 1,
    });
  });

  const { results } = lab();
  it.each([
    ['nothing', [], 'There are no results'],
    ['two sweeps', [...results, { ...results[0], seed: 2 }], 'Results of two sweeps: seed'],
    ['another lab', results.map((one) => ({ ...one, lab: 'knn' })), 'They are of the lab "knn"'],
    ['own data', results.map((one) => ({ ...one, data: 'own-1' })), 'of data of somebody’s own'],
    [
      'no axis of this lab',
      results.map((one) => ({ ...one, xName: 'noise' })),
      '"noise" can\'t be swept',
    ],
    [
      'an address too long',
      Array.from({ length: 60 }, (_, i) => ({ ...results[0], x: 0.1 + 0.02 * i * i })),
      'more values of their own than an address can hold',
    ],
  ])('is refused with a sentence, of %s', (_, given, fault) => {
    expect(() => openSweep(sweep, given, here)).toThrow(fault);
  });
});
