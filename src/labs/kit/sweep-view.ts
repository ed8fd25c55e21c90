import { formatNumber } from '../../charts/shared/format';
import { describeSweepMap } from '../../charts/sweep-map/describe';
import { countOf, type SweepMapData, type SweepSide } from '../../charts/sweep-map/model';
import { messageOf } from '../../core/message-of';
import { meanOf, resultsByCell } from '../../core/sweeps/cells';
import type { SweepAxis, SweepRequest, SweepResult } from '../../core/sweeps/sweep';
import type { ParamTable } from '../../state/params';
import type { FigureTable } from '../../ui/figure/types';
import { axisText, type AxisChoice } from './axis-choice';
import { checkAxes, type AnySweep } from './sweep';

/** The map that is asked for. */
export type AskedMap = Pick<SweepRequest, 'settings' | 'x' | 'y'>;
/** It, or in a sentence why there is none. */
export type Asked = AskedMap | { readonly fault: string };

/** @param query the settings of the lab, as a link has them */
export function askedMap(
  { axis, settings }: Pick<AnySweep<unknown>, 'axis' | 'settings'>,
  query: string,
  [across, up]: readonly [AxisChoice, AxisChoice],
): Asked {
  try {
    const [x, y] = [axis(axisText(across)), axis(axisText(up))];
    checkAxes(x, y);
    return { x, y, settings: settings(query, [x, y]) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fault: messageOf(error) };
  }
}

/** The results that belong to a map: of its settings and seed, at its cells. */
export function resultsOn(
  { x, y, settings }: AskedMap,
  seed: number,
  results: readonly SweepResult[],
): readonly SweepResult[] {
  return results.filter(
    (result) =>
      result.settings === settings &&
      result.seed === seed &&
      result.xName === x.name &&
      result.yName === y.name &&
      x.values.includes(result.x) &&
      y.values.includes(result.y),
  );
}

interface Shown {
  readonly table: ParamTable;
  /** Where the lab stands. */
  readonly values: Readonly<Record<string, unknown>>;
  /** By its name, and in words. */
  readonly quantity: string;
  readonly words: string;
}

/** The map as it is drawn, one quantity of it. */
export function sweepMapData(
  { x, y }: AskedMap,
  results: readonly SweepResult[],
  { table, values, quantity, words }: Shown,
): SweepMapData {
  const side = ({ name, values: places }: SweepAxis): SweepSide => {
    const { label, symbol } = table[name];
    const title = `${label[0].toLowerCase()}${label.slice(1)}${symbol && ` ${symbol}`}`;
    return { title, term: name, values: places };
  };
  return {
    ...{ x: side(x), y: side(y), quantity: words },
    cells: resultsByCell(x, y, results).map((list) => list && meanOf(list, quantity)),
    here: { x: Number(values[x.name]), y: Number(values[y.name]) },
  };
}

/** What the map says, in a title. */
export function sweepTitle(data: SweepMapData | null): string {
  if (!data || countOf(data) === 0) return 'Where does a training come out well?';
  const { x, y, cells, quantity } = data;
  const columns = x.values.length;
  const means = cells.map((cell) => cell?.mean ?? NaN);
  const known = means.filter((mean) => !Number.isNaN(mean));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length === 0) return `No cell has a number: ${quantity}`;
  if (least === most) return `The same in every cell: ${quantity}, ${formatNumber(least)}`;
  const place = means.indexOf(least);
  const at = (side: SweepSide, i: number) => `${side.title} ${formatNumber(side.values[i])}`;
  return `Least ${quantity}: ${at(x, place % columns)}, ${at(y, Math.floor(place / columns))}`;
}

export const sweepDescription = (asked: Asked, data: SweepMapData | null): string =>
  data ? describeSweepMap(data) : 'fault' in asked ? asked.fault : '';

/** A line per cell and quantity, as the command writes it. */
export function sweepTable(
  { x, y }: AskedMap,
  results: readonly SweepResult[],
  quantities: readonly string[],
): FigureTable {
  const columns = x.values.length;
  const rows = resultsByCell(x, y, results).flatMap((list, place) =>
    list
      ? quantities.map((quantity) => {
          const { mean, error, n } = meanOf(list, quantity);
          const [across, up] = [x.values[place % columns], y.values[Math.floor(place / columns)]];
          return [across, up, quantity, finite(mean), finite(error), n];
        })
      : [],
  );
  return { columns: [x.name, y.name, 'quantity', 'mean', 'se', 'n'], rows };
}

const finite = (value: number) => (Number.isNaN(value) ? '' : value);
