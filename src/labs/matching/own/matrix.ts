/** A square matrix of a reader, with the names of its rows and columns. */
export interface OwnMatrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Row by row, [n*n]. */
  readonly values: Float64Array;
}

const LEAST_ROWS = 2;
/** Larger ones have links that no one can send, and cells that no one can read. */
const MOST_ROWS = 30;
const LARGEST = 1e9;
/** Letters of a name at most: more don't fit beside a row. */
const FIRST_LETTERS = /^.{0,20}/su;
/** Characters of a matrix in a link: 30 by 30 whole numbers of three digits, or 18 by 18 of ten. */
export const TEXT_LENGTH = 3800;

/** What sets names, numbers and rows apart in a link. */
const RESERVED = /[;,:~]/;
const NUMBER = String.raw`-?\d+(\.\d+)?(e-?\d+)?`;
const ROW = String.raw`([^;,:~]+:)?${NUMBER}(,${NUMBER})*`;
/** "4,1;2,0" has two rows; "a:4,1;b:2,0~x,y" has names. */
export const MATRIX_FORM = new RegExp(String.raw`^(${ROW}(;${ROW})+(~[^;,:~]+(,[^;,:~]+)+)?)?$`);

/** The matrix as a link has it. */
export function matrixText({ rows, columns, values }: OwnMatrix): string {
  const n = rows.length;
  const named = (names: readonly string[]) => names.some((name, i) => name !== String(i + 1));
  const lines = rows.map((name, i) => {
    const numbers = Array.from(values.subarray(i * n, (i + 1) * n)).join(',');
    return named(rows) ? `${name}:${numbers}` : numbers;
  });
  return lines.join(';') + (named(columns) ? `~${columns.join(',')}` : '');
}

/** The matrix of a text of the form, or a sentence that says why it is none. */
export function matrixOfText(text: string): OwnMatrix | { readonly fault: string } {
  const [body, names] = text.split('~');
  const lines = body.split(';').map((line) => {
    const [name, numbers] = line.includes(':') ? line.split(':') : [null, line];
    return { name, numbers: numbers.split(',').map(Number) };
  });
  return squareOf(
    lines.map(({ name }, i) => name ?? String(i + 1)),
    names ? names.split(',') : lines[0].numbers.map((_, j) => String(j + 1)),
    lines.map(({ numbers }) => numbers),
  );
}

/** A matrix of rows, if they are one, square and of a size that can be shown. */
export function squareOf(
  rows: readonly string[],
  columns: readonly string[],
  numbers: readonly (readonly number[])[],
): OwnMatrix | { readonly fault: string } {
  const ragged = numbers.findIndex((row) => row.length !== numbers[0].length);
  if (ragged >= 0) {
    return {
      fault: `Row ${ragged + 1} has ${numbers[ragged].length} numbers, and row 1 has ${numbers[0].length}.`,
    };
  }
  const [height, width] = [numbers.length, numbers[0].length];
  if (height !== width) {
    return {
      fault: `The matrix has ${countOf(height, 'row')} and ${countOf(width, 'column')}; a matching needs as many of both.`,
    };
  }
  if (height < LEAST_ROWS || height > MOST_ROWS) {
    return {
      fault: `The matrix is ${height} by ${width}; ${LEAST_ROWS} by ${LEAST_ROWS} to ${MOST_ROWS} by ${MOST_ROWS} can be looked at.`,
    };
  }
  if (columns.length !== width) {
    return { fault: `There are ${width} columns and ${columns.length} names for them.` };
  }
  for (const [i, row] of numbers.entries()) {
    const j = row.findIndex((value) => !(Math.abs(value) <= LARGEST));
    if (j >= 0) {
      return {
        fault: `Row ${i + 1}, column ${j + 1} is ${row[j]}; numbers go from ${-LARGEST} to ${LARGEST}.`,
      };
    }
  }
  return { rows, columns, values: Float64Array.from(numbers.flat()) };
}

export const countOf = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

/** A name as a link and a figure can bear it. */
export const nameOf = (text: string) =>
  text
    .replace(new RegExp(RESERVED, 'g'), ' ')
    // halves of letters can't be written in a link
    .replace(/\p{Surrogate}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .match(FIRST_LETTERS)![0]
    .trim();
