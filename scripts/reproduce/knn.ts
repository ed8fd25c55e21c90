import { existsSync } from 'node:fs';
import type { KnnJob, KnnResult } from '../../src/labs/knn/experiment/repetition';
import {
  knnFile,
  knnJobName,
  knnJobs,
  knnRows,
  mergeKnnResults,
  parseKnnResults,
  type KnnResultsFile,
} from '../../src/labs/knn/experiment/table';
import pkg from '../../package.json' with { type: 'json' };
import { UsageError, type KnnCommand } from './arguments';
import { readText, writeWhole } from './file';
import { workOff } from './interruptible';
import { knnCsv, knnMarkdown, knnText } from './knn-report';
import type { KnnTask } from './knn.worker';
import { checkSet } from './sets';

type Log = (line: string) => void;

export async function reproduceKnn(command: KnnCommand, made: string, log: Log): Promise<void> {
  const { request, from, out } = command;
  // a folder that can't be used is told before anything is trained
  await checkSet(from, request.dataset);
  const results: KnnResult[] = existsSync(out) ? [...readKnnFile(out).results] : [];
  const known = new Set(results.map(knnJobName));
  const jobs = knnJobs(request);
  const missing = jobs.filter((job) => !known.has(knnJobName(job)));
  const left = await workOff<KnnTask, KnnResult>({
    ...command,
    worker: 'knn.worker.ts',
    total: jobs.length,
    missing: missing.map((job: KnnJob) => ({ job, from })),
    minutes: Infinity,
    onResult: (result) => results.push(result),
    save: () => writeKnnFile(out, made, results),
  });
  finish(out, made, results, log);
  if (left > 0) log(`${left} runs are left; the same command goes on.`);
}

export function mergeKnn(files: readonly string[], out: string, made: string, log: Log): void {
  const results = mergeKnnResults(files.map((file) => readKnnFile(file).results));
  writeKnnFile(out, made, results);
  finish(out, made, results, log);
}

/** @throws UsageError naming the file and what is wrong with it */
export function readKnnFile(path: string): KnnResultsFile {
  const parsed = parseKnnResults(readText(path));
  if (!parsed.ok) throw new UsageError(`${path}: ${parsed.fault}`);
  return parsed.file;
}

function writeKnnFile(path: string, made: string, results: readonly KnnResult[]): void {
  writeWhole(path, knnFile(results, pkg.version, made));
}

function finish(out: string, made: string, results: readonly KnnResult[], log: Log): void {
  const rows = knnRows(results);
  const base = out.replace(/\.json$/, '');
  writeWhole(`${base}.md`, `${knnMarkdown(rows)}\nMade by \`${made}\`, version ${pkg.version}.\n`);
  writeWhole(`${base}.csv`, knnCsv(rows));
  log(`\n${knnText(rows)}\n`);
}
