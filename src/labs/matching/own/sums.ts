/** Sums that a spreadsheet has beside and below a table: they are no partners. */

const SUM = /^(?:grand )?(?:totals?|sums?|gesamt|summe|total(?:es)?|somme|suma|totale|∑|Σ)$/i;

export interface Table {
  readonly rows: readonly string[] | null;
  readonly columns: readonly string[] | null;
  readonly numbers: readonly (readonly number[])[];
}

/** A table without a last row and a last column that are called sums and are those of the others. */
export function withoutSums(table: Table): Table & { readonly left: readonly string[] } {
  const left: string[] = [];
  let { rows, columns, numbers } = table;
  const isBox = numbers.every((row) => row.length === numbers[0].length);
  const below = rows?.at(-1) ?? '';
  if (
    isBox &&
    numbers.length > 2 &&
    SUM.test(below) &&
    numbers[0].every((_, j) => isSum(numbers.map((row) => row[j])))
  ) {
    left.push(`the row “${below}”`);
    [rows, numbers] = [rows!.slice(0, -1), numbers.slice(0, -1)];
  }
  const beside = columns?.at(-1) ?? '';
  if (isBox && numbers[0].length > 2 && SUM.test(beside) && numbers.every(isSum)) {
    left.push(`the column “${beside}”`);
    [columns, numbers] = [columns!.slice(0, -1), numbers.map((row) => row.slice(0, -1))];
  }
  return { rows, columns, numbers, left };
}

/** Rounded numbers need not add up to the last digit. */
const NEAR = 1e-3;

function isSum(numbers: readonly number[]): boolean {
  const sum = numbers.slice(0, -1).reduce((all, value) => all + value, 0);
  const size = numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return Math.abs(sum - numbers.at(-1)!) <= NEAR * size;
}
