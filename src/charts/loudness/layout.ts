import { cartesian, type Cartesian } from '../shared/cartesian';
import { barIn, columnNames, columnsOf, within } from '../shared/columns';
import { keepClear, type Box, type Label, type Point } from '../shared/labels';
import { typeScale, type ChartSize, type Numbers } from '../shared/size';

/** A sequence of numbers and the noise that its network gives it. */
export interface LoudSequence {
  readonly name: string;
  /** The noise scale, at least 0. */
  readonly scale: number;
  /** In 0 .. 1. */
  readonly numbers: Numbers;
  /** What is read of it besides. */
  readonly rows: readonly (readonly [string, string])[];
}

/** Sequences, the calmest first. */
export interface LoudnessData {
  readonly sequences: readonly LoudSequence[];
}

export interface LoudnessLayout extends Cartesian {
  readonly bars: readonly Box[];
  /** Numbers of every sequence, the greatest above. */
  readonly dots: readonly (readonly Point[])[];
  readonly hits: readonly Box[];
  readonly radius: number;
}

/** A bar of noise per sequence, and under it its numbers from 0 to 1. */
export function loudnessLayout({ sequences }: LoudnessData, size: ChartSize): LoudnessLayout {
  const type = typeScale(size);
  const { row } = type;
  const head = 1.5 * row;
  const foot = 2 * row;
  const strip = (size.height - head - foot) * 0.4;
  const most = Math.max(1e-9, ...sequences.map(({ scale }) => scale));
  const plot = cartesian({
    size,
    head,
    foot: foot + strip + 8,
    y: { kind: 'linear', domain: [0, most * 1.05] },
    yTitle: { text: 'noise scale', kind: 'noise', term: 'noise' },
    xTitle: { text: 'sequence and its numbers', kind: 'axis' },
  });
  const { frame, y } = plot;
  const columns = columnsOf(sequences.length, frame);
  const floor = size.height - foot;
  const numberAt = (x: number) => floor - 4 - x * (strip - 8);
  const names: Label[] = columnNames(
    sequences.map(({ name }) => name),
    columns,
    floor + row / 2,
    type,
  );
  return {
    ...plot,
    bars: sequences.map(({ scale }, i) => barIn(columns, i, [0.2, 0.8], y(0), y(scale))),
    dots: sequences.map(({ numbers }, i) =>
      Array.from(numbers, (x) => ({ x: within(columns, i, 0.5), y: numberAt(x) })),
    ),
    hits: sequences.map((_, i) => ({
      ...{ x: within(columns, i, 0), y: frame.top },
      ...{ width: columns.step, height: floor - frame.top },
    })),
    radius: Math.min(type.dot * 0.6, columns.step / 4),
    labels: keepClear([...plot.labels, ...names], [], 2),
  };
}
