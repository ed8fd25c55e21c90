import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { RepetitionResult } from '../../src/labs/matching/experiment/repetition';
import {
  parseResults,
  tableRows,
  type ResultsFile,
} from '../../src/labs/matching/experiment/table';
import pkg from '../../package.json' with { type: 'json' };
import { UsageError } from './arguments';
import { csvTable, markdownTable } from './matching-report';

/** What kind of table a file says it holds; '' where it says nothing. */
export function kindOf(path: string): string {
  try {
    const { kind } = JSON.parse(readFileSync(path, 'utf8')) as { kind?: unknown };
    return typeof kind === 'string' ? kind : '';
  } catch {
    return '';
  }
}

/** @throws UsageError naming the file */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new UsageError(`${path} can't be read.`);
  }
}

/** @throws UsageError naming the file and what is wrong with it */
export function readResults(path: string): ResultsFile {
  const parsed = parseResults(readText(path));
  if (!parsed.ok) throw new UsageError(`${path}: ${parsed.fault}`);
  return parsed.file;
}

/** What an earlier start left in the file; none if there is no file. */
export function earlierResults(path: string, seed: number): readonly RepetitionResult[] {
  if (!existsSync(path)) return [];
  const file = readResults(path);
  if (file.seed !== seed) {
    throw new UsageError(`${path} holds results of seed ${file.seed}, not of seed ${seed}.`);
  }
  return file.results;
}

/** Writes the results whole or not at all: a kill in between leaves the file of before. */
export function writeResults(
  path: string,
  made: string,
  seed: number,
  results: readonly RepetitionResult[],
): void {
  const file: ResultsFile = {
    app: 'noisy-argmax',
    kind: 'matching-table',
    version: pkg.version,
    made,
    seed,
    results,
  };
  writeWhole(path, `${JSON.stringify(file)}\n`);
}

/** The table beside the results: FILE.md and FILE.csv. */
export function writeTables(
  path: string,
  made: string,
  results: readonly RepetitionResult[],
): void {
  const rows = tableRows(results);
  const base = path.replace(/\.json$/, '');
  writeWhole(
    `${base}.md`,
    `${markdownTable(rows)}\nMade by \`${made}\`, version ${pkg.version}.\n`,
  );
  writeWhole(`${base}.csv`, csvTable(rows));
}

export function writeWhole(path: string, text: string): void {
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
