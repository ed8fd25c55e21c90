import { textOf } from '../../core/text-of';
import { checkIsData, isNote } from '../bytes';
import { DataError } from '../images';
import { textFormat, whatIs } from '../own/kind';

/** A row of a file: its cells, and its number as a spreadsheet counts (the header is row 1). */
export interface Row {
  readonly number: number;
  readonly cells: readonly string[];
}

/** A file of comma-separated values; semicolons and tabs separate as well. */
export interface Cells {
  /** Names of the columns; where the file has none, those of features and a ranking at its end. */
  readonly header: readonly string[];
  /** At least one, each with as many cells as the header. */
  readonly rows: readonly Row[];
  /** What keeps cells apart. */
  readonly separator: string;
}

/** What pandas calls a column without a name. */
const UNNAMED = /^(?:unnamed: 0)?$/i;
const WANTED = 'a table of comma-separated values';
/** Where a line has as many decimal commas as other marks, these are between its cells. */
const separators = ['\t', ';', ',', '|'];

/**
 * Cells without the blanks around them. Lines end with LF, CRLF or CR; empty lines are left out, and so are comments
 * before the header, as exports of this page have them; a cell in double quotes may hold the separator, and a quote as
 * two.
 * @throws DataError naming the file and the row that is not as it must be
 */
export function readCells(name: string, bytes: Uint8Array): Cells {
  checkIsData(name, bytes, WANTED);
  const text = textOf(bytes);
  const other = text === null ? (whatIs(name, bytes) ?? 'no text') : textFormat(text)?.words;
  if (text === null || other !== undefined) {
    throw new DataError(`${name} is ${other}; it must be ${WANTED}.`);
  }
  const lines = text.split(/\r\n|\r|\n/);
  const rows: Row[] = [];
  let separator = ',';
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '' || (rows.length === 0 && isNote(line))) continue;
    if (rows.length === 0) separator = separatorOf(line);
    const number = i + 1;
    const cells = cellsOf(line, separator);
    if (!cells) throw new DataError(`${name}, row ${number}: a double quote is not closed.`);
    const [first] = rows;
    const wanted = first?.cells.length ?? cells.length;
    if (cells.length !== wanted) {
      throw new DataError(
        `${name}, row ${number}: there are ${cells.length} cells; row ${first.number} has ${wanted}` +
          `${separator === ',' && cells.length > wanted ? '; a decimal comma makes two cells of one' : ''}.`,
      );
    }
    rows.push({ number, cells });
  }
  const [first, ...body] = withoutAdded(rows);
  if (!first) throw new DataError(`${name} holds comments alone; it must be ${WANTED}.`);
  const names = namesFor(name, first, separator);
  if (names) return { header: names, rows, separator };
  if (body.length === 0) throw new DataError(`${name} has no row below its header.`);
  return { header: first.cells, rows: body, separator };
}

/** Rows without what programs add: a column that counts them and has no name, and an empty one at the end. */
function withoutAdded(rows: readonly Row[]): readonly Row[] {
  const [header, ...body] = rows;
  if (body.length === 0) return rows;
  const isCount = [0, 1].some((from) =>
    body.every(({ cells }, i) => Number(cells[0]) === from + i),
  );
  const start = UNNAMED.test(header.cells[0]) && isCount ? 1 : 0;
  const isEnded = header.cells.length > 1 && rows.every(({ cells }) => cells.at(-1) === '');
  const end = isEnded ? -1 : undefined;
  return rows.map(({ number, cells }) => ({ number, cells: cells.slice(start, end) }));
}

/** Where no comma sets cells apart it is that of a decimal. */
const isNumber = (separator: string) => (cell: string) =>
  cell !== '' && Number.isFinite(Number(separator === ',' ? cell : cell.replace(',', '.')));

/**
 * Names for the columns of a file without a header, whose first row is numbers and then an order such as "b>a>c";
 * null where the first row is a header.
 * @throws DataError where it is numbers alone: nothing tells which of them are places
 */
function namesFor(
  name: string,
  { number, cells }: Row,
  separator: string,
): readonly string[] | null {
  const last = cells.length - 1;
  const isNumeric = isNumber(separator);
  if (!cells.slice(0, last).every(isNumeric)) return null;
  if (cells[last].includes('>') && last > 0) {
    return cells.map((_, i) => (i < last ? `A${i + 1}` : 'ranking'));
  }
  if (!isNumeric(cells[last])) return null;
  throw new DataError(
    `${name}, row ${number}: there is no header, so nothing tells features from places; name those "place:LABEL".`,
  );
}

/** The one that the header has most of. */
function separatorOf(header: string): string {
  const count = (separator: string) => header.split(separator).length;
  return separators.reduce((best, other) => (count(other) > count(best) ? other : best));
}

/** null where a quote is not closed. */
function cellsOf(line: string, separator: string): string[] | null {
  if (!line.includes('"')) return line.split(separator).map((cell) => cell.trim());
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const sign = line[i];
    if (sign === '"' && quoted && line[i + 1] === '"') cell += line[i++];
    else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += sign;
  }
  return quoted ? null : [...cells, cell.trim()];
}
