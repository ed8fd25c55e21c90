import { isWhole, number, oneOf, orNothing, text, whole } from '../../../core/training/fields';
import {
  distinct,
  inShard,
  withRecorded,
  type ResultsKind,
  type Shard,
  type Shown,
} from '../../../core/training/results';
import { percentOf, type Percent } from '../../../core/training/statistics';
import type { KnnAccuracy } from './evaluation';
import { minutesOf, type KnnJob, type KnnResult } from './repetition';
import { embeddingNames } from '../../../core/networks/embeddings';
import { MAX_K, variantNames, type KnnVariant } from './spec';

export interface KnnTableRequest extends Omit<KnnJob, 'variant' | 'k'> {
  readonly variants: readonly KnnVariant[];
  readonly ks: readonly number[];
  readonly shard?: Shard;
}

export function knnJobs({ variants, ks, shard, ...job }: KnnTableRequest): readonly KnnJob[] {
  const jobs = ks.flatMap((k) => variants.map((variant) => ({ ...job, variant, k })));
  return inShard(jobs, shard);
}

export const knnJobName = ({
  dataset,
  variant,
  network,
  k,
  queries,
  candidates,
  minutes,
  maxSteps,
  seed,
}: KnnJob) =>
  `${dataset} ${variant} ${network} k=${k} ${queries}x${candidates} ` +
  `${maxSteps ? `${maxSteps} steps` : `${minutes} min`} seed=${seed}`;

/** One trained network with its accuracies. */
export interface KnnRow extends KnnResult {
  /** What training had, or what its steps took. */
  readonly minutes: number;
  /** Per tested k: percent right with its 95% interval. */
  readonly cells: readonly KnnCell[];
}

export interface KnnCell extends Percent {
  readonly k: number;
}

/** Rows by data set, trained k and method; of several of one job the first. */
export function knnRows(results: readonly KnnResult[]): KnnRow[] {
  return [...distinct(knnResults, results)]
    .sort(inOrder)
    .map((result) => ({ ...result, minutes: timeOf(result), cells: cellsOf(result) }));
}

const timeOf = ({ minutes, steps, millisecondsPerStep }: KnnResult) =>
  minutes ?? minutesOf(steps * millisecondsPerStep);

const order = (variant: KnnVariant) => variantNames.indexOf(variant);
const inOrder = (a: KnnJob, b: KnnJob) =>
  a.dataset.localeCompare(b.dataset) || a.k - b.k || order(a.variant) - order(b.variant);

const cellOf = ({ dataset, variant, k }: KnnJob) => `${dataset} ${variant} ${k}`;

export type ShownRow = Shown<KnnRow>;

/** The reader's own rows, and those that came with the site for all other cells. */
export const shownRows = (
  own: readonly KnnResult[],
  recorded: readonly KnnResult[],
): readonly ShownRow[] => withRecorded(own, recorded, cellOf, knnRows).sort(inOrder);

function cellsOf({ test: { ks, right, images } }: KnnResult): KnnCell[] {
  return ks.map((k, i) => ({ k, ...percentOf(right[i], images) }));
}

/** Results of Table 3. Of two of one job the first counts: training for a time is not repeatable to the step. */
export const knnResults: ResultsKind<KnnJob, KnnResult> = {
  kind: 'knn-table',
  title: 'a kNN table',
  seeded: false,
  nameOf: knnJobName,
  checks: {
    dataset: text('a name'),
    variant: oneOf(variantNames),
    network: oneOf(embeddingNames),
    k: whole(1, MAX_K),
    ...{ queries: whole(), candidates: whole(), seed: whole(), steps: whole() },
    ...{ sigma: number, millisecondsPerStep: number, maxSteps: orNothing(whole()) },
    ...{ minutes: orNothing(number), validation: orNothing(number), right: orNothing(number) },
    fault: text(),
    test: { fits: isAccuracy, must: 'hold "images", "ks" and as many counts "right"' },
  },
  // a share that was not measured is NaN, which JSON writes as null; a compact file leaves both out
  revive: (result) => ({
    ...result,
    ...{ validation: result.validation ?? null, right: result.right ?? NaN },
  }),
};

function isAccuracy(value: unknown): boolean {
  const test = value as Partial<KnnAccuracy> | null | undefined;
  return (
    isWhole(test?.images, 1) &&
    Array.isArray(test?.ks) &&
    test.ks.every((k) => isWhole(k, 1)) &&
    Array.isArray(test.right) &&
    test.ks.length === test.right.length &&
    test.right.every((right) => isWhole(right, 0, test.images))
  );
}
