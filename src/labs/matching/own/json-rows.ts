/** Rows of a matrix in JSON, as other programs write them. */

/** Names and cells: a first row of names where the columns have some, a first cell where the rows have. */
export type JsonRows = readonly (readonly string[])[];

/** Whether a text is JSON of names and values that hold no rows. */
export const isForeignJson = (text: string) => parsed(text) !== null && jsonRows(text) === null;

function parsed(text: string): object | null {
  if (!/^\s*(\{\s*"|\[\s*\{)/.test(text)) return null;
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
}

/** Rows of an object, or of a list of objects with the same names; null of all else, a list of lists among it. */
export function jsonRows(text: string): JsonRows | null {
  const value = parsed(text);
  if (!value) return null;
  return Array.isArray(value)
    ? ofRecords(value as object[])
    : ofObject(value as Record<string, unknown>);
}

const cell = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);

/** [{"who": "Ada", "tea": 1, "milk": 2}, ...] */
function ofRecords(records: readonly object[]): JsonRows | null {
  const names = Object.keys(records[0]);
  const alike = records.every((record) => names.every((name) => name in record));
  if (!alike || names.length === 0) return null;
  return [names, ...records.map((record) => Object.values(record).map(cell))];
}

/** {"costs": [[1, 2], [3, 4]]}, with "columns" and "index" beside "data" as pandas writes them. */
function ofObject(object: Readonly<Record<string, unknown>>): JsonRows | null {
  const tables = Object.values(object).filter(
    (value): value is unknown[][] =>
      Array.isArray(value) && value.length > 0 && value.every(Array.isArray),
  );
  if (tables.length !== 1) return null;
  const [table] = tables;
  const named = (name: string, count: number) => {
    const list = object[name];
    return Array.isArray(list) && list.length === count ? list.map(cell) : null;
  };
  const rows = named('index', table.length);
  const columns = named('columns', table[0].length);
  const body = table.map((row, i) => [...(rows ? [rows[i]] : []), ...row.map(cell)]);
  return columns ? [[...(rows ? [''] : []), ...columns], ...body] : body;
}
