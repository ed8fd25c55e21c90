/** Which cells of a table are names, and which are numbers. */
import { BOOLEAN, NO_NUMBER, NUMBER, numberOf } from './cell';

/** Cells without names; the names of rows and of columns, null where there are none. */
export interface NamedCells {
  readonly rows: readonly string[] | null;
  readonly columns: readonly string[] | null;
  readonly cells: readonly (readonly string[])[];
  /** What was made of the table, in a sentence. */
  readonly note?: string;
}

const isName = (cell: string) =>
  !/\d/.test(cell) ||
  /[A-Za-z]{2}/.test(cell.replace(/e[+-]?\d/i, '').replace(/\\[a-z]+/g, '')) ||
  /:$/.test(cell) ||
  (/^\p{L}[\w.-]*$/u.test(cell) && typeof numberOf(cell, 'never') === 'string');
const isWord = (cell: string) =>
  isName(cell) && !NO_NUMBER.test(cell) && !BOOLEAN.test(cell) && cell !== '';

/** Names that a table gets by itself: 0, 1, 2, ... or 1, 2, 3, ... */
const counts = (names: readonly string[]) =>
  [0, 1].some((first) => names.every((name, i) => name === String(first + i)));

/** A first row and a first column of names are taken off; so are those of a list of triples. */
export function withoutNames(written: readonly (readonly string[])[]): NamedCells {
  const triples = ofTriples(written);
  if (triples) return triples;
  const [first, ...rest] = written;
  // numbers as names, below and beside a corner that is empty or has a word
  const [above, ...others] = first;
  const names = rest.map(([name]) => name);
  const isBox = first.length > 2 && written.every((row) => row.length === first.length);
  const isCounted =
    counts(others) && counts(names) && rest.flat().every((cell) => NUMBER.test(cell));
  // such as years above, and words beside
  const isSquare = rest.length === others.length && names.length > 0 && names.every(isWord);
  if (isBox && ((isCounted && (above === '' || isWord(above))) || (above === '' && isSquare))) {
    return { rows: names, columns: others, cells: rest.map((row) => row.slice(1)) };
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

/** Rows of a row's name, a column's name and a number, one for each cell of a square; null of all else. */
function ofTriples(written: readonly (readonly string[])[]): NamedCells | null {
  const body = written.length > 1 && written[0].every(isWord) ? written.slice(1) : written;
  if (!body.every((row) => row.length === 3)) return null;
  const rows = [...new Set(body.map(([row]) => row))];
  const columns = [...new Set(body.map(([, column]) => column))];
  const found = new Map(body.map(([row, column, cell]) => [`${row}\n${column}`, cell]));
  const n = rows.length;
  if (n < 2 || columns.length !== n || body.length !== n * n || found.size !== n * n) return null;
  return {
    ...{ rows, columns },
    cells: rows.map((row) => columns.map((column) => found.get(`${row}\n${column}`)!)),
    note: 'Each line was read as a row, a column and the number of both.',
  };
}
