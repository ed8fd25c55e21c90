import { mergeResults, missingJobs, type ResultsKind } from '../../src/core/training/results';
import { UsageError } from './arguments';
import { earlierResults, readResults, writeResults, writeTables, type Tables } from './file';
import { workOff, type Work } from './interruptible';

/** A table of a paper that can be run again. */
export interface PaperTable<Job extends object, Result extends Job> {
  readonly kind: ResultsKind<Job, Result>;
  /** The program that works off jobs, and what these are called. */
  readonly worker: string;
  readonly jobsName: string;
  tables(results: readonly Result[]): Tables;
}

/** What is to be done of it, and how. */
export interface TableCommand<Job, Result, Task> extends Pick<
  Work<Task, Result>,
  'processes' | 'nice' | 'minutes' | 'ahead'
> {
  readonly out: string;
  readonly seed: number;
  readonly jobs: readonly Job[];
  /** A job as the worker is told it. */
  task(job: Job): Task;
}

type Log = (line: string) => void;

/** Works off the jobs that the file lacks, and writes the file and its tables. */
export async function reproduceTable<Job extends object, Result extends Job, Task extends object>(
  table: PaperTable<Job, Result>,
  { out, seed, jobs, task, ...how }: TableCommand<Job, Result, Task>,
  made: string,
  log: Log,
): Promise<void> {
  const { kind, worker, jobsName } = table;
  const results = [...earlierResults(kind, out, seed)];
  const left = await workOff<Task, Result>({
    ...how,
    worker,
    total: jobs.length,
    missing: missingJobs(kind, jobs, results).map(task),
    onResult: (result) => results.push(result),
    save: () => writeResults(kind, out, { made, seed }, results),
  });
  finish(table, out, made, results, log);
  if (left > 0) log(`${left} ${jobsName} are left; the same command goes on.`);
}

/** Joins files of one table, and of one seed where it has one. */
export function mergeTables<Job extends object, Result extends Job>(
  table: PaperTable<Job, Result>,
  { files, out }: { readonly files: readonly string[]; readonly out: string },
  made: string,
  log: Log,
): void {
  const { kind } = table;
  const read = files.map((file) => readResults(kind, file));
  const [{ seed }] = read;
  const other = kind.seeded ? read.findIndex((file) => file.seed !== seed) : -1;
  if (other >= 0) {
    throw new UsageError(
      `${files[other]} is of seed ${read[other].seed}, ${files[0]} of seed ${seed}; only tables of one seed are joined.`,
    );
  }
  const results = mergeResults(
    kind,
    read.map((file) => file.results),
  );
  writeResults(kind, out, { made, seed }, results);
  finish(table, out, made, results, log);
}

function finish<Job extends object, Result extends Job>(
  { tables }: PaperTable<Job, Result>,
  out: string,
  made: string,
  results: readonly Result[],
  log: Log,
): void {
  const written = tables(results);
  writeTables(out, made, written);
  log(`\n${written.terminal}\n`);
}
