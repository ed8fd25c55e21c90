import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { sweepGrid } from '../../../core/sweeps/cells';
import { resultOf, sweepJobs } from '../../../core/sweeps/sweep';
import { encode } from '../../../state/url';
import { anySweep } from '../../kit/sweep';
import { sweepChoice } from '../../kit/sweep-link';
import { longSweepTable } from '../../kit/sweep-table';
import { askedMap } from '../../kit/sweep-view';
import { measureArgmax } from '../experiment/cell';
import type { ArgmaxResults } from '../results';
import { argmaxSweep } from '../sweep';
import { noiseSpec, type NoiseSpec } from '../../../core/noise/noise';
import { defaultsOf } from '../../../state/params';
import { printedBy, pythonWith } from '../../kit/testing/python';
import { mapDraws, createMeasuredMaps } from '../compute/measured';
import type { MapRequest } from '../compute/protocol';
import { train } from '../compute/train';
import { longTable } from '../map/csv';
import { mapTable, normalise, type MapValues } from '../map/params';
import {
  argmaxTable,
  epsilonBounds,
  normalise as normaliseLab,
  sigmaBounds,
  type ArgmaxValues,
} from '../params';
import { write } from '../map/write';
import { mapProgram, type ProgramMap } from './map';
import { write as writeLab } from './write';

const numpy = pythonWith('numpy');
const why = numpy === null ? ' (skipped: there is no python3 with NumPy)' : '';

const problemOf = (noise: NoiseSpec, k = 1) => ({
  ...{ scores: [1, 0.9, -1, 0.3], loss: [1, 0, 1, 0.5], k, sigma: 1, epsilon: -1, seed: 5, noise },
});

type Ends = Pick<MapRequest, 'sigmas' | 'epsilons'>;
const bounds: Ends = { sigmas: sigmaBounds, epsilons: epsilonBounds };

/** The rows of the table that the page saves, with trainings from every so many rows and columns if any. */
async function savedRows({ problem, batch, draws }: ProgramMap, ends: Ends, mesh: number | null) {
  const measured = createMeasuredMaps({
    draw: (shares) => Promise.resolve(shares.map(mapDraws)),
    told: () => undefined,
  });
  const breathe = () => Promise.resolve();
  const map = await measured({ problem, batch, draws, ...ends }, breathe);
  const training = mesh !== null && (await train({ problem, batch, mesh, ...ends }, breathe));
  return longTable([training ? { ...map, training } : map], '0').rows;
}

/** What a program prints of every so many rows and columns, beside what the page saves of them. */
async function printedAndSaved(
  map: ProgramMap,
  every: number,
  { ends = bounds, trained = false } = {},
) {
  const whole = mapProgram([map], { ...ends, trained, origin: [] });
  expect(whole).toContain('COLUMNS, HALF = 65, 33');
  const few = `COLUMNS, HALF = ${64 / every + 1}, ${32 / every + 1}`;
  const program = whole.replace('COLUMNS, HALF = 65, 33', few);
  const [head, ...lines] = printedBy(numpy!, program).trimEnd().split('\n');
  expect(head).toBe('map,lab,sigma,epsilon,quantity,mean,se,n,seed');
  const saved = new Map(
    (await savedRows(map, ends, trained ? every : null)).map((row) => [keyOf(row), row]),
  );
  const quantities = trained ? 8 : 7;
  expect(lines).toHaveLength(quantities * (64 / every + 1) * 2 * (32 / every + 1));
  return lines.map((line) => {
    const cells = line.split(',');
    const row = saved.get(keyOf(cells))!;
    expect([cells[0], cells[1], ...cells.slice(7)]).toEqual(
      [row[0], row[1], row[7], row[8]].map(String),
    );
    return { cells, row };
  });
}

describe.skipIf(numpy === null)(`the map as a NumPy program${why}`, () => {
  const maps: readonly (readonly [string, ProgramMap])[] = [
    ['a closed form', { problem: problemOf(noiseSpec('gumbel')), batch: 100, draws: 4096 }],
    ['normal noise', { problem: problemOf(noiseSpec('normal')), batch: 10, draws: 4096 }],
    ['two of four', { problem: problemOf(noiseSpec('uniform'), 2), batch: 1, draws: 4096 }],
  ];
  it.each(maps)('prints the table of the page: %s', async (_, map) => {
    // closed forms in all cells, and every eighth of a row and a column of those that draws are made for
    const every = map.problem.noise.law === 'gumbel' ? 1 : 8;
    let error = 0;
    for (const { cells, row } of await printedAndSaved(map, every)) {
      const [mean, se] = [5, 6].map((at) => String(row[at]) && Number(row[at]));
      if (row[4] === 'error') error = Number(mean);
      expectClose(cells[5], mean, error);
      expectClose(cells[6], se, error);
    }
  });

  const trainings: readonly (readonly [string, ProgramMap])[] = [
    ['by laws', { problem: problemOf(noiseSpec('gumbel')), batch: 1000, draws: 4096 }],
    ['by draws', { problem: problemOf(noiseSpec('gumbel')), batch: 10, draws: 4096 }],
    ['two of four', { problem: problemOf(noiseSpec('logistic'), 2), batch: 3, draws: 4096 }],
    ['normal noise', { problem: problemOf(noiseSpec('normal')), batch: 300, draws: 4096 }],
  ];
  it.each(trainings)('prints where trainings end, of a part of the map: %s', async (_, map) => {
    const ends: Ends = { sigmas: [0.05, 5], epsilons: [0.1, 20] };
    const all = await printedAndSaved(map, 8, { ends, trained: true });
    const trained = all.filter(({ row }) => row[4] === 'trained_loss');
    expect(trained).toHaveLength(9 * 10);
    for (const { cells, row } of trained) expectClose(cells[5], row[5], 0);
    // they end in many places
    expect(new Set(trained.map(({ cells }) => cells[5])).size).toBeGreaterThan(40);
  });
});

describe.skipIf(numpy === null)(`the sweep as a NumPy program${why}`, () => {
  const cases: readonly (readonly [string, Partial<ArgmaxValues>, number])[] = [
    ['of a closed form, over the draws of an estimate', { sweep: 'sigma=0.1,2~batch=1,400' }, 1],
    ['of subsets', { sweep: 'k=1,2~epsilon=-3,0.5', noise: 'uniform', batch: 4 }, 2],
  ];
  it.each(cases)('prints the table of the page: %s', async (_, some, repetitions) => {
    const values = normaliseLab({
      ...{ ...defaultsOf(argmaxTable), scores: [1, 0.9, -1, 0.3], loss: [1, 0, 1, 0.5] },
      ...{ seed: 5, ...some },
    });
    const any = anySweep(argmaxSweep);
    const query = encode(argmaxTable, values, normaliseLab);
    const asked = askedMap(any, { lab: 'argmax', query, choice: sweepChoice(any, values.sweep) });
    if ('fault' in asked) throw new Error(asked.fault);
    const all = sweepJobs({ ...asked, seed: 5, repetitions }).map((job) =>
      resultOf(job, measureArgmax(any.task(job))),
    );
    const cells = Promise.resolve(createStore(() => ({ results: all })));
    const program = await writeLab({
      ...{ figure: 'sweep', form: 'numpy', values, origin: [] },
      results: { cells: () => cells } as unknown as ArgmaxResults,
    });
    const [head, ...lines] = printedBy(numpy!, program).trimEnd().split('\n');
    const { columns, rows } = longSweepTable(sweepGrid(all), '0');
    expect(head).toBe(columns.slice(0, 8).join());
    expect(lines).toHaveLength(rows.length);
    lines.forEach((line, at) => {
      const [lab, x, y, quantity, mean, se, n, seed] = line.split(',');
      const row = rows[at];
      expect([lab, Number(x), Number(y), quantity, Number(n), Number(seed)]).toEqual([
        ...row.slice(0, 4),
        ...[row[6], row[7]],
      ]);
      expectClose(mean, row[4], 1);
      expectClose(se, row[5], 1);
    });
  });
});

/** Sigma, epsilon and quantity, as a program prints them. */
const keyOf = (row: readonly (number | string)[]) =>
  [...[row[2], row[3]].map((value) => Number(Number(value).toPrecision(6))), row[4]].join();

/** To the digits that are printed, but for what rounding leaves of differences of numbers as large as the error. */
function expectClose(printed: string, value: number | string, error: number): void {
  if (value === '' || printed === '') return expect(printed).toBe(value);
  const size = Math.abs(Number(value));
  const digit = 10 ** (Math.floor(Math.log10(size || 1)) - 5);
  const off = Math.abs(Number(printed) - Number(value));
  expect(off, `${printed} for ${value}`).toBeLessThanOrEqual(
    0.51 * digit + 1e-8 * Math.max(1, error),
  );
}

describe('the program of the page of maps', () => {
  const valuesOf = (values: Partial<MapValues>) =>
    normalise({ ...defaultsOf(mapTable), ...values });

  it('has the second map where there is one', () => {
    const one = write({ values: valuesOf({ batch: 7 }), origin: ['here'] });
    expect(one).toContain('"first": dict(');
    expect(one).not.toContain('"second"');
    const two = write({ values: valuesOf({ beside: 'law', otherLaw: 'logistic' }), origin: [] });
    expect(two.match(/law="\w+"/g)).toEqual(['law="gumbel"', 'law="logistic"']);
  });

  it('has the part of the map that is shown, and trains where the map shows trainings', () => {
    const values = valuesOf({ sigma: 0.3, sigmas: [0.1, 2], epsilons: [0.5, 8] });
    const shown = write({ values, origin: [] });
    expect(shown).toContain('SIGMA_BOUNDS, EPSILON_BOUNDS = [0.1, 2], [0.5, 8]');
    expect(shown).toContain('TRAINED, STEPS, MOST_DRAWS, KEPT_WITHIN = False, 50, 256');
    const trained = write({ values: { ...values, map: 'trained' }, origin: [] });
    expect(trained).toContain('TRAINED, STEPS, MOST_DRAWS, KEPT_WITHIN = True, 50, 256');
  });
});
