import { describe, expect, it } from 'vitest';
import { formatNumber } from '../../../charts/shared/format';
import { closedFormMap } from '../../../core/maps/closed-form';
import { mapGrid } from '../../../core/maps/regime-map';
import { trainMap } from '../../../core/maps/training';
import { defaultsOf } from '../../../state/params';
import { toProblem } from '../params';
import { pinColumns, pinRow, pinTable, shownMaps } from './model';
import { mapTable, normalise } from './params';

const values = normalise({
  ...defaultsOf(mapTable),
  ...{ scores: [1, 0.9, -1], loss: [1, 0, 1], map: 'trained', batch: 1000 },
  ...{ sigma: 0.1, epsilon: -1, pin: 'A', pins: [0.1, -1, 1, 0.9] },
});
const grid = mapGrid([0.01, 100], [0.01, 100], 5, 3);
const map = closedFormMap(toProblem(values), grid);

describe('the numbers of the pins', () => {
  const shownWith = async (trained: boolean) => {
    const problem = toProblem(values);
    const breathe = () => Promise.resolve();
    const training = trained && (await trainMap(problem, grid, values.batch, 1, breathe));
    return shownMaps(values, [{ map, draws: 1000, errors: null, ...(training && { training }) }]);
  };
  const pin = { sigma: 1, epsilon: 0.9 };

  it('have where trainings from their cells end, where these are known', async () => {
    const [data] = await shownWith(true);
    // the third noise scale and the second loss weight above 0 are about 1
    const loss = data.training!.losses[4 * 5 + 2];
    const row = pinRow(data, null, pin);
    expect(pinColumns(data).at(-1)).toBe('trained');
    expect(row).toHaveLength(pinColumns(data).length);
    expect(row.at(-1)).toBe(formatNumber(loss));
    const { columns, rows } = pinTable(values, [data]);
    expect(columns.at(-1)).toBe('expected loss after 50 steps');
    for (const each of rows) expect(each).toHaveLength(columns.length);
    expect(rows[1].at(-1)).toBe(loss);
  });

  it('are without a column of them elsewhere', async () => {
    const [data] = await shownWith(false);
    expect(pinColumns(data)).not.toContain('trained');
    expect(pinRow(data, null, pin)).toHaveLength(pinColumns(data).length);
    const { columns, rows } = pinTable(values, [data]);
    for (const each of rows) expect(each).toHaveLength(columns.length);
  });
});
