import { messageOf } from '../../src/core/message-of';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { firstDifference } from './compare';
import { readFixture, type Case } from './fixture';
import { findOperator, type Operator } from './operators';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Counts of cases, and what lies behind those that were skipped. */
export interface Report extends Counts {
  /** Files of operators that are not written yet, without .json. */
  readonly unwritten: string[];
  /** Cases of other files that need something not written yet. */
  readonly left: string[];
}

/**
 * Runs every *.json of a directory in alphabetic order and hands the lines of the report to `print`.
 * Counts cases; a file that cannot be read counts as one failure.
 * @throws Error if the directory cannot be read or holds no *.json file
 */
export function runDirectory(directory: string, print: (line: string) => void): Report {
  const files = listFixtures(directory);
  const report: Report = { passed: 0, failed: 0, skipped: 0, unwritten: [], left: [] };
  for (const file of files) {
    runFile(directory, file, Math.max(...files.map((name) => name.length)), report, print);
  }
  return report;
}

/** What was skipped, by name; nothing where nothing was. */
export function skippedLines({ unwritten, left }: Report): string[] {
  return [
    ...(left.length > 0 ? [`cases left out: ${left.join(', ')}`] : []),
    ...(unwritten.length > 0 ? [`not implemented yet: ${unwritten.join(', ')}`] : []),
  ];
}

function listFixtures(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    throw new Error(`cannot read the directory ${directory}: ${messageOf(error)}`);
  }
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new Error(`no *.json file in ${directory}`);
  return files;
}

function runFile(
  directory: string,
  file: string,
  width: number,
  report: Report,
  print: (line: string) => void,
): void {
  const name = file.padEnd(width);
  try {
    const { operator: title, cases } = readFixture(join(directory, file));
    const operator = findOperator(title, file);
    if (operator) return runCases(operator, cases, name, report, print);
    print(`skip  ${name}  (operator "${title}" not written yet)`);
    report.skipped += cases.length;
    report.unwritten.push(file.replace(/\.json$/, ''));
  } catch (error) {
    print(`FAIL  ${name}  damaged file: ${messageOf(error)}`);
    report.failed++;
  }
}

function runCases(
  operator: Operator,
  cases: readonly Case[],
  name: string,
  report: Report,
  print: (line: string) => void,
): void {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const details: string[] = [];
  for (const fixture of cases) {
    const { outcome, difference } = runCase(operator, fixture);
    counts[outcome]++;
    report[outcome]++;
    if (outcome === 'skipped') report.left.push(fixture.id);
    if (difference !== null) details.push(`      ${fixture.id}  ${difference}`);
  }
  const word = counts.failed ? 'FAIL' : counts.passed ? 'pass' : 'skip';
  print(`${word}  ${name}  ${summary(counts)}`);
  for (const line of details) print(line);
}

function summary({ passed, failed, skipped }: Counts): string {
  const parts = [`${passed + failed} cases`];
  if (failed) parts.push(`${failed} failed`);
  if (skipped) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}

interface Result {
  readonly outcome: keyof Counts;
  /** What differs, where the case failed. */
  readonly difference: string | null;
}

function runCase({ run, anyOf }: Operator, fixture: Case): Result {
  try {
    const computed = run(fixture);
    if (!computed) return { outcome: 'skipped', difference: null };
    const difference = firstDifference(fixture, computed, anyOf);
    return { outcome: difference === null ? 'passed' : 'failed', difference };
  } catch (error) {
    return { outcome: 'failed', difference: `threw: ${messageOf(error)}` };
  }
}
