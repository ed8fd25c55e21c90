import { plainSigns } from '../../core/plain-signs';
import { DataError } from '../images';
import { readCells, type Row } from './cells';
import { columnsOf, type Column, type PlaceColumn } from './columns';

/** Examples of label ranking: features, and an order of all labels. */
export interface LabelRankings {
  readonly rows: number;
  /** Names of the features. */
  readonly features: readonly string[];
  /** Names of the labels, sorted. */
  readonly labels: readonly string[];
  /** [rows, features] */
  readonly x: Float64Array;
  /** [rows, labels]: permutations of 0 .. labels - 1, the best label with the largest. */
  readonly ranks: Float64Array;
}

const MAX_LABELS = 100;
const DECIMAL_COMMA = /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i;
/** One group of three digits behind a mark: 1,000 or 1.000. */
const ONE_GROUP = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;
/** Groups of three digits that nothing but marks of thousands can make, and decimals behind the last of them. */
const THOUSANDS = [
  /^[-+]?\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/,
  /^[-+]?\d{1,3}(?:,\d{3})+\.\d+$/,
  /^[-+]?\d{1,3}(?:\.\d{3})+,\d+$/,
  /^[-+]?\d{1,3}(?:,\d{3}){2,}$/,
  /^[-+]?\d{1,3}(?:\.\d{3}){2,}$/,
];
/** What people write between labels that are level. */
const TIE = /[=~]/;
/** What people, papers and web pages write between a label and the next best. */
const BETTER = /[>≻＞]|&gt;/;
const WORSE = /[<≺＜]|&lt;/;
const NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/** A place in the file, as errors name it. */
interface Where {
  readonly file: string;
  readonly row: Row;
  readonly column: Column;
}

/**
 * Reads a table with features and rankings, as orders ("b>a>c", the best first) or as places (from 0 or 1,
 * the best first; see `columnsOf`), or both, which must agree.
 * @throws DataError naming the file, the row, the column and what is wrong there
 */
export function parseRankings(file: string, bytes: Uint8Array): LabelRankings {
  const { header, rows, separator } = readCells(file, bytes);
  const { features, ranking, places } = columnsOf(file, header);
  if (separator === ';') checkPoints(file, rows, features);
  const commas = separator !== ',' && haveDecimalCommas(rows, features);
  const labels = labelsOf(file, rows[0], ranking, places);
  const n = labels.length;
  const x = new Float64Array(rows.length * features.length);
  const ranks = new Float64Array(rows.length * n);
  const known = new Map(labels.map((label, i) => [label, i]));
  // places begin at 0 or at 1, in all rows alike: the first one tells
  const first = places.some(({ at }) => Number(rows[0].cells[at]) === 0) ? 0 : 1;
  for (const [r, row] of rows.entries()) {
    features.forEach((column, i) => {
      x[r * features.length + i] = numberIn({ file, row, column }, commas);
    });
    const out = ranks.subarray(r * n, (r + 1) * n);
    if (ranking) readOrder({ file, row, column: ranking }, known, out);
    if (places.length > 0) readPlaces(file, row, places, known, first, out, ranking !== null);
  }
  return { rows: rows.length, features: features.map(({ name }) => name), labels, x, ranks };
}

/** Those of the first row, which every row must rank. */
function labelsOf(
  file: string,
  row: Row,
  ranking: Column | null,
  places: readonly PlaceColumn[],
): string[] {
  const named = places.map(({ label }) => label).sort();
  if (!ranking) return checkCount(file, named);
  const where = { file, row, column: ranking };
  const labels = checkCount(file, [...new Set(orderIn(where))].sort());
  const strange = named.find((name) => !labels.includes(name));
  if (strange !== undefined) {
    fail(where, `"${strange}", which has a column of places, is not ranked.`);
  }
  const missing = labels.find((label) => !named.includes(label));
  if (named.length > 0 && missing !== undefined) {
    fail(where, `"${missing}" has no column of places, as the others have.`);
  }
  return labels;
}

function checkCount(file: string, labels: string[]): string[] {
  if (labels.length < 2) throw new DataError(`${file} ranks a single label; there must be two.`);
  if (labels.length <= MAX_LABELS) return labels;
  throw new DataError(
    `${file} ranks ${labels.length} labels; at most ${MAX_LABELS} can be ranked.`,
  );
}

const textIn = ({ row, column }: Where) => row.cells[column.at];

function orderIn(where: Where): string[] {
  const text = textIn(where);
  if (WORSE.test(text) && !BETTER.test(text)) {
    fail(where, `"${text}" begins with the worst label; write the best one first, with ">".`);
  }
  const order = text.split(BETTER).map((label) => label.trim());
  const tie = order.find((label) => TIE.test(label));
  if (tie !== undefined) fail(where, `"${tie}" is a tie; every label needs a place of its own.`);
  return order;
}

/** @param commas whether a comma is that of a decimal in this table */
function numberIn(where: Where, commas: boolean): number {
  const written = plainSigns(textIn(where)).trim();
  const text = commas && DECIMAL_COMMA.test(written) ? written.replace(',', '.') : written;
  const value = Number(text);
  if (text === '') fail(where, 'the cell is empty; every feature must be known.');
  const form = THOUSANDS.findIndex((marked) => marked.test(text));
  if (form >= 0) {
    // of two marks the last one is before the decimals
    const decimals = form < 3 ? /[.,](?=\d+$)/ : /$^/;
    const plain = text
      .replace(decimals, 'd')
      .replace(/[ '’\u00a0\u202f.,]/g, '')
      .replace('d', '.');
    fail(where, `"${text}" has marks of thousands; write it without them, ${plain}.`);
  }
  if (ONE_GROUP.test(text) && text.includes(',')) fail(where, twofold(text));
  if (DECIMAL_COMMA.test(text)) {
    fail(where, `"${text}" has a decimal comma; write it with a point, ${text.replace(',', '.')}.`);
  }
  if (!NUMBER.test(text) || !Number.isFinite(value))
    fail(where, `"${text}" is not a finite number.`);
  return value;
}

/** Whether a comma in some cell can be nothing else: 0,5 or 1,25, but not 1,000. */
const haveDecimalCommas = (rows: readonly Row[], features: readonly Column[]) =>
  rows.some(({ cells }) =>
    features.some(({ at }) => DECIMAL_COMMA.test(cells[at]) && !ONE_GROUP.test(cells[at])),
  );

/**
 * In a table with semicolons, as of countries with a decimal comma, a point may mark thousands.
 * @throws DataError where every point in it may
 */
function checkPoints(file: string, rows: readonly Row[], features: readonly Column[]): void {
  const pointed = rows.flatMap((row) =>
    features
      .map((column) => ({ file, row, column }))
      .filter((where) => textIn(where).includes('.')),
  );
  if (pointed.length === 0 || !pointed.every((where) => ONE_GROUP.test(textIn(where)))) return;
  fail(pointed[0], twofold(textIn(pointed[0])));
}

function twofold(text: string): string {
  const plain = Number(text.replace(',', '.'));
  return `"${text}" may be ${text.replace(/[.,]/, '')} or ${plain}; write it in full, without a mark of thousands.`;
}

/** Writes the ranks of an order. */
function readOrder(where: Where, known: ReadonlyMap<string, number>, out: Float64Array): void {
  const order = orderIn(where);
  const n = out.length;
  out.fill(-1);
  for (const [place, label] of order.entries()) {
    const i = known.get(label);
    if (label === '') fail(where, `a label is empty in "${textIn(where)}".`);
    if (i === undefined) fail(where, `the label "${label}" is not one of the first row.`);
    if (out[i] >= 0) fail(where, `the label "${label}" stands there twice.`);
    out[i] = n - 1 - place;
  }
  const missing = [...known].find(([, i]) => out[i] < 0);
  if (missing) fail(where, `the label "${missing[0]}" is missing.`);
}

/** Writes the ranks of places, or holds them against those of the order. */
function readPlaces(
  file: string,
  row: Row,
  places: readonly PlaceColumn[],
  known: ReadonlyMap<string, number>,
  first: number,
  out: Float64Array,
  checks: boolean,
): void {
  const n = places.length;
  const taken = new Set<number>();
  for (const column of places) {
    const where = { file, row, column };
    const text = textIn(where);
    const place = Number(text) - first;
    if (text === '') fail(where, 'the cell is empty; every label needs a place.');
    if (!Number.isInteger(place) || place < 0 || place >= n) {
      fail(where, `"${text}" is not a place from ${first} to ${first + n - 1}.`);
    }
    if (taken.has(place)) fail(where, `place ${text} is taken twice; ties can't be ranked.`);
    taken.add(place);
    const i = known.get(column.label)!;
    const rank = n - 1 - place;
    if (checks && out[i] !== rank)
      fail(where, `place ${text} is not that of the column "ranking".`);
    out[i] = rank;
  }
}

function fail({ file, row, column }: Where, what: string): never {
  throw new DataError(`${file}, row ${row.number}, column "${column.name}": ${what}`);
}
