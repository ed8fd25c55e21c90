/** The cells of a text, row by row, as they are written. */
import { bareOf, listLines, listOf, listsOf } from './around';
import { COMMA_NUMBER, NUMBER } from './cell';
import { jsonRows } from './json-rows';

/** A table of a text, and whether a comma in it may be that of a decimal. */
export interface Cells {
  readonly rows: readonly (readonly string[])[];
  readonly decimalComma: boolean;
  /** What could be read in two ways, in a sentence. */
  readonly note?: string;
}

const QUOTES = /^["'“”„‘’]|["'“”‘’]$/g;
const ONE_GROUP = /^[-+]?[1-9]\d{0,2}\.\d{3}$/;

/** @returns the cells, empty rows left out, or a sentence that says why they can't be told */
export function cellsOf(text: string): Cells | { readonly fault: string } {
  const json = jsonRows(text);
  if (json) return { rows: json, decimalComma: false };
  const lists = listsOf(text);
  if (lists !== null) {
    if ('fault' in lists) return lists;
    return { rows: bodiesOf(lists.body).map(listed).filter(isFull), decimalComma: false };
  }
  const lines = listLines(text);
  if (lines) return ofLines(lines);
  const bare = bareOf(text);
  if (!/^\s*[[({]/.test(bare)) return table(bare);
  const list = listOf(bare);
  return 'fault' in list ? list : parts(list.body.slice(1, -1).split(/[;\n]/));
}

/** Lists of their own, with names before all of them or none. */
function ofLines(lines: readonly (readonly [string, string])[]): Cells {
  const isNamed = lines.every(([name]) => name !== '');
  const rows = lines.map(([name, body]) => [...(isNamed ? [name.trim()] : []), ...listed(body)]);
  return { rows, decimalComma: false };
}

/** What stands in the innermost brackets, one after the other. */
const bodiesOf = (text: string) =>
  [...text.matchAll(/[[({]([^[\](){}]*)[\])}]/g)].map(([, body]) => body);

const isFull = (row: readonly string[]) => row.length > 0;

/** Entries of a list, apart by commas or blanks, without the quotes around words. */
const listed = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((cell) => cell.replace(QUOTES, ''))
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
function table(text: string): Cells | { readonly fault: string } {
  const given = text
    .split(/\r\n|\r|\n|\\\\/)
    .map((line) => line.trim())
    // rules of tables in Markdown, comments, and options such as "sep=;"
    .filter((line) => line !== '' && !/^[|\s:=+-]*$|^(#|%|\/\/)|^sep=.$/.test(line));
  if (given.length === 1 && given[0].includes(';')) {
    return parts(given[0].split(';'));
  }
  // ends of rows, where these are no marks between cells
  const ends = given.length > 1 && given.every((line) => /^[^;]*[^;\s][^;]*;?$/.test(line));
  const lines = ends ? given.map((line) => line.replace(/;$/, '')) : given;
  for (const mark of ['\t', ';', '|', '&']) {
    if (!lines.every((line) => line.includes(mark))) continue;
    const split = (line: string) =>
      line
        .replace(/^\||\|$/g, '')
        .split(mark)
        .map(unquoted);
    const rows = withoutEnds(lines.map(split));
    const twofold = mark === ';' ? pointed(rows) : undefined;
    return twofold === undefined ? { rows, decimalComma: true } : { fault: twofold };
  }
  const commas = lines.some((line) => line.includes(','));
  const decimals = commas && lines.every((line) => line.split(/\s+/).every(isDecimal));
  if (commas && !decimals) {
    // a comma inside of a cell stood in quotes
    return { rows: withoutEnds(lines.map(commaCells)), decimalComma: true };
  }
  return { rows: withoutSize(lines.map(words).filter(isFull)), decimalComma: decimals };
}

/** Between semicolons, as of countries with a decimal comma, a point may mark thousands: a sentence where every one may. */
function pointed(rows: readonly (readonly string[])[]): string | undefined {
  const points = rows.flat().filter((cell) => NUMBER.test(cell) && cell.includes('.'));
  const [first] = points;
  if (first === undefined || !points.every((cell) => ONE_GROUP.test(cell))) return undefined;
  return `“${first}” may be ${first.replace('.', '')} or ${Number(first)}; write it in full, without a mark of thousands.`;
}

/** Files of the assignment problem begin with the number of rows, and go on in lines of any length. */
function withoutSize(rows: string[][]): string[][] {
  const [[size = ''] = [], ...rest] = rows;
  const n = Number(size);
  const numbers = rest.flat();
  if (rows[0]?.length !== 1 || !(n >= 2) || numbers.length !== n * n) return rows;
  return Array.from({ length: n }, (_, i) => numbers.slice(i * n, (i + 1) * n));
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
    .replace(/^(\*\*|__)(.*)\1$/, '$2')
    .replace(/^(?:(["'])(.*)\1|[“„](.*)[“”]|‘(.*)’)$/, '$2$3$4')
    .trim();

/** Entries between commas; a comma inside quotes is none. */
const commaCells = (line: string) =>
  [...line.matchAll(/("[^"]*"|[^,]*)(,|$)/g)]
    .slice(0, line.endsWith(',') ? undefined : -1)
    .map(([, cell]) => unquoted(cell));

/** Without a last column in which nothing stands: lines that end in the mark. */
function withoutEnds(rows: string[][]): string[][] {
  const [last] = rows.slice(-1);
  const [width] = rows.map((row) => row.length);
  // in the last one nothing need follow
  const open = last?.length === width - 1 ? rows.slice(0, -1) : rows;
  const trailing = rows.length > 1 && open.every((row) => row.length > 1 && row.at(-1) === '');
  return trailing ? rows.map((row) => row.slice(0, width - 1)) : rows;
}
