import type { VersusData } from '../../../charts/versus/data';
import { formatFixed } from '../../../charts/shared/format';
import { distinct, type ResultsFile } from '../../../core/training/results';
import type { Percent } from '../../../core/training/statistics';
import type { FigureSource, FigureTable } from '../../../ui/figure/types';
import { recordedSource } from '../../kit/recorded';
import { OWN } from '../experiment/own-set';
import { FOLDS, MIN_ROWS, type RankingResult } from '../experiment/repetition';
import { rankingVariants, type RankingMethod } from '../experiment/spec';
import {
  claimsOf,
  duelsOf,
  LEVEL,
  rankingResults,
  type Claim,
  type Duel,
} from '../experiment/table';
import type { SetInfo } from '../own-sets';
import { CHAMPION } from '../params';

/** Figure 3 of the paper: what was recorded and what was run here, one method against another. */
export interface SetsShown {
  readonly against: RankingMethod;
  /** Folds of the reader's own; the others came with the site. */
  readonly own: readonly RankingResult[];
  readonly all: readonly RankingResult[];
  readonly duels: readonly (Duel & { readonly recorded: boolean })[];
  readonly claim: Claim | null;
}

/** The folds of the page are those of the recorded file. */
export const SEED = 1;

/** A job has one result, wherever it was done: of two the reader's own is taken. */
export function setsShown(
  results: readonly RankingResult[],
  recorded: readonly RankingResult[],
  against: RankingMethod,
): SetsShown {
  const own = results.filter(({ seed }) => seed === SEED);
  const all = distinct(rankingResults, [...own, ...recorded]);
  const here = new Set(own.map(({ dataset }) => dataset));
  const claims = claimsOf(all);
  return {
    ...{ against, own, all },
    duels: duelsOf(all, CHAMPION, against).map((duel) => ({
      ...duel,
      recorded: !here.has(duel.dataset),
    })),
    claim: claims.find((each) => each.method === CHAMPION && each.against === against) ?? null,
  };
}

const shortOf = (method: RankingMethod) => rankingVariants[method].short;

/** A set of the reader's own without its checksum. */
export const nameOfSet = (dataset: string): string => dataset.replace(/ [0-9a-f]{8}$/, '');

export const versusData = ({ duels, against }: SetsShown): VersusData => ({
  points: duels.map(({ dataset, steps, inner, rows, folds, rho, other, recorded }) => ({
    ...{ id: `${dataset} ${steps} ${inner}`, name: nameOfSet(dataset), recorded },
    ...{ x: other, y: rho, parts: folds.map(([y, x]) => [x, y] as const) },
    notes: [['rows', String(rows)]],
  })),
  ...{ x: shortOf(against), y: shortOf(CHAMPION), measure: 'ρ', parts: 'folds' },
  ...LEVEL,
});

export function setsTitle({ claim, against }: SetsShown): string {
  if (!claim) return `${shortOf(CHAMPION)} against ${shortOf(against)}, set by set`;
  const { ratio, sets } = claim;
  const count = Math.round((ratio.percent * sets) / 100);
  const where = count === sets ? `all ${sets} sets` : `${count} of ${sets} sets`;
  return `${shortOf(CHAMPION)} is level with ${shortOf(against)} or better on ${where}`;
}

const withInterval = ({ percent, interval: [low, high] }: Percent) =>
  `${formatFixed(percent, 0)}% (${formatFixed(low, 0)} to ${formatFixed(high, 0)})`;

/** Both readings of "within 5%" with 95% intervals, and the printed number. */
export function setsSentence({ claim, duels, against }: SetsShown): string {
  if (!claim) return `There is no set yet that both were run on. Run some here, or choose another.`;
  const counts = [...new Set(duels.map(({ folds }) => folds.length))].sort((a, b) => a - b);
  const many = counts.length > 1 ? `${counts[0]} to ${counts.at(-1)}` : String(counts[0]);
  const printed = claim.percent === null ? 'The paper has a picture' : `Printed: ${claim.percent}%`;
  return [
    `Spearman’s ρ of every set, over ${many} of ${FOLDS} folds. Level as a ratio, from 0.95 ρ of ${shortOf(against)} (area): ${withInterval(claim.ratio)};`,
    `as a difference, from ρ − 0.05 (dashed): ${withInterval(claim.difference)}. ${printed}; its 5% can be read both ways.`,
    'Point at a set to see its folds.',
  ].join(' ');
}

export const setsTable = ({ duels, against }: SetsShown): FigureTable => ({
  columns: [
    ...['set', 'rows', 'steps', 'settings chosen on', 'from the site', 'folds'],
    ...[`ρ of ${shortOf(CHAMPION)}`, `ρ of ${shortOf(against)}`],
    ...Array.from({ length: FOLDS }, (_, i) => `pair ${i + 1}`),
  ],
  rows: duels.map(({ dataset, rows, steps, inner, recorded, folds, rho, other }) => [
    ...[dataset, rows, steps, inner, recorded ? 'recorded' : '', folds.length, rho, other],
    ...Array.from({ length: FOLDS }, (_, i) =>
      folds.at(i) ? folds[i].map((value) => value.toFixed(4)).join(' ') : '',
    ),
  ]),
});

/** Of the reader's own folds where there are any, else of those that came with the site. */
export function setsSource(
  { own, all }: SetsShown,
  recorded: ResultsFile<RankingResult> | null,
): FigureSource | undefined {
  const rest = { unit: 'folds', seed: SEED };
  if (own.length > 0) return { backend: 'cpu', adapter: '', samples: own.length, ...rest };
  return recorded ? { ...recordedSource(recorded), samples: all.length, ...rest } : undefined;
}

/** Sets that are here and can be cut into folds. */
export const runnable = (list: readonly SetInfo[]): readonly SetInfo[] =>
  list.filter(({ rows }) => rows >= MIN_ROWS);

/** What a set is called where it is chosen. */
export const labelOfSet = ({ id, file }: SetInfo): string => (id === OWN ? file : id);
