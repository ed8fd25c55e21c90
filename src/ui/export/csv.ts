import type { FigureTable } from '../figure/types';

/** A line that begins with this carries the receipt in CSV files. */
export const RECEIPT_LINE = '# receipt: ';

type Cell = number | string | boolean;

/**
 * A table with comment lines before it. Spreadsheets read more than ASCII only behind a byte-order mark, which is left
 * out where it is not needed: R takes it for a cell.
 * @param decimalComma write 0,5 and set cells apart by semicolons, as spreadsheets of half of the world read it
 */
export function writeCsv(
  table: FigureTable,
  comments: readonly string[],
  receipt: string,
  decimalComma = false,
): string {
  const notes = comments.map((comment) => `# ${comment.replace(/\s+/g, ' ')}`);
  const carrier = receipt ? [RECEIPT_LINE + asOneCell(receipt)] : [];
  const head = [...notes, ...carrier].map((line) => `${line}\n`).join('');
  const text = head + csvLines([table.columns, ...table.rows], decimalComma);
  return /[^\0-\x7f]/.test(text) ? `\ufeff${text}` : text;
}

/** Without what a spreadsheet splits cells at or takes for quotes: a file that it saved again opens here. */
const asOneCell = (receipt: string) =>
  receipt.replace(/[%",;]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);

/** The receipt of a line, also of one to which a spreadsheet has added cells or quotes. */
export function receiptOfLine(line: string): string {
  const text = line.slice(line.indexOf(RECEIPT_LINE) + RECEIPT_LINE.length);
  if (text.startsWith('{"')) return text;
  try {
    return decodeURIComponent(text.replace(/[",;\s]+$/, ''));
  } catch {
    return text;
  }
}

/** Rows as in RFC 4180 but for their ends, which are \n; numbers with every digit that they have. */
export function csvLines(rows: readonly (readonly Cell[])[], decimalComma = false): string {
  const [write, separator] = decimalComma ? [withComma, ';'] : [written, ','];
  return rows.map((row) => `${row.map(write).join(separator)}\n`).join('');
}

/** What a spreadsheet would compute: "+ noise", but no number. */
const FORMULA = /^(?:[=@\t]|[+-](?![\d.]))/;

/** Quoted where it must be, also where a line would begin like a comment; a blank keeps words from being formulas. */
function written(cell: Cell): string {
  const text = typeof cell === 'string' && FORMULA.test(cell) ? ` ${cell}` : String(cell);
  return /[",;\n\r]|^#/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

const NUMBER = /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/;

/** A text that is a number as well: a spreadsheet would take 9.10 for a date. */
function withComma(cell: Cell): string {
  const text = String(cell);
  return NUMBER.test(text) ? text.replace('.', ',') : written(cell);
}
