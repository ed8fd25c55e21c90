import { describe, expect, it } from 'vitest';
import { snapshotTitle } from '../../charts/snapshot-map/describe';
import { defaultsOf } from '../../state/params';
import { extendRun } from '../../state/runs/run';
import { createRunsStore } from '../../state/runs/store';
import { snapshotTable } from '../kit/SnapshotFigure';
import { snapshotOf } from './experiment/snapshot';
import { mapData } from './figures/MapFigure';
import { matchingKind, type MatchingRun } from './kind';
import { matchingTable, normalise, type MatchingValues } from './params';
import {
  levelsOf,
  offMap,
  onMap,
  requestOf,
  scaleFactor,
  trailOf,
  wantedSnapshot,
} from './snapshots';
import { runSpecs } from './specs';

const valuesWith = (patch: Partial<MatchingValues>): MatchingValues =>
  normalise({ ...defaultsOf(matchingTable), d: 5, sequences: 2, ...patch });

function runsOf(values: MatchingValues) {
  const store = createRunsStore(matchingKind);
  store.follow(runSpecs(values));
  return store.getState().runs;
}

describe('the map that is wanted of a run', () => {
  const [run] = runsOf(valuesWith({}));

  it('is another one for other weights, and of another kind under other losses', () => {
    const wanted = wantedSnapshot(run, false);
    expect(wantedSnapshot({ ...run, knobs: { ...run.knobs, epsilon: 1, rate: 1 } }, false)).toEqual(
      { ...wanted, request: expect.anything() as unknown },
    );
    const other = { ...run, knobs: { ...run.knobs, lossForm: 'exact' as const } };
    expect(wantedSnapshot(other, false).kind).not.toBe(wanted.kind);
    const later = { ...run, state: { ...run.state, step: 3 } };
    expect(wantedSnapshot(later, false).weights).not.toBe(wanted.weights);
  });

  it('gets better at rest alone, and within reason', () => {
    expect(levelsOf(wantedSnapshot(run, true))).toBe(1);
    expect(levelsOf(wantedSnapshot(run, false))).toBe(3);
    const [large] = runsOf(valuesWith({ d: 100 }));
    expect(levelsOf(wantedSnapshot(large, false))).toBe(2);
    const [coarse, fine] = [0, 1].map((level) => requestOf(wantedSnapshot(run, false), level));
    expect(coarse.grid.sigmas.length).toBeLessThan(fine.grid.sigmas.length);
    expect([fine.grid.sigmas[0], fine.grid.epsilons.at(-1)]).toEqual([
      expect.closeTo(0.01, 12),
      expect.closeTo(1000, 8),
    ]);
  });
});

describe('places on the map', () => {
  it('are noise scales: sigma times the mean of what is learned, and back', () => {
    const [learned] = runsOf(valuesWith({}));
    const factor = scaleFactor(learned);
    expect(factor).toBeGreaterThan(0.1);
    expect(factor).not.toBe(1);
    const [fixed] = runsOf(valuesWith({ method: 'direct-sigma-1' }));
    expect(scaleFactor(fixed)).toBe(1);
    for (const sigma of [0.05, 1, 7]) {
      const place = onMap({ sigma, epsilon: -3 }, factor);
      expect(place.sigma).toBeCloseTo(sigma * factor, 12);
      expect(offMap(place, factor)).toEqual({ sigma, epsilon: -3 });
    }
    expect(onMap({ sigma: 0.01, epsilon: 1e5 }, 0.5)).toEqual({ sigma: 0.01, epsilon: 1000 });
    expect(offMap({ sigma: 100, epsilon: 1 }, 0.5)).toEqual({ sigma: 100, epsilon: 1 });
  });

  it('are a trail, each once, up to where the run is', () => {
    const [run] = runsOf(valuesWith({ method: 'direct-sigma-1' }));
    const record = {
      ...{ loss: 1, right: 0, rightAugmented: 0, perfect: 0, sigmaSpread: 0, gradientNorm: 0 },
      ...{ growths: 0, changed: 0 },
    };
    const records = [
      { ...record, step: 1, sigmaMean: 1, epsilon: -12 },
      { ...record, step: 2, sigmaMean: 0.5, epsilon: -12 },
      { ...record, step: 3, sigmaMean: 0.5, epsilon: -12 },
      { ...record, step: 4, sigmaMean: 0.5, epsilon: -2e4 },
    ];
    const trained: MatchingRun = extendRun(matchingKind, run, {
      ...{ id: run.id, version: run.version, step: 4, records, tests: [], state: null },
      ...{ stopped: null, diverged: null, missing: false },
    });
    expect(trailOf(trained, 1)).toEqual([
      { sigma: 1, epsilon: -12 },
      { sigma: 0.5, epsilon: -12 },
      { sigma: 0.5, epsilon: -1000 },
      { sigma: 1, epsilon: -12 },
    ]);
    const [none] = runsOf(valuesWith({ method: 'direct-sigma-0' }));
    expect(trailOf(none, 1)).toEqual([]);
  });
});

describe('the pins of the lab', () => {
  it('are runs beside its own, of direct loss with noise', () => {
    const pins = [0.1, -1, 0.3, 0.5];
    const specs = runSpecs(valuesWith({ pins, method: 'blackbox' }));
    expect(specs.map(({ name }) => name)).toEqual([
      'Blackbox',
      'A (σ 0.1, ε −1)',
      'B (σ 0.3, ε 0.5)',
    ]);
    expect(specs[2]).toMatchObject({
      setup: { method: 'direct', d: 5 },
      knobs: { sigma: 0.3, epsilon: 0.5, scale: 'fixed' },
    });
    const [, learned] = runSpecs(valuesWith({ pins }));
    expect(learned.knobs).toMatchObject({ sigma: 0.1, epsilon: -1, scale: 'learned' });
  });

  it('are within the map and whole, whatever a link says', () => {
    expect(valuesWith({ pins: [-7, 0, 1] }).pins).toEqual([0.01, -0.01]);
  });
});

describe('the figure', () => {
  const values = valuesWith({ pins: [0.1, -1] });
  const [run] = runsOf(values);
  const factor = scaleFactor(run);
  const work = snapshotOf(requestOf(wantedSnapshot(run, false), 0));
  let next = work.next();
  while (!next.done) next = work.next();
  const data = mapData(values, run, { map: next.value, step: 0, factor });

  it('has its point where the lab is, and its pins', () => {
    expect(data.sigma).toBeCloseTo(values.sigma * factor, 12);
    expect(data.pins[0].sigma).toBeCloseTo(0.1 * factor, 12);
    expect(snapshotTitle(data)).toMatch(/^(Useful|Loud|Frozen|ε = |So little)/);
  });

  it('has a table of every cell, the point first, without a number where there is none', () => {
    const { columns, rows } = snapshotTable(data);
    const { sigmas, epsilons } = data.map.grid;
    expect(rows).toHaveLength(1 + sigmas.length * epsilons.length);
    for (const row of rows) {
      expect(row).toHaveLength(columns.length);
      expect(row.some(Number.isNaN)).toBe(false);
    }
    expect(rows[0][1]).toBeLessThan(0);
  });
});
