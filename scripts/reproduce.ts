/**
 * The tables of the papers, run again on all cores with the code of the page:
 * `npm run reproduce -- matching ... --out FILE.json`, see `--help`.
 */
import process from 'node:process';
import type { RepetitionResult } from '../src/core/experiments/matching/repetition';
import {
  jobName,
  mergeResults,
  tableJobs,
  tableRows,
} from '../src/core/experiments/matching/table';
import {
  readArguments,
  usage,
  UsageError,
  type MatchingCommand,
  type MergeCommand,
} from './reproduce/arguments';
import { earlierResults, readResults, writeResults, writeTables } from './reproduce/file';
import { runJobs } from './reproduce/pool';
import { textTable } from './reproduce/report';

const made = `npm run reproduce -- ${process.argv.slice(2).join(' ')}`;
/** Time between two writes of the results. */
const WRITE_MS = 5000;
/** Signals that follow each other faster than this come from one key. */
const SAME_KEY_MS = 1000;

async function matching({ request, out, processes, nice, minutes }: MatchingCommand) {
  const results: RepetitionResult[] = [...earlierResults(out, request.seed)];
  const known = new Set(results.map(jobName));
  const jobs = tableJobs(request);
  const missing = jobs.filter((job) => !known.has(jobName(job)));
  const start = performance.now();
  const save = () => writeResults(out, made, request.seed, results);
  let written = start;
  let stopped = 0;
  process.on('SIGINT', () => {
    // a terminal and the programs in between may each pass on the one key that was pressed
    if (stopped > 0 && performance.now() - stopped > SAME_KEY_MS) process.exit(130);
    if (stopped > 0) return;
    stopped = performance.now();
    save();
    process.stderr.write('\nFinishing what runs; Ctrl-C again to leave at once.\n');
  });
  let done = 0;
  await runJobs(missing, {
    processes,
    nice,
    ended: () => stopped > 0 || performance.now() - start > minutes * 60_000,
    onResult(result) {
      results.push(result);
      done++;
      showProgress(
        jobs.length - missing.length + done,
        jobs.length,
        done,
        performance.now() - start,
      );
      if (performance.now() - written < WRITE_MS) return;
      written = performance.now();
      save();
    },
  });
  save();
  finish(out, results);
  const left = missing.length - done;
  if (left > 0) process.stdout.write(`${left} repetitions are left; the same command goes on.\n`);
}

function merge({ files, out }: MergeCommand) {
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

/** A bar on a terminal; elsewhere a line for every twentieth part. */
function showProgress(done: number, total: number, fresh: number, elapsed: number): void {
  const left = ((elapsed / fresh) * (total - done)) / 60_000;
  const text = `${done} of ${total}, about ${left < 1 ? '1 min' : `${Math.ceil(left)} min`} left`;
  if (process.stderr.isTTY) {
    const filled = Math.round((30 * done) / total);
    process.stderr.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${text}   `);
  } else if (Math.floor((20 * done) / total) > Math.floor((20 * (done - 1)) / total)) {
    process.stderr.write(`${text}\n`);
  }
}

try {
  const command = readArguments(process.argv.slice(2));
  if (command === 'help') process.stdout.write(`${usage}\n`);
  else if (command.kind === 'merge') merge(command);
  else await matching(command);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n\n${usage}\n`);
  process.exitCode = 2;
}
