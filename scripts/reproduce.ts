/**
 * The tables of the papers, run again on all cores with the code of the page:
 * `npm run reproduce -- matching ...` or `-- knn ...`, see `--help`.
 */
import process from 'node:process';
import type { RepetitionJob, RepetitionResult } from '../src/labs/matching/experiment/repetition';
import { jobName, mergeResults, tableJobs, tableRows } from '../src/labs/matching/experiment/table';
import {
  readArguments,
  usage,
  UsageError,
  type MatchingCommand,
  type MergeCommand,
} from './reproduce/arguments';
import { earlierResults, kindOf, readResults, writeResults, writeTables } from './reproduce/file';
import { workOff } from './reproduce/interruptible';
import { mergeKnn, reproduceKnn } from './reproduce/knn';
import { textTable } from './reproduce/matching-report';

const made = `npm run reproduce -- ${process.argv.slice(2).join(' ')}`;

async function matching(command: MatchingCommand) {
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
  finish(out, results);
  if (left > 0) process.stdout.write(`${left} repetitions are left; the same command goes on.\n`);
}

function merge({ files, out }: MergeCommand) {
  if (files.some((file) => kindOf(file) === 'knn-table')) return mergeKnn(files, out, made);
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
  finish(out, results);
}

function finish(out: string, results: readonly RepetitionResult[]): void {
  writeTables(out, made, results);
  process.stdout.write(`\n${textTable(tableRows(results))}\n\n`);
}

try {
  const command = readArguments(process.argv.slice(2));
  if (command === 'help') process.stdout.write(`${usage}\n`);
  else if (command.kind === 'merge') merge(command);
  else if (command.kind === 'knn') await reproduceKnn(command, made);
  else await matching(command);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
