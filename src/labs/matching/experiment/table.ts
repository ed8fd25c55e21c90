import {
  median,
  summarise,
  wilsonInterval,
  type Interval,
  type Summary,
} from '../../../core/training/statistics';
import type { RepetitionJob, RepetitionResult } from './repetition';
import { matchingVariants, MAX_NUMBERS, MIN_NUMBERS, type MatchingVariant } from './spec';

export interface TableRequest {
  readonly variants: readonly MatchingVariant[];
  readonly ds: readonly number[];
  readonly repetitions: number;
  readonly seed: number;
  /** Without early stopping. */
  readonly full?: boolean;
  /** Part `index` of `count`, counted from 1: every count-th job. */
  readonly shard?: { readonly index: number; readonly count: number };
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
  return shard ? jobs.filter((_, i) => i % shard.count === shard.index - 1) : jobs;
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
  /** Median computing time of a step on one thread. */
  readonly milliseconds: number;
}

/** Rows by d, then in the order of the methods. Equal jobs count once. */
export function tableRows(results: readonly RepetitionResult[]): TableRow[] {
  const distinct = [...new Map(results.map((result) => [jobName(result), result])).values()];
  const order = Object.keys(matchingVariants);
  const cells = new Map<string, RepetitionResult[]>();
  for (const result of distinct) {
    const key = `${result.d} ${result.variant} ${result.full ?? false}`;
    cells.set(key, [...(cells.get(key) ?? []), result]);
  }
  return [...cells.values()]
    .map(rowOf)
    .sort(
      (a, b) =>
        a.d - b.d ||
        order.indexOf(a.variant) - order.indexOf(b.variant) ||
        Number(a.full) - Number(b.full),
    );
}

export const jobName = ({ variant, d, seed, repetition, full }: RepetitionJob) =>
  `${variant} d=${d} seed=${seed} repetition=${repetition}${full ? ' full' : ''}`;

function rowOf(results: readonly RepetitionResult[]): TableRow {
  const [{ variant, d, full = false }] = results;
  const count = results.length;
  const perfect = results.filter(({ wrong }) => wrong === 0).length;
  const [low, high] = wilsonInterval(perfect, count);
  return {
    variant,
    d,
    full,
    repetitions: count,
    perfect: (100 * perfect) / count,
    perfectInterval: [100 * low, 100 * high],
    wrong: summarise(results.map(({ wrong }) => 100 * wrong)),
    perfectBest: (100 * results.filter(({ wrongBest }) => wrongBest === 0).length) / count,
    steps: results.reduce((sum, { steps }) => sum + steps, 0) / count,
    milliseconds: median(results.map(({ millisecondsPerStep }) => millisecondsPerStep)),
  };
}

/** What is written to disk by the command line and by the page, and read back by both. */
export interface ResultsFile {
  readonly app: 'noisy-argmax';
  readonly kind: 'matching-table';
  readonly version: string;
  /** The command that made it, or the state of the page. */
  readonly made: string;
  readonly seed: number;
  readonly results: readonly RepetitionResult[];
}

export type ParsedResults =
  | { readonly ok: true; readonly file: ResultsFile }
  | { readonly ok: false; readonly fault: string };

/** Never throws; a fault is one sentence that names the field and what would be right. */
export function parseResults(text: string): ParsedResults {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed('The file is not JSON.');
  }
  const file = value as Partial<ResultsFile> | null;
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return failed('The file does not hold a JSON object.');
  }
  if (file.app !== 'noisy-argmax' || file.kind !== 'matching-table') {
    return failed('The file is not a matching table of Noisy Argmax.');
  }
  if (!isWhole(file.seed)) return failed('"seed" of the file must be a whole number.');
  if (!Array.isArray(file.results)) return failed('"results" of the file must be a list.');
  for (const [i, result] of file.results.entries()) {
    const fault = resultFault(result);
    if (fault) return failed(`Result ${i + 1} of the file: ${fault}`);
  }
  const { version, made } = file;
  return {
    ok: true,
    file: { ...(file as ResultsFile), version: textOf(version), made: textOf(made) },
  };
}

const failed = (fault: string): ParsedResults => ({ ok: false, fault });

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');
const isWhole = (value: unknown): value is number =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffffffff;
const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;

function resultFault(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'it must be an object.';
  const result = value as Partial<RepetitionResult>;
  if (typeof result.variant !== 'string' || !Object.hasOwn(matchingVariants, result.variant)) {
    return `"variant" must be one of ${Object.keys(matchingVariants).join(', ')}.`;
  }
  if (!isWhole(result.d) || result.d < MIN_NUMBERS || result.d > MAX_NUMBERS) {
    return `"d" must be a whole number from ${MIN_NUMBERS} to ${MAX_NUMBERS}.`;
  }
  for (const field of ['seed', 'repetition', 'steps'] as const) {
    if (!isWhole(result[field])) return `"${field}" must be a whole number.`;
  }
  for (const field of ['wrong', 'wrongBest'] as const) {
    if (!isShare(result[field])) return `"${field}" must be a share from 0 to 1.`;
  }
  for (const field of ['bestLoss', 'millisecondsPerStep'] as const) {
    if (typeof result[field] !== 'number') return `"${field}" must be a number.`;
  }
  return null;
}

/**
 * All results once. Two results of one job must agree in all that is not a time.
 * @throws Error naming the job on which they differ
 */
export function mergeResults(
  lists: readonly (readonly RepetitionResult[])[],
): readonly RepetitionResult[] {
  const found = new Map<string, RepetitionResult>();
  for (const result of lists.flat()) {
    const name = jobName(result);
    const known = found.get(name);
    if (known && (known.wrong !== result.wrong || known.steps !== result.steps)) {
      throw new Error(
        `Two results of ${name} differ: ${known.wrong} wrong after ${known.steps} steps, and ${result.wrong} after ${result.steps}.`,
      );
    }
    if (!known) found.set(name, result);
  }
  return [...found.values()];
}
