import type { ComparisonData } from '../../../charts/comparison/layout';
import type { Series, SeriesData } from '../../../charts/series/layout';
import { formatFixed, formatPercent } from '../../../charts/shared/format';
import type { FigureTable } from '../../../ui/figure/types';
import { groupDigits } from '../../../ui/figure/source';
import { gatesFound, type GateFound } from '../experiment/gates';
import { pathsVariants } from '../experiment/spec';
import { byTraining, ordersFound, type PathsRow, type ShownRow } from '../experiment/table';

/** One digit is what 500 maps can tell. */
const percentText = (percent: number) => `${formatFixed(percent, 1)}%`;

/** What a row was trained on, and for how long. */
export function trainingName({ dataset, network, maps, epochs }: PathsRow): string {
  const others = [dataset === 'terrain' ? '' : dataset, network === 'cells' ? '' : network];
  const time = `${groupDigits(maps)} maps, ${epochs} epochs`;
  return [time, ...others.filter(Boolean)].join(', ');
}

const labelOf = ({ variant, faults }: PathsRow) =>
  pathsVariants[variant].label + (faults > 0 ? ` (${faults} diverged)` : '');

/** Share of the test maps whose cheapest path is found, per training and method. */
export const comparisonData = (rows: readonly ShownRow[]): ComparisonData => ({
  valueLabel: 'test maps whose cheapest path is found, %',
  bounds: [0, 100],
  counted: 'test maps',
  rows: rows.map((row) => ({
    ...(row.recorded && { recorded: true }),
    group: trainingName(row),
    label: labelOf(row),
    short: pathsVariants[row.variant].short,
    value: row.optimal.percent,
    interval: row.optimal.interval,
    count: row.repetitions * row.testMaps,
    printed: null,
    notes: [
      ['a path at all', percentText(row.valid.percent)],
      ['cost over the cheapest', ratioText(row.ratio)],
      ['on training maps', percentText(row.trainOptimal)],
      ['steps', groupDigits(row.steps)],
      ['ms per step, 1 thread', formatFixed(row.milliseconds, 0)],
    ],
  })),
});

const ratioText = (ratio: number) => (Number.isNaN(ratio) ? 'no path' : formatFixed(ratio, 3));

export function rowsTable(rows: readonly ShownRow[]): FigureTable {
  return {
    columns: [
      ...['maps', 'network', 'epochs', 'method', 'repetitions', 'from the site'],
      ...['cheapest path found, %', 'from', 'to', 'a path at all, %', 'cost over the cheapest'],
      ...['found on training maps, %', 'noisy costs below 0, %', 'cells with a gradient, %'],
      ...['steps', 'ms per step, 1 thread'],
    ],
    rows: rows.map((row) => [
      ...[row.maps, row.network, row.epochs, labelOf(row), row.repetitions],
      row.recorded ? 'recorded' : '',
      ...[row.optimal.percent, ...row.optimal.interval, row.valid.percent],
      Number.isNaN(row.ratio) ? '' : row.ratio,
      ...[row.trainOptimal, 100 * row.clamped, 100 * row.active, row.steps, row.milliseconds],
    ]),
  };
}

/** Something that the paper says of its figure, and what is found here. */
export interface Claim {
  readonly printed: string;
  readonly at: string;
  readonly ours: string;
}

/** What the paper says beside a training of all its methods, the first one of the table. */
export function claimsOf(rows: readonly PathsRow[]): Claim[] {
  const training = byTraining(rows).find((group) => ordersFound(group).length > 0) ?? [];
  const of = (variant: PathsRow['variant']) => training.find((row) => row.variant === variant);
  const [squared, fenchelYoung] = [of('squared'), of('fenchel-young')];
  return [
    ...ordersFound(training).map(({ above, below, at, aboveOptimal, belowOptimal, found }) => ({
      printed: `${pathsVariants[above].short} above ${pathsVariants[below].short.toLowerCase()}`,
      at,
      ours: `${percentText(aboveOptimal.percent)} and ${percentText(belowOptimal.percent)}, ${found}`,
    })),
    ...(squared
      ? [
          {
            printed: '“the squared loss baseline […] does not yield valid paths”',
            at: 'caption',
            ours: `a path on ${formatPercent(squared.valid.percent / 100, 2)} of the maps`,
          },
        ]
      : []),
    ...(fenchelYoung
      ? [
          {
            printed: '“only after a few epochs, to generalize very well”',
            at: 'section 5.3',
            ours: courseOf(fenchelYoung),
          },
        ]
      : []),
  ];
}

const courseOf = ({ curve }: PathsRow): string =>
  [curve[0], curve[curve.length - 1]]
    .map(({ optimal, epoch }) => `${percentText(optimal.percent)} after ${epoch}`)
    .join(', ');

/** What is drawn along the epochs. */
export const quantities = {
  optimal: { label: 'Cheapest path found', axis: 'test maps whose cheapest path is found, %' },
  valid: { label: 'A path at all', axis: 'test maps with a path at all, %' },
  ratio: { label: 'Cost', axis: 'cost above that of the cheapest path, %' },
} as const;
export type Quantity = keyof typeof quantities;

/** A line per method of one training. */
export function curvesData(rows: readonly ShownRow[], quantity: Quantity): SeriesData {
  const isShare = quantity !== 'ratio';
  return {
    series: rows.map(({ variant, curve, recorded }): Series => {
      const { label, short, place } = pathsVariants[variant];
      const shares = isShare ? curve.map((point) => point[quantity]) : [];
      return {
        ...{ id: variant, label, tag: short, category: place, ...(recorded && { recorded }) },
        steps: curve.map(({ epoch }) => epoch),
        values: isShare
          ? shares.map(({ percent }) => percent)
          : curve.map(({ ratio }) => 100 * (ratio - 1)),
        ...(isShare && {
          band: [0, 1].map((end) => shares.map(({ interval }) => interval[end])) as [
            number[],
            number[],
          ],
        }),
      };
    }),
    stepLabel: 'epoch',
    stepScale: 'linear',
    stepBounds: [0, Math.max(1, ...rows.map(({ epochs }) => epochs))],
    valueLabel: quantities[quantity].axis,
    valueScale: isShare ? 'linear' : 'log',
    ...(isShare && { bounds: [0, 100] as const }),
  };
}

/** The gates as rows, with rings where what is asked begins. */
export function gatesData(rows: readonly PathsRow[]): ComparisonData {
  const found = gatesFound(rows);
  const ordered = ['under', 'above'].flatMap((side) => found.filter(({ asked }) => asked === side));
  return {
    valueLabel: 'test maps whose cheapest path is found, %',
    bounds: [0, 100],
    counted: 'test maps',
    reference: 'asked',
    rows: ordered.map(({ label, short, asked, percent, optimal, testMaps }) => ({
      ...{ group: `${asked} its ring`, label, short, value: optimal.percent },
      ...{ interval: optimal.interval, count: testMaps, printed: percent },
      notes: [['asked for', `${asked} ${percent}%`]] as const,
    })),
  };
}

/** Which gates are met, in a sentence. */
export function gatesSentence(found: readonly GateFound[]): string {
  const meets = ({ asked, percent, optimal }: GateFound) =>
    asked === 'under' ? optimal.percent < percent : optimal.percent > percent;
  const met = found.filter(meets).length;
  const near = found.filter((gate) => !meets(gate) && gate.optimal.interval[1] > gate.percent);
  const rest =
    near.length > 0 ? `; ${near[0].label.toLowerCase()} reaches its ring, not beyond` : '';
  return `${met} of ${found.length} gates are met${rest}.`;
}

export const gatesTable = (found: readonly GateFound[]): FigureTable => ({
  columns: ['what finds the path', 'asked, %', '', 'ours, %', 'from', 'to', 'test maps'],
  rows: found.map(({ label, asked, percent, optimal, testMaps }) => [
    ...[label, percent, asked, optimal.percent, ...optimal.interval, testMaps],
  ]),
});
