import type { FigureTable } from '../figure/types';

/** A line that begins with this carries the receipt in CSV files. */
export const RECEIPT_LINE = '# receipt: ';

type Cell = number | string | boolean;

/** A table with comment lines before it. */
export function writeCsv(table: FigureTable, comments: readonly string[], receipt: string): string {
  const notes = comments.map((comment) => `# ${comment.replace(/\s+/g, ' ')}`);
  const carrier = receipt ? [RECEIPT_LINE + asOneCell(receipt)] : [];
  const head = [...notes, ...carrier].map((line) => `${line}\n`).join('');
  return head + csvLines([table.columns, ...table.rows]);
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
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\n`).join('');
}

/** What a spreadsheet would compute: "+ noise", but no number. */
const FORMULA = /^(?:[=@\t]|[+-](?![\d.]))/;

/** Quoted where it must be, also where a line would begin like a comment; a blank keeps words from being formulas. */
function written(cell: Cell): string {
  const text = typeof cell === 'string' && FORMULA.test(cell) ? ` ${cell}` : String(cell);
  return /[",\n\r]|^#/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
