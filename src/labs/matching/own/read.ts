import { entry } from '../../../state/url';
import { plainSigns } from '../../../core/plain-signs';
import { haveDecimals, numberOf, type CellNumber } from './cell';
import { cellsOf } from './cells';
import { isForeignJson } from './json-rows';
import { countOf, matrixText, nameOf, squareOf, TEXT_LENGTH, type OwnMatrix } from './matrix';
import { withoutNames } from './names';
import { unprinted } from './prints';
import { withoutSums, type Table } from './sums';

export type ReadMatrix =
  | { readonly ok: true; readonly matrix: OwnMatrix; readonly notes: readonly string[] }
  /** One sentence that names what is wrong, and whether filling up would make a matrix of it. */
  | { readonly ok: false; readonly fault: string; readonly canPad: boolean };

const MAX_LENGTH = 100_000;
/**
 * A matrix as people type, paste and save it: rows of numbers apart by blanks, tabs, commas, semicolons, bars or
 * ampersands, with names of rows and columns or without; lists of lists as Python and JSON write them; MATLAB's
 * rows apart by semicolons. Never throws.
 * @param pad fill a rectangle up to a square with zeros: partners that nobody wants and that cost nothing
 */
export function readMatrix(text: string, pad = false): ReadMatrix {
  if (text.length > MAX_LENGTH) {
    return failed(`The text is ${text.length} characters long; at most ${MAX_LENGTH} are read.`);
  }
  if (isForeignJson(text)) {
    return failed('This JSON holds no list of rows such as [[1, 2], [3, 4]].');
  }
  const print = unprinted(plainSigns(text));
  if ('fault' in print) return failed(print.fault);
  const found = cellsOf(print.text);
  if ('fault' in found) return failed(found.fault);
  const { rows: written, decimalComma } = found;
  if (written.length === 0)
    return failed('There are no numbers; a matrix has a line for each row.');
  const { rows, columns, cells, note } = withoutNames(written);
  if (
    !cells.flat().some((cell) => typeof numberOf(cell, 'perhaps') !== 'string' || /\d/.test(cell))
  ) {
    return failed('There are names and no numbers.');
  }
  const read = numbersOf(cells, decimalComma, print.factor);
  if ('fault' in read) return failed(read.fault);
  const { left, ...table } = withoutSums({ rows, columns, numbers: read.numbers });
  const notes = [
    found.note,
    note,
    read.note,
    left.length > 0 && `Left out, since sums are no partners: ${left.join(' and ')}.`,
  ];
  return shaped(
    table,
    notes.filter((one) => typeof one === 'string'),
    pad,
  );
}

/** The numbers of the cells, or what is wrong with one, in a sentence. */
function numbersOf(
  cells: readonly (readonly string[])[],
  decimalComma: boolean,
  factor: number,
):
  | { readonly numbers: readonly (readonly number[])[]; readonly note?: string }
  | { readonly fault: string } {
  const sure = haveDecimals(cells.flat()) ? 'always' : 'perhaps';
  const commas = decimalComma ? sure : 'never';
  const read: CellNumber[][] = [];
  for (const [i, row] of cells.entries()) {
    read.push([]);
    for (const [j, cell] of row.entries()) {
      const number = numberOf(cell, commas);
      if (typeof number === 'string') return { fault: `Row ${i + 1}, column ${j + 1} ${number}` };
      read[i].push(number);
    }
  }
  const all = read.flat();
  const money = [...new Set(all.flatMap((one) => one.money ?? []))];
  if (money.length > 1) {
    return {
      fault: `The numbers are of several currencies (${money.join(', ')}); write all in one.`,
    };
  }
  return {
    // of a 0 the sign is none: links have it without
    numbers: read.map((row) =>
      row.map(({ value }) => (factor === 1 ? value : scaled(value, factor)) + 0),
    ),
    ...(all.some(({ percent }) => percent) && { note: 'Percent were read as hundredths.' }),
  };
}

/** A print with a common factor has few digits: the product has no more. */
const scaled = (value: number, factor: number) => Number((value * factor).toPrecision(12));

function shaped(
  { rows, columns, numbers }: Table,
  said: readonly string[],
  pad: boolean,
): ReadMatrix {
  const [height, width] = [numbers.length, numbers[0].length];
  const isRectangle = height !== width && numbers.every((row) => row.length === width);
  if (isRectangle && height === 1) {
    return failed(`There is one row of ${width} numbers; begin a new line for each row.`);
  }
  const side = Math.max(height, width);
  const filled = isRectangle && pad;
  const square = filled
    ? Array.from({ length: side }, (_, i) =>
        Array.from({ length: side }, (_, j) => numbers[i]?.[j] ?? 0),
      )
    : numbers;
  const matrix = squareOf(
    namesOf(rows, height, square.length),
    namesOf(columns, width, square[0].length),
    square,
  );
  if ('fault' in matrix) return { ok: false, fault: matrix.fault, canPad: isRectangle };
  const { length } = entry('', matrixText(matrix));
  if (length > TEXT_LENGTH) {
    return failed(
      `In a link the matrix has ${length} characters, and at most ${TEXT_LENGTH} fit: round its numbers.`,
    );
  }
  const padded = `${countOf(height, 'row')} and ${countOf(width, 'column')}, filled up with zeros: who has a partner “none” stays alone.`;
  return { ok: true, matrix, notes: filled ? [...said, padded] : said };
}

/** Names as they were given, or numbers, and "none" for what was added. */
function namesOf(given: readonly string[] | null, count: number, side: number): string[] {
  const own = Array.from({ length: count }, (_, i) => nameOf(given?.[i] ?? '') || String(i + 1));
  const added = side - count;
  return [
    ...own,
    ...Array.from({ length: added }, (_, i) => (added === 1 ? 'none' : `none ${i + 1}`)),
  ];
}

const failed = (fault: string): ReadMatrix => ({ ok: false, fault, canPad: false });
