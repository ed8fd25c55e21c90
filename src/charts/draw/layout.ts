import { across } from '../shared/axes';
import { cartesian, type Cartesian, type Frame } from '../shared/cartesian';
import { columnNames, columnsOf, inColumn, within, type Columns } from '../shared/columns';
import { keyLayout, type KeyLayout } from '../shared/key';
import {
  keepClear,
  textWidth,
  type Box,
  type Label,
  type Line,
  type Point,
} from '../shared/labels';
import { extentWithZero, type Scale } from '../shared/scale';
import { typeScale, type ChartSize, type Numbers, type TypeScale } from '../shared/size';

/** One draw of the noise over n classes; every list has n entries. */
export interface DrawData {
  readonly labels: readonly string[];
  /** mu. */
  readonly scores: Numbers;
  /** sigma * gamma. */
  readonly perturbation: Numbers;
  /** epsilon * loss. */
  readonly augmentation: Numbers;
  /** Classes in y* and in y*(epsilon). */
  readonly winners: readonly boolean[];
  readonly augmentedWinners: readonly boolean[];
}

/** The steps of one class: signal bar, noise bar beside it, sum, augmented sum. */
export interface DrawColumn {
  readonly signal: Box;
  readonly noise: Box;
  /** From the end of the signal to the start of the noise. */
  readonly link: Line;
  readonly sum: Point;
  readonly augmented: Point;
  readonly wins: boolean;
  readonly winsAugmented: boolean;
  readonly hit: Box;
}

export interface DrawLayout extends Cartesian {
  readonly columns: readonly DrawColumn[];
  readonly zero: Line;
  /** The lowest sum that still wins. */
  readonly threshold: Line | null;
  readonly key: KeyLayout;
}

/** mu + sigma*gamma of class i. */
export const sumOf = ({ scores, perturbation }: DrawData, i: number) => scores[i] + perturbation[i];

/** mu + sigma*gamma + epsilon*loss of class i. */
export const augmentedSumOf = (data: DrawData, i: number) => sumOf(data, i) + data.augmentation[i];

const KEY = [
  { text: 'score', term: undefined },
  { text: 'signal μ', glyph: 'signal', term: 'signal' },
  { text: 'noise σγ', glyph: 'noise', term: 'noise' },
  { text: 'loss ε·ℓ', glyph: 'loss', term: 'epsilon loss' },
  { text: 'y*', glyph: 'prediction', term: 'prediction' },
  { text: 'y*(ε)', glyph: 'augmented', term: 'epsilon loss' },
] as const;

/** A column per class: the signal from zero, the noise on top, and where the loss moves the sum. */
export function drawLayout(data: DrawData, size: ChartSize): DrawLayout {
  const type = typeScale(size);
  const key = keyLayout(KEY, { x: 0, y: 0 }, size.width, type);
  const values = data.labels.flatMap((_, i) => [
    data.scores[i],
    sumOf(data, i),
    augmentedSumOf(data, i),
  ]);
  const plot = cartesian({
    size,
    head: key.height + type.row + 2,
    foot: type.row + 6,
    right: 2,
    y: { kind: 'linear', domain: extentWithZero(values) },
  });
  const { y, frame } = plot;
  const columns = columnsOf(data.labels.length, frame);
  const level = (value: number) => across(y(value), frame.left, frame.right);
  const marks = data.labels.map((_, i) => column(data, i, columns, y, frame));
  const winning = data.labels.map((_, i) => i).filter((i) => data.winners[i]);
  return {
    ...plot,
    columns: marks,
    zero: level(0),
    threshold: winning.length ? level(Math.min(...winning.map((i) => sumOf(data, i)))) : null,
    key,
    labels: [
      ...key.labels,
      ...plot.labels,
      ...columnNames(data.labels, columns, size.height - type.row / 2 - 1, type),
      // in tight columns the names would cover the marks of their neighbours; the key explains them
      ...(columns.step >= textWidth('y* y*(ε)', type.text) ? winnerLabels(marks, type) : []),
    ],
  };
}

function column(
  data: DrawData,
  i: number,
  columns: Columns,
  y: Scale,
  { top, bottom }: Frame,
): DrawColumn {
  const at = (share: number) => inColumn(columns, i, share);
  const [zero, mu, sum] = [y(0), y(data.scores[i]), y(sumOf(data, i))];
  const bar = (from: number, to: number, a: number, b: number): Box => ({
    x: at(from),
    y: Math.min(a, b),
    width: at(to) - at(from),
    height: Math.abs(a - b),
  });
  return {
    signal: bar(0.14, 0.42, zero, mu),
    noise: bar(0.42, 0.7, mu, sum),
    link: across(mu, at(0.14), at(0.7)),
    sum: { x: at(0.56), y: sum },
    augmented: { x: at(0.84), y: y(augmentedSumOf(data, i)) },
    wins: data.winners[i],
    winsAugmented: data.augmentedWinners[i],
    hit: { x: within(columns, i, 0), y: top, width: columns.step, height: bottom - top },
  };
}

/** "y*" over each winner and "y*(ε)" over each augmented winner, where they fit. */
function winnerLabels(marks: readonly DrawColumn[], type: TypeScale): readonly Label[] {
  const above = type.dot + type.text * 0.55 + 5;
  const label = (at: Point, text: string, kind: string, term: string): Label => ({
    x: at.x,
    y: at.y - above,
    text,
    anchor: 'middle',
    kind,
    size: type.text,
    term,
  });
  const plain = marks
    .filter(({ wins }) => wins)
    .map(({ sum }) => label(sum, 'y*', 'winner', 'prediction'));
  const augmented = marks
    .filter(({ winsAugmented }) => winsAugmented)
    .map(({ augmented: at }) => label(at, 'y*(ε)', 'loss', 'epsilon loss'));
  return keepClear([...plain, ...augmented], [], 1);
}
