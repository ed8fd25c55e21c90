/** Rows of large tables of numbers, read byte by byte: MNIST as a table has a hundred megabytes. */
import { isNote } from '../bytes';
import { DataError } from '../images';

/** What the first lines tell. */
export interface TableStart {
  readonly separator: string;
  /** The first line below comments, '' where there is none. */
  readonly first: string;
  /** Cells of a line. */
  readonly cells: number;
  /** Names of the columns; null where the first line holds numbers. */
  readonly header: readonly string[] | null;
  /** The first rows below the header, at most so many as are looked at. */
  readonly rows: readonly (readonly string[])[];
}

/** Rows from which columns are told apart, within so many bytes. */
const LOOKED_AT = 200;
const SEARCHED = 1 << 20;
/** Where a line has as many decimal commas as other marks, these are between its cells. */
const SEPARATORS = ['\t', ';', ',', '|', ' '];

const unquoted = (cell: string) => cell.trim().replace(/^"(.*)"$/, '$1');

export function startOf(bytes: Uint8Array): TableStart {
  const whole = bytes.length <= SEARCHED;
  const text = new TextDecoder().decode(bytes.subarray(0, SEARCHED));
  const lines = text.split(/\r?\n|\r/);
  // the last one may be cut
  const some = (whole ? lines : lines.slice(0, -1)).filter((line) => line.trim() !== '');
  const top = some.findIndex((line) => !isNote(line));
  const [first = '', ...others] = top < 0 ? [] : some.slice(top, top + LOOKED_AT + 1);
  const count = (separator: string) => first.trim().split(separator).length;
  const separator = SEPARATORS.reduce((best, other) => (count(other) > count(best) ? other : best));
  const cellsOf = (line: string) => split(line.trim(), separator).map(unquoted);
  const names = cellsOf(first);
  const numbers = names.filter((cell) => isNumber(cell, separator)).length;
  const header = numbers * 2 < names.length ? names : null;
  return {
    ...{ separator, first, header, cells: names.length },
    rows: (header ? others : [first, ...others].filter((line) => line !== '')).map(cellsOf),
  };
}

/** The cells of a line; a mark within quotes is none between cells. */
function split(line: string, separator: string): string[] {
  const cells: string[] = [];
  for (const part of line.split(separator)) {
    const open = cells.at(-1) ?? '';
    if (isOpen(open)) cells[cells.length - 1] = `${open}${separator}${part}`;
    else cells.push(part);
  }
  return cells;
}

const isOpen = (cell: string) => cell.includes('"') && cell.split('"').length % 2 === 0;

/** Where no comma sets cells apart it is that of a decimal. */
const isNumber = (cell: string, separator: string) =>
  cell !== '' && Number.isFinite(Number(separator === ',' ? cell : cell.replace(',', '.')));

/** Bytes by which a note above the table is known. */
const NOTED = 8;
const NEW_LINE = 10;
const RETURN = 13;
const QUOTE = 34;
const ZERO = 48;
const NINE = 57;
const BLANK = 32;

export interface Rows {
  /** As they are written. */
  readonly labels: readonly string[];
  /** [rows, cells - 1 - those left out] */
  readonly values: Uint8Array | Float32Array;
}

/**
 * Labels of one column, and the numbers of all others.
 * @param left columns that are left out
 * @throws DataError naming the file, the row and the column that is not as it must be
 */
export function readRows(
  name: string,
  bytes: Uint8Array,
  { separator, cells, header }: TableStart,
  labelAt: number,
  left: readonly number[] = [],
): Rows {
  const mark = separator.charCodeAt(0);
  const labels: string[] = [];
  let values: Uint8Array | Float32Array = new Uint8Array(linesIn(bytes) * (cells - 1));
  let filled = 0;
  let line = 0;
  const textOf = (from: number, to: number) =>
    unquoted(new TextDecoder().decode(bytes.subarray(from, to)));
  const where = (column: number) =>
    `${name}, row ${line}, column ${header ? `"${header[column]}"` : column + 1}`;

  function take(from: number, to: number, column: number): void {
    if (left.includes(column)) return;
    if (column === labelAt) {
      const label = textOf(from, to);
      if (label === '') throw new DataError(`${where(column)}: the label is missing.`);
      labels.push(label);
      return;
    }
    let value = smallNumber(bytes, from, to);
    if (value < 0) value = numberIn(textOf(from, to), () => where(column));
    if (values instanceof Uint8Array && !(value <= 255 && Number.isInteger(value) && value >= 0)) {
      values = Float32Array.from(values);
    }
    values[filled++] = value;
  }

  function readLine(from: number, to: number): void {
    let column = 0;
    let start = from;
    let quoted = false;
    for (let at = from; at <= to; at++) {
      if (bytes[at] === QUOTE) quoted = !quoted;
      if (at < to && (quoted || bytes[at] !== mark)) continue;
      if (column < cells) take(start, at, column);
      column++;
      start = at + 1;
    }
    if (column === cells) return;
    const hint = column > cells && mark === 44 ? '; a decimal comma makes two cells of one' : '';
    throw new DataError(
      `${name}, row ${line}: there are ${column} cells; the first row has ${cells}${hint}.`,
    );
  }

  let start = bytes[0] === 0xef && bytes[1] === 0xbb ? 3 : 0;
  let heading = header !== null;
  let isTop = true;
  for (let at = start; at <= bytes.length; at++) {
    if (at < bytes.length && bytes[at] !== NEW_LINE && bytes[at] !== RETURN) continue;
    if (at === bytes.length || bytes[at] === NEW_LINE || bytes[at + 1] !== NEW_LINE) line++;
    const [from, to] = trimmed(bytes, start, at);
    start = at + 1;
    if (from === to) continue;
    isTop &&= isNote(textOf(from, Math.min(to, from + NOTED)));
    if (isTop) continue;
    if (heading) heading = false;
    else readLine(from, to);
  }
  return { labels, values: values.slice(0, filled) };
}

function linesIn(bytes: Uint8Array): number {
  let count = 1;
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] === NEW_LINE || bytes[i] === RETURN) count++;
  }
  return count;
}

function trimmed(bytes: Uint8Array, from: number, to: number): [number, number] {
  while (from < to && (bytes[from] === BLANK || bytes[from] === RETURN)) from++;
  while (to > from && (bytes[to - 1] === BLANK || bytes[to - 1] === RETURN)) to--;
  return [from, to];
}

/** A whole number of one to three digits, as nearly all cells hold; -1 for all else. */
function smallNumber(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from] === QUOTE && bytes[to - 1] === QUOTE) {
    from++;
    to--;
  }
  if (to <= from || to - from > 3) return -1;
  let value = 0;
  for (let at = from; at < to; at++) {
    const byte = bytes[at];
    if (byte < ZERO || byte > NINE) return -1;
    value = 10 * value + byte - ZERO;
  }
  return value;
}

const DECIMAL_COMMA = /^[-+]?\d*,\d+(?:e[-+]?\d+)?$/i;
/** Either a number of thousands or one with three decimals. */
const ONE_GROUP = /^[-+]?[1-9]\d{0,2},\d{3}$/;

function numberIn(text: string, where: () => string): number {
  if (text === '') throw new DataError(`${where()}: the cell is empty; every pixel must be known.`);
  const value = Number(text);
  if (Number.isFinite(value)) return value;
  const point = text.replace(',', '.');
  if (ONE_GROUP.test(text)) {
    throw new DataError(
      `${where()}: "${text}" may be ${text.replace(',', '')} or ${Number(point)}; write it without a comma.`,
    );
  }
  // between cells it can't be where it stands in one
  if (DECIMAL_COMMA.test(text)) return Number(point);
  throw new DataError(`${where()}: "${text.slice(0, 20)}" is not a finite number.`);
}
