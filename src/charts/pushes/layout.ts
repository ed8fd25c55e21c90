import { across } from '../shared/axes';
import { barIn, columnNames, columnsOf, within, type Columns } from '../shared/columns';
import { formatNumber } from '../shared/format';
import { fitText, keepClear, textWidth, type Box, type Label, type Line } from '../shared/labels';
import { typeScale, type ChartSize, type TypeScale } from '../shared/size';
import { mostPushed, type PushesData, type PushRow } from './data';

/** A bar from the zero of its row: filled up, hollow down. */
export interface PushBar {
  readonly box: Box;
  readonly sign: 'above' | 'below';
  readonly label: number;
  /** Where it is pointed at. */
  readonly hit: Box;
}

export interface PushRowLayout {
  readonly row: PushRow;
  readonly zero: Line;
  readonly bars: readonly PushBar[];
  /** What the pairs add up to the bars, one on the other. */
  readonly parts: readonly Box[];
}

export interface PushesLayout {
  readonly type: TypeScale;
  readonly rows: readonly PushRowLayout[];
  readonly labels: readonly Label[];
}

const BAR = [0.38, 0.62] as const;
const PART = [0.22, 0.78] as const;

/** A row of bars per loss, each to its own scale, with the labels in their true order. */
export function pushesLayout(data: PushesData, size: ChartSize): PushesLayout {
  const type = typeScale(size);
  const { text, row } = type;
  const widest = Math.max(...data.rows.map(({ name }) => textWidth(name, text)));
  const left = Math.min(widest + 14, 0.4 * size.width);
  const [top, bottom] = [1.4 * row, size.height - 1.1 * row];
  const height = (bottom - top) / data.rows.length;
  const columns = columnsOf(data.labels.length, { left, right: size.width });
  const places = data.rows.map((_, r) => ({ y: top + r * height, height: 0.86 * height }));
  return {
    type,
    rows: data.rows.map((each, r) => rowOf(data, each, columns, places[r])),
    labels: keepClear(
      [
        ...columnNames(
          data.truth.map((label) => data.labels[label]),
          columns,
          size.height - 0.5 * row,
          type,
        ),
        titleOf(left, size, type),
        ...data.rows.flatMap((each, r) => namesOf(each, places[r], left - 8, type)),
      ],
      [],
      1,
    ),
  };
}

interface Place {
  readonly y: number;
  readonly height: number;
}

const titleOf = (left: number, { width }: ChartSize, { text: size, row }: TypeScale): Label => {
  const words = ['push on each score, in the true order', 'push on each score', 'push'];
  const text = words.find((each) => textWidth(each, size) <= width) ?? words[2];
  const x = textWidth(text, size) <= width - left ? left : 0;
  return { x, y: row / 2, text, anchor: 'start', kind: 'axis', size };
};

/** The name of a loss, and how far its scale goes where there is room for that. */
function namesOf(
  row: PushRow,
  { y, height }: Place,
  width: number,
  { text: size }: TypeScale,
): Label[] {
  const middle = y + height / 2;
  const line = 1.3 * size;
  const most = mostPushed(row);
  const note = most === null ? 'no push' : `up to ${formatNumber(Math.abs(row.pushes[most]), 2)}`;
  const label = (text: string, at: number, kind: string): Label => ({
    ...{ x: width, y: at, text: fitText(text, size, width), anchor: 'end', kind, size },
  });
  if (height < 2.5 * size) return [label(row.name, middle, 'tick')];
  return [label(row.name, middle - line / 2, 'key'), label(note, middle + line / 2, 'note')];
}

function rowOf(data: PushesData, row: PushRow, columns: Columns, { y, height }: Place) {
  const stacks = row.paired ? stacksOf(data) : null;
  const sizes = stacks ? stacks.flatMap(({ up, down }) => [up, down]) : Array.from(row.pushes);
  const full = Math.max(...sizes.map(Math.abs)) || 1;
  const zero = y + height / 2;
  const at = (push: number) => zero - (push / full) * (height / 2);
  const columnOf = (label: number) => data.truth.indexOf(label);
  return {
    row,
    zero: across(zero, columns.left, columns.right),
    bars: data.labels.map((_, label): PushBar => {
      const column = columnOf(label);
      const push = row.pushes[label];
      return {
        box: barIn(columns, column, BAR, zero, at(push)),
        sign: push < 0 ? 'below' : 'above',
        label,
        hit: { x: within(columns, column, 0), y, width: columns.step, height },
      };
    }),
    parts: (stacks ?? []).flatMap(({ parts }, label) =>
      parts.map(([from, to]) => barIn(columns, columnOf(label), PART, at(from), at(to))),
    ),
  };
}

/** Per label the pushes of its pairs on each other: up from those that it should be above, down from the others. */
function stacksOf({ labels, pairs }: PushesData) {
  const stacks = labels.map(() => ({ up: 0, down: 0, parts: [] as [number, number][] }));
  for (const { better, worse, push } of pairs) {
    const [risen, sunk] = [stacks[better], stacks[worse]];
    risen.parts.push([risen.up, risen.up + push]);
    sunk.parts.push([sunk.down, sunk.down - push]);
    risen.up += push;
    sunk.down -= push;
  }
  return stacks;
}
