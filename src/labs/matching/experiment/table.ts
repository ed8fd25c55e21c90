import { shortened } from '../../../core/float-text';
import { groupBy } from '../../../core/group-by';
import { devicesOf, processorFirst } from '../../../core/training/devices';
import { number, oneOf, orNothing, share, text, whole } from '../../../core/training/fields';
import {
  distinct,
  inShard,
  withRecorded,
  type ResultsKind,
  type Shard,
  type Shown,
} from '../../../core/training/results';
import {
  median,
  percentOf,
  summarise,
  type Interval,
  type Summary,
} from '../../../core/training/statistics';
import type { RepetitionJob, RepetitionResult } from './repetition';
import { MAX_NUMBERS, MIN_NUMBERS, variantNames, type MatchingVariant } from './spec';

export interface TableRequest {
  readonly variants: readonly MatchingVariant[];
  readonly ds: readonly number[];
  readonly repetitions: number;
  readonly seed: number;
  /** Without early stopping. */
  readonly full?: boolean;
  readonly shard?: Shard;
}

/**
 * The jobs of a table, all cells in turn before the next repetition: however early it is stopped,
 * all cells are equally far.
 */
export function tableJobs({ variants, ds, repetitions, seed, full, shard }: TableRequest) {
  const jobs: RepetitionJob[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const d of ds) {
      for (const variant of variants) {
        jobs.push({ variant, d, seed, repetition, ...(full && { full }) });
      }
    }
  }
  return inShard(jobs, shard);
}

/** One cell of the table. */
export interface TableRow {
  readonly variant: MatchingVariant;
  readonly d: number;
  /** Without early stopping. */
  readonly full: boolean;
  readonly repetitions: number;
  /** Percent of repetitions whose test sequence is sorted perfectly. */
  readonly perfect: number;
  readonly perfectInterval: Interval;
  /** Percent of places that are wrong. */
  readonly wrong: Summary;
  /** Percent perfect with the weights of the lowest training loss instead of the last ones. */
  readonly perfectBest: number;
  readonly steps: number;
  /** Median computing time of a step on one thread, or its share of a device's. */
  readonly milliseconds: number;
  /** The graphics devices that made any of them, side by side in float32; '' for none. */
  readonly device: string;
}

/** Rows by d, then in the order of the methods. Equal jobs count once. */
export function tableRows(results: readonly RepetitionResult[]): TableRow[] {
  const cells = groupBy(distinct(matchingResults, results), cellOf);
  return [...cells.values()].map(rowOf).sort(inOrder);
}

const cellOf = ({ d, variant, full }: RepetitionJob) => `${d} ${variant} ${full ?? false}`;

const inOrder = (a: TableRow, b: TableRow) =>
  a.d - b.d ||
  variantNames.indexOf(a.variant) - variantNames.indexOf(b.variant) ||
  Number(a.full) - Number(b.full);

export type ShownRow = Shown<TableRow>;

/** The reader's own rows, and those that came with the site for all other cells. */
export const shownRows = (
  own: readonly RepetitionResult[],
  recorded: readonly RepetitionResult[],
): ShownRow[] => withRecorded(own, recorded, cellOf, tableRows).sort(inOrder);

export const jobName = ({ variant, d, seed, repetition, full }: RepetitionJob) =>
  `${variant} d=${d} seed=${seed} repetition=${repetition}${full ? ' full' : ''}`;

function rowOf(results: readonly RepetitionResult[]): TableRow {
  const [{ variant, d, full = false }] = results;
  const count = results.length;
  const perfect = results.filter(({ wrong }) => wrong === 0).length;
  const { percent, interval } = percentOf(perfect, count);
  return {
    variant,
    d,
    full,
    repetitions: count,
    perfect: percent,
    perfectInterval: interval,
    wrong: summarise(results.map(({ wrong }) => 100 * wrong)),
    perfectBest: (100 * results.filter(({ wrongBest }) => wrongBest === 0).length) / count,
    steps: results.reduce((sum, { steps }) => sum + steps, 0) / count,
    milliseconds: median(results.map(({ millisecondsPerStep }) => millisecondsPerStep)),
    device: devicesOf(results).join(', '),
  };
}

/** Results of Table 1, all of one seed. Two of one job must agree in all that is not a time. */
export const matchingResults: ResultsKind<RepetitionJob, RepetitionResult> = {
  kind: 'matching-table',
  title: 'a matching table',
  seeded: true,
  nameOf: jobName,
  checks: {
    variant: oneOf(variantNames),
    d: whole(MIN_NUMBERS, MAX_NUMBERS),
    ...{ seed: whole(), repetition: whole(), steps: whole() },
    ...{ wrong: share, wrongBest: share },
    ...{ bestLoss: orNothing(number), millisecondsPerStep: number },
    device: orNothing(text()),
  },
  prefers: processorFirst,
  // a run that diverges at once has no loss
  revive: (result) => ({
    ...result,
    loss: result.loss ?? Infinity,
    bestLoss: result.bestLoss ?? Infinity,
  }),
  // a compact file has rounded them
  conflict: (a, b) =>
    // a device rounds otherwise, and long runs may part
    a.device !== b.device || (shortened(a.wrong) === shortened(b.wrong) && a.steps === b.steps)
      ? null
      : `${a.wrong} wrong after ${a.steps} steps, and ${b.wrong} after ${b.steps}`,
};
