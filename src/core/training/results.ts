import { shortened } from '../float-text';
import { faultOf, isWhole, type Checks } from './fields';

/**
 * Results of the jobs of a table: what the command line and the page write into one kind of file, and
 * read back.
 */
export interface ResultsKind<Job extends object, Result extends Job> {
  /** In the file. */
  readonly kind: string;
  /** In words: "a matching table". */
  readonly title: string;
  /** Whether all results of a file are of one seed, which it tells. */
  readonly seeded: boolean;
  readonly checks: Checks<Result>;
  /** The name of a job, which tells all that makes another job. */
  nameOf(job: Job): string;
  /** A result as it was, of one that JSON has passed on. */
  revive?(result: Result): Result;
  /** How two results of one job differ where they must not, in words, or null. */
  conflict?(a: Result, b: Result): string | null;
  /** Whether the first of two results of one job, which may differ, is to be taken even where it came later. */
  prefers?(a: Result, b: Result): boolean;
}

export interface ResultsFile<Result> {
  readonly app: 'noisy-argmax';
  readonly kind: string;
  readonly version: string;
  /** The command that made it, or the state of the page. */
  readonly made: string;
  readonly seed?: number | undefined;
  readonly results: readonly Result[];
}

type Written<Result> = Omit<ResultsFile<Result>, 'app' | 'kind'>;

const headOf = <Job extends object, Result extends Job>(
  { kind, seeded }: ResultsKind<Job, Result>,
  { version, made, seed }: Omit<Written<Result>, 'results'>,
) => ({ app: 'noisy-argmax', kind, version, made, ...(seeded && { seed }) });

/** Results as the text of a file. */
export const resultsFile = <Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  file: Written<Result>,
): string => `${JSON.stringify({ ...headOf(kind, file), results: file.results })}\n`;

/**
 * The same smaller, for what comes with the site: a column per field instead of an object per result, and
 * numbers rounded to five digits. A field that a result lacks is null.
 */
export function compactFile<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  file: Written<Result>,
): string {
  const rows = file.results as readonly Readonly<Record<string, unknown>>[];
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const columns = names.map(
    (name) => [name, rows.map((row) => rounded(row[name]) ?? null)] as const,
  );
  return `${JSON.stringify({ ...headOf(kind, file), columns: Object.fromEntries(columns) })}\n`;
}

const rounded = (value: unknown) => (typeof value === 'number' ? shortened(value) : value);

/** The results of a compact file, as a list; null where its columns are not as long as each other. */
function rowsOf(columns: object): readonly object[] | null {
  const lists = new Map<string, readonly unknown[]>();
  for (const [name, list] of Object.entries(columns as Readonly<Record<string, unknown>>)) {
    if (!isList(list)) return null;
    lists.set(name, list);
  }
  const lengths = new Set([...lists.values()].map(({ length }) => length));
  if (lengths.size > 1) return null;
  const [length = 0] = lengths;
  return Array.from({ length }, (_, i) => {
    const row: Record<string, unknown> = {};
    for (const [name, list] of lists) if (list[i] !== null) row[name] = list[i];
    return row;
  });
}

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

export type ParsedResults<Result> =
  | { readonly ok: true; readonly file: ResultsFile<Result> }
  | { readonly ok: false; readonly fault: string };

/** Never throws; a fault is one sentence that names the field and what would be right. */
export function parseResults<Job extends object, Result extends Job>(
  { kind, title, seeded, checks, revive = (result) => result }: ResultsKind<Job, Result>,
  text: string,
): ParsedResults<Result> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return failed('The file is not JSON.');
  }
  const file = value as Partial<ResultsFile<Result>> | null;
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return failed('The file does not hold a JSON object.');
  }
  if (file.app !== 'noisy-argmax' || file.kind !== kind) {
    return failed(`The file is not ${title} of Noisy Argmax.`);
  }
  if (seeded && !isWhole(file.seed)) return failed('"seed" of the file must be a whole number.');
  const { columns } = file as { readonly columns?: unknown };
  const isCompact = typeof columns === 'object' && columns !== null;
  const results: unknown = isCompact ? rowsOf(columns) : file.results;
  if (isCompact && !results) return failed('"columns" of the file must be lists of one length.');
  if (!Array.isArray(results)) return failed('"results" of the file must be a list.');
  for (const [i, result] of results.entries()) {
    const fault = faultOf(result, checks);
    if (fault) return failed(`Result ${i + 1} of the file: ${fault}`);
  }
  const { version, made, ...rest } = file;
  return {
    ok: true,
    file: {
      ...(rest as ResultsFile<Result>),
      ...{ version: textOf(version), made: textOf(made) },
      results: (results as Result[]).map(revive),
    },
  };
}

const failed = (fault: string) => ({ ok: false, fault }) as const;

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** All results once; of several of one job the one that is preferred, else the first. */
export function distinct<Job extends object, Result extends Job>(
  { nameOf, prefers }: Pick<ResultsKind<Job, Result>, 'nameOf' | 'prefers'>,
  results: readonly Result[],
): readonly Result[] {
  const found = new Map<string, Result>();
  for (const result of results) {
    const name = nameOf(result);
    const other = found.get(name);
    if (!other || prefers?.(result, other)) found.set(name, result);
  }
  return [...found.values()];
}

/** Of the first result that differs where it must not from a known one of its job: which, and how. Else null. */
export function differenceOf<Job extends object, Result extends Job>(
  { nameOf, conflict }: Pick<ResultsKind<Job, Result>, 'nameOf' | 'conflict'>,
  known: readonly Result[],
  results: readonly Result[],
): string | null {
  if (!conflict) return null;
  const byName = new Map(known.map((result) => [nameOf(result), result]));
  for (const result of results) {
    const other = byName.get(nameOf(result));
    const difference = other && conflict(other, result);
    if (difference) return `Two results of ${nameOf(result)} differ: ${difference}.`;
  }
  return null;
}

/**
 * The results of several files, each once.
 * @throws Error naming a job whose results differ where they must not
 */
export function mergeResults<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  lists: readonly (readonly Result[])[],
): readonly Result[] {
  const merged = distinct(kind, lists.flat());
  const difference = differenceOf(kind, merged, lists.flat());
  if (difference) throw new Error(difference);
  return merged;
}

/** A row of a table, and whether it came with the site. */
export type Shown<Row> = Row & { readonly recorded: boolean };

/** The rows of what was made here, and those of what came with the site: no cell holds both. */
export function withRecorded<Result, Row>(
  own: readonly Result[],
  recorded: readonly Result[],
  cellOf: (result: Result) => string,
  rowsOf: (results: readonly Result[]) => readonly Row[],
): Shown<Row>[] {
  const cells = new Set(own.map(cellOf));
  const others = recorded.filter((result) => !cells.has(cellOf(result)));
  return [
    ...rowsOf(own).map((row) => ({ ...row, recorded: false })),
    ...rowsOf(others).map((row) => ({ ...row, recorded: true })),
  ];
}

/** The jobs that have no result yet. */
export function missingJobs<Job extends object, Result extends Job>(
  { nameOf }: Pick<ResultsKind<Job, Result>, 'nameOf'>,
  jobs: readonly Job[],
  results: readonly Result[],
): readonly Job[] {
  const known = new Set(results.map(nameOf));
  return jobs.filter((job) => !known.has(nameOf(job)));
}

/** Part `index` of `count`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Every count-th job, beginning with the index-th; all without a shard. */
export const inShard = <Job>(jobs: readonly Job[], shard?: Shard): readonly Job[] =>
  shard ? jobs.filter((_, i) => i % shard.count === shard.index - 1) : jobs;
