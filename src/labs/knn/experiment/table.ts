import { wilsonInterval, type Interval } from '../../../core/training/statistics';
import type { KnnJob, KnnResult } from './repetition';
import { embeddingNames, type EmbeddingName } from '../../../core/networks/embeddings';
import { knnVariants, MAX_K, variantNames, type KnnVariant } from './spec';

export interface KnnTableRequest {
  readonly dataset: string;
  readonly variants: readonly KnnVariant[];
  readonly network: EmbeddingName;
  readonly ks: readonly number[];
  readonly queries: number;
  readonly candidates: number;
  readonly minutes: number;
  readonly seed: number;
  /** Part `index` of `count`, counted from 1: every count-th job. */
  readonly shard?: { readonly index: number; readonly count: number };
}

export function knnJobs({ variants, ks, shard, ...job }: KnnTableRequest): KnnJob[] {
  const jobs = ks.flatMap((k) => variants.map((variant) => ({ ...job, variant, k })));
  return shard ? jobs.filter((_, i) => i % shard.count === shard.index - 1) : jobs;
}

export const knnJobName = ({
  dataset,
  variant,
  network,
  k,
  queries,
  candidates,
  minutes,
  seed,
}: KnnJob) =>
  `${dataset} ${variant} ${network} k=${k} ${queries}x${candidates} ${minutes} min seed=${seed}`;

/** One trained network with its accuracies. */
export interface KnnRow extends KnnResult {
  /** Per tested k: percent right with its 95% interval. */
  readonly cells: readonly KnnCell[];
}

export interface KnnCell {
  readonly k: number;
  readonly percent: number;
  readonly interval: Interval;
}

/** Rows by data set, trained k and method; of several of one job the first. */
export function knnRows(results: readonly KnnResult[]): KnnRow[] {
  const order = (variant: KnnVariant) => variantNames.indexOf(variant);
  return [...mergeKnnResults([results])]
    .sort(
      (a, b) =>
        a.dataset.localeCompare(b.dataset) || a.k - b.k || order(a.variant) - order(b.variant),
    )
    .map((result) => ({ ...result, cells: cellsOf(result) }));
}

function cellsOf({ test: { ks, right, images } }: KnnResult): KnnCell[] {
  return ks.map((k, i) => {
    const [low, high] = wilsonInterval(right[i], images);
    return { k, percent: (100 * right[i]) / images, interval: [100 * low, 100 * high] };
  });
}

/** What is written to disk by the command line and by the page, and read back by both. */
export interface KnnResultsFile {
  readonly app: 'noisy-argmax';
  readonly kind: 'knn-table';
  readonly version: string;
  /** The command that made it, or the state of the page. */
  readonly made: string;
  readonly results: readonly KnnResult[];
}

/** Results as the text of a file. */
export function knnFile(results: readonly KnnResult[], version: string, made: string): string {
  const file: KnnResultsFile = { app: 'noisy-argmax', kind: 'knn-table', version, made, results };
  return `${JSON.stringify(file)}\n`;
}

export type ParsedKnnResults =
  | { readonly ok: true; readonly file: KnnResultsFile }
  | { readonly ok: false; readonly fault: string };

/** Never throws; a fault is one sentence that names the field and what would be right. */
export function parseKnnResults(text: string): ParsedKnnResults {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed('The file is not JSON.');
  }
  const file = value as Partial<KnnResultsFile> | null;
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return failed('The file does not hold a JSON object.');
  }
  if (file.app !== 'noisy-argmax' || file.kind !== 'knn-table') {
    return failed('The file is not a kNN table of Noisy Argmax.');
  }
  if (!Array.isArray(file.results)) return failed('"results" of the file must be a list.');
  for (const [i, result] of file.results.entries()) {
    const fault = resultFault(result);
    if (fault) return failed(`Result ${i + 1} of the file: ${fault}`);
  }
  const { version, made } = file;
  const results = (file.results as KnnResult[]).map(withNaN);
  return {
    ok: true,
    file: { ...(file as KnnResultsFile), version: textOf(version), made: textOf(made), results },
  };
}

/** A share that was not measured is NaN, which JSON writes as null. */
const withNaN = (result: KnnResult): KnnResult => ({ ...result, right: result.right ?? NaN });

const failed = (fault: string): ParsedKnnResults => ({ ok: false, fault });

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const isWhole = (value: unknown, min = 0, max = 0xffffffff): value is number =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

function resultFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'it must be an object.';
  const result = value as Partial<KnnResult>;
  if (typeof result.dataset !== 'string') return '"dataset" must be a name.';
  if (typeof result.variant !== 'string' || !Object.hasOwn(knnVariants, result.variant)) {
    return `"variant" must be one of ${variantNames.join(', ')}.`;
  }
  if (!embeddingNames.some((name) => name === result.network)) {
    return `"network" must be one of ${embeddingNames.join(', ')}.`;
  }
  if (!isWhole(result.k, 1, MAX_K)) return `"k" must be a whole number from 1 to ${MAX_K}.`;
  for (const field of ['queries', 'candidates', 'seed', 'steps'] as const) {
    if (!isWhole(result[field])) return `"${field}" must be a whole number.`;
  }
  for (const field of ['minutes', 'sigma', 'millisecondsPerStep'] as const) {
    if (typeof result[field] !== 'number') return `"${field}" must be a number.`;
  }
  for (const field of ['validation', 'right'] as const) {
    const measured: unknown = result[field];
    if (measured !== null && typeof measured !== 'number') return `"${field}" must be a number.`;
  }
  if (typeof result.fault !== 'string') return '"fault" must be a text.';
  const test = result.test as Partial<KnnResult['test']> | undefined;
  const fits =
    isWhole(test?.images, 1) &&
    Array.isArray(test?.ks) &&
    test.ks.every((k) => isWhole(k, 1)) &&
    Array.isArray(test.right) &&
    test.ks.length === test.right.length &&
    test.right.every((right) => isWhole(right, 0, test.images));
  return fits ? null : '"test" must hold "images", "ks" and as many counts "right".';
}

/** All results once; of two of one job the first is kept: training for a time is not repeatable to the step. */
export function mergeKnnResults(lists: readonly (readonly KnnResult[])[]): readonly KnnResult[] {
  const found = new Map<string, KnnResult>();
  for (const result of lists.flat()) {
    if (!found.has(knnJobName(result))) found.set(knnJobName(result), result);
  }
  return [...found.values()];
}
