import { readFileSync } from 'node:fs';

/** One case of a golden file; see the README of the reference values for the format. */
export interface Case {
  readonly id: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly atol: number; readonly rtol: number };
}

export interface Fixture {
  readonly operator: string;
  readonly cases: readonly Case[];
}

/** @throws Error that says what is wrong with the file */
export function readFixture(path: string): Fixture {
  const file: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isRecord(file) || typeof file.operator !== 'string' || !Array.isArray(file.cases)) {
    throw new Error('not a golden file: it needs "operator" (text) and "cases" (list)');
  }
  return { operator: file.operator, cases: file.cases.map(caseOf) };
}

function caseOf(value: unknown, index: number): Case {
  if (!isRecord(value)) throw new Error(`case ${index} is not an object`);
  const { id } = value;
  if (typeof id !== 'string') throw new Error(`case ${index} has no id`);
  const part = (name: 'input' | 'expected' | 'tolerance') => {
    const found = value[name];
    if (!isRecord(found)) throw new Error(`case ${id} has no ${name}`);
    return found;
  };
  const [input, expected, tolerance] = [part('input'), part('expected'), part('tolerance')];
  const { atol, rtol } = tolerance;
  if (typeof atol !== 'number' || typeof rtol !== 'number') {
    throw new Error(`case ${id} needs the numbers tolerance.atol and tolerance.rtol`);
  }
  return { id, input, expected, tolerance: { atol, rtol } };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Typed access to an input field. @throws Error naming the field that is missing or of another type */
export function number(input: Case['input'], name: string): number {
  const value = input[name];
  if (typeof value !== 'number') throw new Error(`input.${name} must be a number`);
  return value;
}

export function vector(input: Case['input'], name: string): number[] {
  const value = input[name];
  if (!isVector(value)) throw new Error(`input.${name} must be a list of numbers`);
  return value;
}

export function matrix(input: Case['input'], name: string): number[][] {
  const value = input[name];
  if (!Array.isArray(value) || !value.every(isVector)) {
    throw new Error(`input.${name} must be a list of lists of numbers`);
  }
  return value;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'number');
}
