import type { FigureTable } from './types';

/** Longer tables are for the CSV export. */
const MAX_ROWS = 400;

export default function DataTable({ table, caption }: { table: FigureTable; caption: string }) {
  const shown = table.rows.slice(0, MAX_ROWS);
  return (
    // what scrolls must be reachable by keyboard (WCAG 2.1.1)
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="data-table" role="region" aria-label={`Data: ${caption}`} tabIndex={0}>
      <table>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) => (
                <td key={j}>{typeof cell === 'number' ? Number(cell.toPrecision(6)) : cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {table.rows.length > MAX_ROWS && (
        <p className="muted">
          The first {MAX_ROWS} of {table.rows.length} rows; the CSV holds all of them.
        </p>
      )}
    </div>
  );
}
