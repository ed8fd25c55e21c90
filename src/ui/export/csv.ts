import type { FigureTable } from '../figure/types';

/** A line that begins with this carries the receipt in CSV files. */
export const RECEIPT_LINE = '# receipt: ';

/** RFC 4180 with comment lines before it; numbers with every digit that they have. */
export function writeCsv(table: FigureTable, comments: readonly string[], receipt: string): string {
  const notes = comments.map((comment) => `# ${comment.replace(/\s+/g, ' ')}`);
  const carrier = receipt ? [RECEIPT_LINE + receipt] : [];
  const lines = [table.columns, ...table.rows].map((row) => row.map(cell).join(','));
  return `${[...notes, ...carrier, ...lines].join('\n')}\n`;
}

function cell(value: number | string): string {
  const text = String(value);
  return /[",\n\r]|^#/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
