import type { FigureTable } from '../figure/types';

/** A line that begins with this carries the receipt in CSV files. */
export const RECEIPT_LINE = '# receipt: ';

type Cell = number | string | boolean;

/** A table with comment lines before it. */
export function writeCsv(table: FigureTable, comments: readonly string[], receipt: string): string {
  const notes = comments.map((comment) => `# ${comment.replace(/\s+/g, ' ')}`);
  const carrier = receipt ? [RECEIPT_LINE + receipt] : [];
  const head = [...notes, ...carrier].map((line) => `${line}\n`).join('');
  return head + csvLines([table.columns, ...table.rows]);
}

/** Rows as in RFC 4180 but for their ends, which are \n; numbers with every digit that they have. */
export function csvLines(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\n`).join('');
}

/** Quoted where it must be, also where a line would begin like a comment. */
function written(cell: Cell): string {
  const text = String(cell);
  return /[",\n\r]|^#/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
