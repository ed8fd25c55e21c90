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

/**
 * Runs every *.json of a directory in alphabetic order and hands the lines of the report to `print`.
 * Counts cases; a file that cannot be read counts as one failure.
 * @throws Error if the directory cannot be read or holds no *.json file
 */
export function runDirectory(directory: string, print: (line: string) => void): Counts {
  const files = listFixtures(directory);
  const total: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of files) {
    const counts = runFile(directory, file, Math.max(...files.map((name) => name.length)), print);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}

function listFixtures(directory: string): string[] {
  let names: string[];
  try {
    names = readdirSync(directory);
  } catch (error) {
    throw new Error(`cannot read the directory ${directory}: ${message(error)}`);
  }
  const files = names.filter((name) => name.endsWith('.json')).sort();
  if (files.length === 0) throw new Error(`no *.json file in ${directory}`);
  return files;
}

function runFile(
  directory: string,
  file: string,
  width: number,
  print: (line: string) => void,
): Counts {
  const name = file.padEnd(width);
  try {
    const { operator: title, cases } = readFixture(join(directory, file));
    const operator = findOperator(title, file);
    if (!operator) {
      print(`skip  ${name}  (operator "${title}" not written yet)`);
      return { passed: 0, failed: 0, skipped: cases.length };
    }
    return runCases(operator, cases, name, print);
  } catch (error) {
    print(`FAIL  ${name}  damaged file: ${message(error)}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

function runCases(
  operator: Operator,
  cases: readonly Case[],
  name: string,
  print: (line: string) => void,
): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  const details: string[] = [];
  for (const fixture of cases) {
    const { outcome, difference } = runCase(operator, fixture);
    counts[outcome]++;
    if (difference !== null) details.push(`      ${fixture.id}  ${difference}`);
  }
  print(`${counts.failed ? 'FAIL' : 'pass'}  ${name}  ${summary(counts)}`);
  details.forEach(print);
  return counts;
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
    return { outcome: 'failed', difference: `threw: ${message(error)}` };
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
