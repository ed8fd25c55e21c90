import { formatNumber } from '../../charts/shared/format';
import { describeSweepMap } from '../../charts/sweep-map/describe';
import { countOf, type SweepMapData, type SweepSide } from '../../charts/sweep-map/model';
import { messageOf } from '../../core/message-of';
import { meanOf, resultsByCell, sweepGrid } from '../../core/sweeps/cells';
import { deviceSentence } from '../../core/training/devices';
import type { SweepAxis, SweepRequest, SweepResult } from '../../core/sweeps/sweep';
import type { ParamTable } from '../../state/params';
import type { FigureTable } from '../../ui/figure/types';
import { axisText } from './axis-choice';
import { checkAxes, checkCorners, type AnySweep } from './sweep';
import type { SweepChoice } from './sweep-link';
import { longSweepTable } from './sweep-table';

/** The map that is asked for. */
export type AskedMap = Pick<SweepRequest, 'lab' | 'settings' | 'x' | 'y' | 'data'>;
/** It, or in a sentence why there is none. */
export type Asked = AskedMap | { readonly fault: string };

/** What is asked of a lab. */
interface Asking extends Pick<SweepRequest, 'lab' | 'data'> {
  /** Its settings, as a link has them. */
  readonly query: string;
  readonly choice: SweepChoice;
}

export function askedMap(
  sweep: AnySweep<unknown>,
  { lab, query, data, choice: { axes, quantity } }: Asking,
): Asked {
  const { axis, settings, quantities } = sweep;
  try {
    const [x, y] = axes.map((choice) => axis(axisText(choice)));
    checkAxes(x, y);
    if (!Object.hasOwn(quantities, quantity)) {
      const there = Object.keys(quantities).join(', ');
      throw new RangeError(`"${quantity}" is not measured; ${there} are.`);
    }
    const map = { lab, x, y, settings: settings(query, [x, y]), data };
    checkCorners(sweep, map);
    return map;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { fault: messageOf(error) };
  }
}

/** The results that belong to a map: of its settings and seed, at its cells. */
export function resultsOn(
  { lab, x, y, settings, data }: AskedMap,
  seed: number,
  results: readonly SweepResult[],
): readonly SweepResult[] {
  return results.filter(
    (result) =>
      result.lab === lab &&
      result.settings === settings &&
      result.seed === seed &&
      result.data === data &&
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

/** What the map says, in a title; what it is to answer while nothing has come. */
export function sweepTitle(data: SweepMapData | null, question: string): string {
  if (!data || countOf(data) === 0) return question;
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

/** What the map says in sentences, and what made it where that was no processor. */
export function sweepDescription(
  asked: Asked,
  data: SweepMapData | null,
  results: readonly SweepResult[],
): string {
  if (!data) return 'fault' in asked ? asked.fault : '';
  return `${describeSweepMap(data)} ${deviceSentence(results)}`.trim();
}

/** A line per cell and quantity, as the command writes it; none where nothing has come yet. */
export const sweepTable = (results: readonly SweepResult[], version: string): FigureTable =>
  results.length > 0 ? longSweepTable(sweepGrid(results), version) : { columns: [], rows: [] };
