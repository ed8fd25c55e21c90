import { describe, expect, it } from 'vitest';
import { startRun } from '../../state/runs/run';
import { defaultsOf } from '../../state/params';
import { checkKnobs, pathsVariants, variantNames } from './experiment/spec';
import { pathsKind } from './kind';
import { initialState } from './experiment/run';
import { detailOf, drawnOf, entryOf, runSpecs } from './runs';
import { pathsTable, type PathsValues } from './params';

const values: PathsValues = { ...defaultsOf(pathsTable), compare: variantNames };

describe('the runs of the settings', () => {
  const specs = runSpecs(values);

  it('are of all methods once, the chosen one first, on the same weights and maps', () => {
    expect(specs.map(({ id }) => id)).toEqual([
      'fenchel-young',
      ...variantNames.filter((name) => name !== 'fenchel-young'),
    ]);
    for (const { setup, stop } of specs) {
      expect(setup).toMatchObject({ network: 'cells', maps: 500, seed: 1 });
      expect(stop).toEqual({ maxSteps: 500 });
    }
  });

  it('have the knobs of the page, but for those that belong to a method', () => {
    for (const { id, knobs } of specs) {
      expect(() => checkKnobs(knobs)).not.toThrow();
      const { sigma, noise, batch, rate } = values;
      const own = pathsVariants[id as keyof typeof pathsVariants].knobs;
      expect(knobs).toMatchObject({ sigma, noise, batch, rate, samples: 1, ...own });
    }
  });

  it('are of methods that the atlas knows, where they are more than a fit', () => {
    const known = variantNames.filter((method) => entryOf({ method }) !== null);
    expect(variantNames.filter((name) => !known.includes(name))).toEqual(['squared', 'true-costs']);
    const names = known.map((method) => entryOf({ method })!.name);
    // as printed and as released are one estimator
    expect(new Set(names).size).toBe(known.length - 1);
  });

  it('say where they stand and how much they have drawn', () => {
    const run = startRun(pathsKind, specs[0]);
    expect(detailOf(run)).toBe('not trained yet');
    const steps = { ...run.steps, step: [1, 2] };
    const tests = { ...run.tests, optimal: [0.25] };
    const trained = { ...run, step: 2, steps, tests };
    expect(detailOf(trained)).toBe('step 2 · held out 25.0% right');
    expect(drawnOf(trained)).toEqual({ samples: 40, seed: 1 });
    const three = { ...trained, knobs: { ...trained.knobs, samples: 3 } };
    expect(drawnOf(three).samples).toBe(120);
    const blackbox = { ...three, setup: { ...three.setup, method: 'blackbox' as const } };
    expect(drawnOf(blackbox).samples).toBe(40);
  });
});

describe('what is kept of a run', () => {
  it('are weights of its network, and no others', () => {
    const { setup } = runSpecs(values)[0];
    const { params } = initialState(setup);
    expect(pathsKind.stillState(setup, 7, params)).toMatchObject({ step: 7, params });
    expect(pathsKind.stillState({ ...setup, network: 'pure' }, 7, params)).toBeNull();
    expect(pathsKind.isState(initialState(setup))).toBe(true);
    expect([pathsKind.isState(null), pathsKind.isState({ params: [1] })]).toEqual([false, false]);
  });
});
