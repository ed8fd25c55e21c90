/**
 * What a benchmark hands back: rows of one number each, some with a goal. Goals are bounds that
 * the number may reach but not pass: `atLeast(50)`, `atMost(50)`.
 */

export const atLeast = (bound) => ({ text: `>= ${bound}`, met: (value) => value >= bound });
export const atMost = (bound) => ({ text: `<= ${bound}`, met: (value) => value <= bound });

/**
 * One row of the table and of the JSON file.
 * @param {string} name
 * @param {number} value
 * @param {string} unit
 * @param {{ text: string, met: (value: number) => boolean }} [goal]
 */
export function row(name, value, unit, goal) {
  if (!Number.isFinite(value)) throw new Error(`"${name}" came out as ${value}, not a number.`);
  return { name, value, unit, goal: goal?.text ?? null, meets: goal ? goal.met(value) : null };
}

/** Four digits are more than any timing is worth; counts keep all of theirs. */
function show(value) {
  if (Math.abs(value) >= 1e6) return `${(value / 1e6).toPrecision(4)} M`;
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

const verdict = ({ meets }) => (meets === null ? '' : meets ? 'met' : 'MISSED');

/** The table, one line per row, columns aligned. */
export function formatTable(rows) {
  const head = ['benchmark', 'value', 'unit', 'goal', ''];
  const body = rows.map((r) => [r.name, show(r.value), r.unit, r.goal ?? '', verdict(r)]);
  const widths = head.map((_, i) => Math.max(...[head, ...body].map((cells) => cells[i].length)));
  const line = (cells) =>
    cells
      .map((cell, i) => (i === 1 ? cell.padStart(widths[i]) : cell.padEnd(widths[i])))
      .join('  ')
      .trimEnd();
  return [head, ...body].map(line).join('\n');
}
