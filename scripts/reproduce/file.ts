import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  parseResults,
  resultsFile,
  type ResultsFile,
  type ResultsKind,
} from '../../src/core/training/results';
import pkg from '../../package.json' with { type: 'json' };
import { UsageError } from './arguments';

/** What kind of table a file says it holds; '' where it says nothing. */
export function kindOf(path: string): string {
  try {
    const { kind } = JSON.parse(readFileSync(path, 'utf8')) as { kind?: unknown };
    return typeof kind === 'string' ? kind : '';
  } catch {
    return '';
  }
}

/** @throws UsageError naming the file and what is wrong with it */
export function readResults<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  path: string,
): ResultsFile<Result> {
  const parsed = parseResults(kind, readText(path));
  if (!parsed.ok) throw new UsageError(`${path}: ${parsed.fault}`);
  return parsed.file;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} can't be read.`);
  }
}

/**
 * What an earlier start left in the file; none if there is no file.
 * @param seed of all results, for a table that has one
 */
export function earlierResults<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  path: string,
  seed: number | undefined,
): readonly Result[] {
  if (!existsSync(path)) return [];
  const file = readResults(kind, path);
  if (kind.seeded && file.seed !== seed) {
    throw new UsageError(`${path} holds results of seed ${file.seed}, not of seed ${seed}.`);
  }
  return file.results;
}

export function writeResults<Job extends object, Result extends Job>(
  kind: ResultsKind<Job, Result>,
  path: string,
  head: Pick<ResultsFile<Result>, 'made' | 'seed'>,
  results: readonly Result[],
): void {
  writeWhole(path, resultsFile(kind, { ...head, version: pkg.version, results }));
}

/** A table as text: for a document, a spreadsheet and a terminal. */
export interface Tables {
  readonly markdown: string;
  readonly csv: string;
  readonly terminal: string;
}

/** The table beside the results: FILE.md and FILE.csv. */
export function writeTables(path: string, made: string, { markdown, csv }: Tables): void {
  const base = path.replace(/\.json$/, '');
  writeWhole(`${base}.md`, `${markdown}\nMade by \`${made}\`, version ${pkg.version}.\n`);
  writeWhole(`${base}.csv`, csv);
}

/** Writes a file whole or not at all: a kill in between leaves the file of before. */
export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
