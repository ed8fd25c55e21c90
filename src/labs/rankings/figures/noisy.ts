import { groupBy } from '../../../core/group-by';
import type { Series, SeriesData } from '../../../charts/series/layout';
import { formatNumber } from '../../../charts/shared/format';
import { withRecorded, type ResultsFile, type Shown } from '../../../core/training/results';
import type { FigureSource, FigureTable } from '../../../ui/figure/types';
import { recordedSource } from '../../kit/recorded';
import type { NoisyResult } from '../experiment/noisy-repetition';
import { noisyRows, type NoisyRequest, type NoisyRow } from '../experiment/noisy-table';
import { rankingVariants, type RankingMethod } from '../experiment/spec';
import type { RankingsValues } from '../params';

export type ShownNoisy = Shown<NoisyRow>;
type Measure = RankingsValues['measure'];

/** What the page runs by itself: a fifth of the size of the paper, in a minute or two. */
export const PAGE_SIZE: Omit<NoisyRequest, 'methods' | 'repetitions' | 'seed'> = {
  ...{ labels: 20, features: 10, rows: 200, steps: 100, inner: 100 },
  sigmas: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10],
};

const sizeOf = ({ labels, features, rows, steps, inner }: NoisyRow | NoisyResult) =>
  `${labels} ${features} ${rows} ${steps} ${inner}`;

export const noisyShown = (
  own: readonly NoisyResult[],
  recorded: readonly NoisyResult[],
): ShownNoisy[] =>
  withRecorded(own, recorded, (result) => `${sizeOf(result)} ${result.method}`, noisyRows);

const words = {
  perfect: { label: 'test examples with all ranks right, %', of: (row: NoisyRow) => row.perfect },
  right: { label: 'ranks that are right, %', of: (row: NoisyRow) => row.right },
  spearman: { label: 'Spearman’s ρ', of: (row: NoisyRow) => row.spearman },
} as const satisfies Record<string, unknown>;

const wordsOf = (measure: Measure) => words[measure];

/** Percentages are drawn up to the next of these. */
const TENS = 10;

/** A line per method and size, over the noise that the rankings were made with. */
export function noisyData(rows: readonly ShownNoisy[], measure: Measure): SeriesData {
  const { label, of } = wordsOf(measure);
  const lines = groupBy(rows, (row) => `${row.method} ${sizeOf(row)} ${row.recorded}`);
  const most = Math.max(1, ...rows.map((row) => of(row).mean));
  const ends = rows.flatMap(({ sigma }) => sigma);
  return {
    series: [...lines].map(([id, line]): Series => {
      const [{ method, recorded }] = line;
      const { label: name, short, place } = rankingVariants[method];
      const intervals = line.map((row) => of(row).interval);
      const isSure = intervals.every((interval) => interval.every(Number.isFinite));
      return {
        ...{ id: id.replace(/\W+/g, '-'), label: `${name}${recorded ? ', recorded' : ''}` },
        ...{ tag: short, category: place, recorded },
        steps: line.map(({ sigma }) => sigma),
        values: line.map((row) => of(row).mean),
        ...(isSure && {
          band: [intervals.map(([low]) => low), intervals.map(([, high]) => high)] as const,
        }),
      };
    }),
    ...{ stepLabel: 'σ of the data', stepScale: 'log', valueLabel: label, valueScale: 'linear' },
    stepBounds: [Math.min(0.001, ...ends), Math.max(10, ...ends)],
    bounds: measure === 'spearman' ? [-0.1, 1] : [0, TENS * Math.ceil(most / TENS)],
  };
}

/** Who has most of them right where there is least noise, of the larger of two sizes that are there. */
export function noisyTitle(rows: readonly ShownNoisy[], measure: Measure): string {
  const own = rows.filter(({ recorded }) => !recorded);
  const told = own.length > 0 ? own : rows;
  const least = Math.min(...told.map(({ sigma }) => sigma));
  const first = told.filter(({ sigma }) => sigma === least);
  if (first.length === 0) return 'Rankings made under noise, learned again';
  const { of } = wordsOf(measure);
  const best = first.reduce((most, row) => (of(row).mean > of(most).mean ? row : most));
  const { short } = rankingVariants[best.method];
  const value = formatNumber(of(best).mean, 2);
  const says = {
    perfect: `has ${value}% of the rankings all right`,
    right: `has ${value}% of the ranks right`,
    spearman: `reaches ρ = ${value}`,
  };
  return `At the least noise ${short} ${says[measure]}`;
}

/** What sizes are drawn, and from where. */
export function noisySentence(rows: readonly ShownNoisy[]): string {
  const what =
    'Rankings of a known linear model under normal noise of scale σ: learned from half of them, tested on the other half.';
  const told = [true, false].flatMap((recorded) => {
    const some = rows.filter((row) => row.recorded === recorded);
    const sizes = new Map(some.map((row) => [sizeOf(row), row]));
    const from = recorded ? 'Pale, recorded' : 'Here';
    return [...sizes.values()].map(
      ({ labels, features, rows: count }) =>
        `${from}: ${labels} labels, ${features} features, ${count} examples to learn from.`,
    );
  });
  return [what, ...told, 'The paper has 100 labels and 50 features.'].join(' ');
}

export const noisyTable = (rows: readonly ShownNoisy[]): FigureTable => ({
  columns: [
    ...['σ of the data', 'method', 'from the site', 'labels', 'features', 'examples', 'steps'],
    ...['settings chosen on', 'repetitions', 'all ranks right %', 'ranks right %', 'Spearman’s ρ'],
  ],
  rows: rows.map((row) => [
    ...[row.sigma, rankingVariants[row.method].label, row.recorded ? 'recorded' : ''],
    ...[row.labels, row.features, row.rows, row.steps, row.inner, row.perfect.count],
    ...[row.perfect.mean, row.right.mean, row.spearman.mean],
  ]),
});

export function noisySource(
  own: readonly NoisyResult[],
  recorded: ResultsFile<NoisyResult> | null,
): FigureSource | undefined {
  const unit = 'trainings';
  if (own.length > 0) {
    return { backend: 'cpu', adapter: '', samples: own.length, unit, seed: own[0].seed };
  }
  if (!recorded) return undefined;
  const { results, seed = 0 } = recorded;
  return { ...recordedSource(recorded), samples: results.length, unit, seed };
}

export const defaultMethods: readonly RankingMethod[] = ['fenchel-young', 'blackbox', 'squared'];
