import { entry } from '../../../state/url';
import { bareOf, listsOf } from './around';
import { isForeignJson, jsonRows } from './json-rows';
import { countOf, matrixText, nameOf, squareOf, TEXT_LENGTH, type OwnMatrix } from './matrix';

/** A table of a text: cells as they are written, and whether a comma may be that of a decimal. */
interface Cells {
  readonly rows: readonly (readonly string[])[];
  readonly decimalComma: boolean;
  /** What could be read in two ways, in a sentence. */
  readonly note?: string;
}

export type ReadMatrix =
  | { readonly ok: true; readonly matrix: OwnMatrix; readonly notes: readonly string[] }
  /** One sentence that names what is wrong, and whether filling up would make a matrix of it. */
  | { readonly ok: false; readonly fault: string; readonly canPad: boolean };

const MAX_LENGTH = 100_000;
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const COMMA_NUMBER = /^[+-]?\d+,\d+(e[+-]?\d+)?$/i;
const THOUSANDS = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const NO_NUMBER = /^[+-]?(?:np\.|math\.|numpy\.)?(nan|inf|infinity|none|null|na|n\/a|-|∞)$/i;
/** Thousands apart by points, apostrophes or narrow blanks, with a decimal comma or point. */
const OTHER_THOUSANDS =
  /^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,}|(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d+)?)$/;

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
  const { rows: written, decimalComma, note } = cellsOf(text.replaceAll('−', '-'));
  if (written.length === 0)
    return failed('There are no numbers; a matrix has a line for each row.');
  const { rows, columns, cells } = withoutNames(written);
  if (!cells.flat().some((cell) => /\d/.test(cell) || NO_NUMBER.test(cell))) {
    return failed('There are names and no numbers.');
  }
  const numbers: number[][] = [];
  for (const [i, row] of cells.entries()) {
    numbers.push([]);
    for (const [j, cell] of row.entries()) {
      const value = numberOf(cell, decimalComma);
      if (typeof value === 'string') return failed(`Row ${i + 1}, column ${j + 1} ${value}`);
      numbers[i].push(value);
    }
  }
  return shaped({ rows, columns, numbers, note }, pad);
}

interface Numbers {
  readonly rows: readonly string[] | null;
  readonly columns: readonly string[] | null;
  readonly numbers: number[][];
  readonly note: string | undefined;
}

function shaped({ rows, columns, numbers, note }: Numbers, pad: boolean): ReadMatrix {
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
  const notes = [
    note,
    filled &&
      `${countOf(height, 'row')} and ${countOf(width, 'column')}, filled up with zeros: who has a partner “none” stays alone.`,
  ].filter((one) => typeof one === 'string');
  return { ok: true, matrix, notes };
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

/** The cells of a text, row by row; empty rows are none. */
function cellsOf(text: string): Cells {
  const json = jsonRows(text);
  if (json) return { rows: json, decimalComma: false };
  const lists = listsOf(text);
  if (lists !== null) {
    return { rows: bodiesOf(lists).map(listed).filter(isFull), decimalComma: false };
  }
  const bare = bareOf(text);
  const [body] = /^\s*[[({]/.test(bare) ? bodiesOf(bare) : [];
  if (body !== undefined) return parts(body.split(/[;\n]/));
  return table(bare);
}

/** What stands in the innermost brackets, one after the other. */
const bodiesOf = (text: string) =>
  [...text.matchAll(/[[({]([^[\](){}]*)[\])}]/g)].map(([, body]) => body);

const isFull = (row: readonly string[]) => row.length > 0;

/** Entries of a list, apart by commas or blanks, without the quotes around words. */
const listed = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((cell) => cell.replace(/^["']|["']$/g, ''))
    .filter((cell) => cell !== '');

/** Rows in one line: a comma is that of a decimal where every row is apart by blanks and has such numbers alone. */
function parts(lines: readonly string[]): Cells {
  const full = lines.filter((line) => line.trim() !== '');
  const all = full.map(words);
  const commas = all.some((row) => row.some((token) => COMMA_NUMBER.test(token)));
  if (commas && all.every((row) => row.length > 1 && row.every(isDecimal))) {
    return { rows: all, decimalComma: true };
  }
  const rows = full.map(listed).filter(isFull);
  const first = all.flat().find((token) => COMMA_NUMBER.test(token));
  const note =
    first && `“${first}” was read as ${first.replace(',', ' and ')}: decimals have a point here.`;
  return { rows, decimalComma: false, ...(note && { note }) };
}

/** Lines of a file or a spreadsheet: the mark that most surely sets entries apart, of those that there are. */
function table(text: string): Cells {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n|\\\\/)
    .map((line) => line.trim())
    // rules of tables in Markdown, comments, and options such as "sep=;"
    .filter((line) => line !== '' && !/^[|\s:=+-]*$|^(#|%|\/\/)|^sep=.$/.test(line));
  if (lines.length === 1 && lines[0].includes(';')) {
    return parts(lines[0].split(';'));
  }
  for (const mark of ['\t', ';', '|', '&']) {
    if (!lines.every((line) => line.includes(mark))) continue;
    const split = (line: string) =>
      line
        .replace(/^\||\|$/g, '')
        .split(mark)
        .map(unquoted);
    return { rows: withoutEnds(lines.map(split)), decimalComma: true };
  }
  const commas = lines.some((line) => line.includes(','));
  const decimals = commas && lines.every((line) => line.split(/\s+/).every(isDecimal));
  if (commas && !decimals) {
    // a comma inside of a cell stood in quotes
    return { rows: withoutEnds(lines.map(commaCells)), decimalComma: true };
  }
  return { rows: lines.map(words).filter(isFull), decimalComma: decimals };
}

/** "0,5" and "3" beside it, but not the "1,2,3" of a row. */
const isDecimal = (token: string) => COMMA_NUMBER.test(token) || NUMBER.test(token);
const words = (line: string) =>
  line
    .split(/\s+/)
    .map(unquoted)
    .filter((cell) => cell !== '');
const unquoted = (cell: string) =>
  cell
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();

/** Entries between commas; a comma inside quotes is none. */
const commaCells = (line: string) =>
  [...line.matchAll(/("[^"]*"|[^,]*)(,|$)/g)]
    .slice(0, line.endsWith(',') ? undefined : -1)
    .map(([, cell]) => unquoted(cell));

/** Without a last column in which nothing stands: lines that end in the mark. */
function withoutEnds(rows: string[][]): string[][] {
  const trailing = rows.length > 1 && rows.every((row) => row.length > 1 && row.at(-1) === '');
  return trailing ? rows.map((row) => row.slice(0, -1)) : rows;
}

/** A first row and a first column of names are taken off. */
function withoutNames(written: readonly (readonly string[])[]) {
  const isName = (cell: string) =>
    !/\d/.test(cell) || /[A-Za-z]{2}/.test(cell.replace(/e[+-]?\d/i, ''));
  const isWord = (cell: string) => isName(cell) && !NO_NUMBER.test(cell) && cell !== '';
  const [first, ...rest] = written;
  // numbers as names, below and beside a corner that is empty or has a word
  const [above, ...others] = first;
  const isCornered =
    first.length > 2 &&
    written.every((row) => row.length === first.length) &&
    (above === '' || isWord(above)) &&
    counts(others) &&
    counts(rest.map(([name]) => name)) &&
    rest.flat().every((cell) => NUMBER.test(cell));
  if (isCornered) {
    return {
      rows: rest.map(([name]) => name),
      columns: others,
      cells: rest.map((row) => row.slice(1)),
    };
  }
  const hasHeader = rest.length > 0 && first.filter(isWord).length > first.length / 2;
  const body = hasHeader ? rest : written;
  // a printed table has no name above its first column
  const isIndexed = hasHeader && body.every((row) => row.length === first.length + 1);
  const hasNames = isIndexed || body.filter(([name]) => isWord(name)).length > body.length / 2;
  const corner = hasNames && !isIndexed;
  return {
    rows: hasNames ? body.map(([name]) => name) : null,
    columns: hasHeader ? (corner ? first.slice(1) : first) : null,
    cells: hasNames ? body.map((row) => row.slice(1)) : body,
  };
}

/** Names that a table gets by itself: 0, 1, 2, ... or 1, 2, 3, ... */
const counts = (names: readonly string[]) =>
  [0, 1].some((first) => names.every((name, i) => name === String(first + i)));

/** The number of a cell, or what is wrong with it, to follow its place. */
function numberOf(cell: string, decimalComma: boolean): number | string {
  const shown = cell.length <= 24 ? cell : `${cell.slice(0, 23)}…`;
  if (NUMBER.test(cell)) return Number(cell);
  if (cell === '') return 'is empty.';
  if (NO_NUMBER.test(cell)) {
    return `is “${shown}”: a link that may not be needs a number that is bad enough, such as a cost of 1000.`;
  }
  if (THOUSANDS.test(cell)) {
    return `is “${shown}”, which has commas for thousands or for a decimal: write ${cell.replaceAll(',', '')} or ${cell.replace(',', '.')}.`;
  }
  if (OTHER_THOUSANDS.test(cell)) {
    return `is “${shown}”, which has marks for thousands: write ${plain(cell)}.`;
  }
  if (decimalComma && COMMA_NUMBER.test(cell)) return Number(cell.replace(',', '.'));
  return `is “${shown}”, which is no number such as 0.35 or 1e-3.`;
}

/** A number without marks for thousands. */
const plain = (cell: string) =>
  (/^[+-]?[\d.]+(,\d+)?$/.test(cell)
    ? cell.replaceAll('.', '')
    : cell.replace(/['’\u00a0\u202f]/g, '')
  ).replace(',', '.');

const failed = (fault: string): ReadMatrix => ({ ok: false, fault, canPad: false });
