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
  file.cases.forEach(checkCase);
  return file as unknown as Fixture;
}

function checkCase(value: unknown, index: number): void {
  if (!isRecord(value)) throw new Error(`case ${index} is not an object`);
  if (typeof value.id !== 'string') throw new Error(`case ${index} has no id`);
  for (const part of ['input', 'expected', 'tolerance']) {
    if (!isRecord(value[part])) throw new Error(`case ${value.id} has no ${part}`);
  }
  const { atol, rtol } = value.tolerance as Record<string, unknown>;
  if (typeof atol !== 'number' || typeof rtol !== 'number') {
    throw new Error(`case ${value.id} needs the numbers tolerance.atol and tolerance.rtol`);
  }
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
