import { describe, expect, it } from 'vitest';
import { resultOf, sweepJobs } from '../../core/sweeps/sweep';
import { choice, defaultsOf, integer } from '../../state/params';
import { rangeOf } from './axis-choice';
import { epsilonParam, seedParam, sigmaParam } from './params';
import { anySweep } from './sweep';
import type { SweepChoice } from './sweep-link';
import {
  askedMap,
  resultsOn,
  sweepDescription,
  sweepMapData,
  sweepTable,
  sweepTitle,
} from './sweep-view';

const help = 'It is swept.';
const table = {
  sigma: sigmaParam({ default: 1, help }),
  epsilon: epsilonParam({ default: -12, min: 0.1, max: 100, help }),
  d: integer({ label: 'Numbers', default: 5, min: 3, max: 128, class: 'restart', help }),
  method: choice({
    ...{ label: 'Method', default: 'one', class: 'restart', help },
    options: ['one', 'two'].map((value) => ({ value, label: value })),
  }),
  seed: seedParam({ class: 'resample', help }),
};
const sweep = anySweep({
  ...{ table, axes: ['sigma', 'epsilon', 'd'], reads: ['method'] },
  start: 'sigma=0.1..10:9~epsilon=-100..-1.2:9',
  quantities: { wrong: 'places wrong, %' },
  task: () => null,
});
const axes = [rangeOf(table, 'sigma'), rangeOf(table, 'epsilon')] as const;
const ask = (query: string, choice: SweepChoice) => askedMap(sweep, { lab: 'any', query, choice });
const asked = ask('method=two&sigma=3', { axes, quantity: 'wrong' });

function mapOf(found: typeof asked) {
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

const map = mapOf(asked);
const jobs = sweepJobs({ ...map, repetitions: 2, seed: 1 });
const results = jobs.map((job) => resultOf(job, { wrong: Math.abs(job.x - 1) + job.repetition }));
const QUESTION = 'Where does a training come out well?';
const shown = { table, values: defaultsOf(table), quantity: 'wrong', words: 'places wrong, %' };

describe('a range to begin with', () => {
  it('lies around the default, within the bounds, on its side of 0', () => {
    expect(axes[0]).toEqual({ name: 'sigma', from: 0.1, to: 10, count: 9 });
    expect(axes[1]).toEqual({ name: 'epsilon', from: -100, to: -1.2, count: 9 });
    expect(rangeOf(table, 'd')).toEqual({ name: 'd', from: 3, to: 11, count: 9 });
    expect(() => rangeOf(table, 'method')).toThrow('method is no number');
  });
});

describe('a sweep on the page', () => {
  it('is asked for under the settings of the lab that count', () => {
    expect(map.settings).toBe('method=two');
    expect(map.x.values).toHaveLength(9);
    const empty = { ...axes[0], to: 0.01 };
    expect(ask('', { axes: [empty, axes[1]], quantity: 'wrong' })).toEqual({
      fault: 'The range of sigma is empty: 0.1 is not less than 0.01.',
    });
    expect(ask('', { axes, quantity: 'speed' })).toEqual({
      fault: '"speed" is not measured; wrong are.',
    });
  });

  it('shows the results of this map alone', () => {
    const [first] = results;
    const others = [
      { ...first, seed: 2 },
      { ...first, settings: '' },
      { ...first, x: 77 },
      { ...first, xName: 'd' },
      { ...first, lab: 'other' },
      { ...first, data: 'own-1' },
    ];
    expect(resultsOn(map, 1, [...others, ...results])).toEqual(results);
  });

  it('is drawn by its means, and says where it is least and where the lab stands', () => {
    const data = sweepMapData(map, results, shown);
    expect(data.x.title).toBe('noise scale σ');
    expect(data.cells[4]).toMatchObject({ n: 2, mean: 0.5, error: 0.5 });
    expect(data.here).toEqual({ x: 1, y: -12 });
    expect(sweepTitle(data, QUESTION)).toMatch(
      /^Least places wrong, %: noise scale σ 1.00, loss weight ε /,
    );
    expect(sweepTitle(sweepMapData(map, [], shown), QUESTION)).toBe(QUESTION);
    const same = results.map((result) => ({ ...result, values: { wrong: 2 } }));
    expect(sweepTitle(sweepMapData(map, same, shown), QUESTION)).toBe(
      'The same in every cell: places wrong, %, 2.00',
    );
    const lost = results.map((result) => ({ ...result, values: { wrong: null } }));
    expect(sweepTitle(sweepMapData(map, lost, shown), QUESTION)).toBe(
      'No cell has a number: places wrong, %',
    );
    expect(sweepDescription(asked, data, results)).toContain('Where the lab stands it is 0.500.');
    expect(sweepDescription({ fault: 'None.' }, null, [])).toBe('None.');
  });

  it('has a line per cell and quantity, which says all that the command writes', () => {
    const { columns, rows } = sweepTable(results.slice(0, 2), '1.2.3');
    expect(columns.join()).toBe('lab,sigma,epsilon,quantity,mean,se,n,seed,version,hash,made_on');
    expect(rows).toHaveLength(2);
    const { x, y } = results[0];
    expect(rows).toContainEqual([
      ...['any', x, y, 'wrong', 0.9, '', 1, 1, '1.2.3', '#/any?method=two', 'CPU'],
    ]);
    expect(sweepTable([], '1.2.3').rows).toEqual([]);
  });

  it('tells in every row, and in words, what made it, where that was a graphics device', () => {
    const [first, second, ...others] = results;
    const mixed = [{ ...first, device: 'a card' }, ...others];
    const made = (list: typeof results) => sweepTable(list, '').rows.map((row) => row.at(-1));
    expect(new Set(made(results))).toEqual(new Set(['CPU']));
    expect(new Set(made(mixed))).toEqual(new Set(['CPU', 'CPU, a card']));
    expect(made([{ ...first, device: 'a card' }, second])).toEqual(
      expect.arrayContaining(['a card', 'CPU']),
    );
    const data = sweepMapData(map, mixed, shown);
    expect(sweepDescription(asked, data, mixed)).toMatch(
      / 1 of \d+ results come from a card, in float32, the others from processors, in float64: these two agree up to rounding/,
    );
    expect(sweepDescription(asked, data, results)).not.toContain('float');
  });
});
