import type {
  RepetitionJob,
  RepetitionResult,
} from '../../src/labs/matching/experiment/repetition';
import {
  jobName,
  mergeResults,
  tableJobs,
  tableRows,
} from '../../src/labs/matching/experiment/table';
import {
  readArguments,
  usage,
  UsageError,
  type MatchingCommand,
  type MergeCommand,
} from './arguments';
import { earlierResults, kindOf, readResults, writeResults, writeTables } from './file';
import { workOff } from './interruptible';
import { mergeKnn, reproduceKnn } from './knn';
import { textTable } from './matching-report';

/** Where the lines go: the console, or a test. */
export interface Lines {
  log(line: string): void;
  error(line: string): void;
}

/** `npm run reproduce` with these arguments. @returns the exit code: 2 where they can't be used */
export async function reproduce(args: readonly string[], { log, error }: Lines): Promise<number> {
  const made = `npm run reproduce -- ${args.join(' ')}`;
  try {
    const command = readArguments(args);
    if (command === 'help') log(usage);
    else if (command.kind === 'merge') merge(command, made, log);
    else if (command.kind === 'knn') await reproduceKnn(command, made, log);
    else await matching(command, made, log);
    return 0;
  } catch (problem) {
    if (!(problem instanceof UsageError)) throw problem;
    error(`${problem.message}\n\n${usage}`);
    return 2;
  }
}

async function matching(command: MatchingCommand, made: string, log: Lines['log']) {
  const { request, out } = command;
  const results: RepetitionResult[] = [...earlierResults(out, request.seed)];
  const known = new Set(results.map(jobName));
  const jobs = tableJobs(request);
  const left = await workOff<RepetitionJob, RepetitionResult>({
    ...command,
    worker: 'matching.worker.ts',
    total: jobs.length,
    missing: jobs.filter((job) => !known.has(jobName(job))),
    onResult: (result) => results.push(result),
    save: () => writeResults(out, made, request.seed, results),
  });
  finish(out, made, results, log);
  if (left > 0) log(`${left} repetitions are left; the same command goes on.`);
}

function merge({ files, out }: MergeCommand, made: string, log: Lines['log']) {
  if (files.some((file) => kindOf(file) === 'knn-table')) return mergeKnn(files, out, made, log);
  const read = files.map(readResults);
  const [{ seed }] = read;
  const other = read.findIndex((file) => file.seed !== seed);
  if (other >= 0) {
    throw new UsageError(
      `${files[other]} is of seed ${read[other].seed}, ${files[0]} of seed ${seed}; only tables of one seed are joined.`,
    );
  }
  const results = mergeResults(read.map((file) => file.results));
  writeResults(out, made, seed, results);
  finish(out, made, results, log);
}

function finish(
  out: string,
  made: string,
  results: readonly RepetitionResult[],
  log: Lines['log'],
): void {
  writeTables(out, made, results);
  log(`\n${textTable(tableRows(results))}\n`);
}
