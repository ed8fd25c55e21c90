/*
 * The reader's own costs as a short list of numbers for links: five cells in one number, three digits each,
 * hundredths of a cost. Cell after cell, the first in the last three digits.
 */

const DIGITS = 1000;
const CELLS_A_NUMBER = 5;
/** The largest of them. */
export const MOST_PACKED = DIGITS ** CELLS_A_NUMBER - 1;

/** Numbers of a list of so many cells. */
export const packedLength = (cells: number) => Math.ceil(cells / CELLS_A_NUMBER);

/** @param costs in hundredths, from 0 to 9.99 */
export function pack(costs: readonly number[]): number[] {
  return Array.from({ length: packedLength(costs.length) }, (_, n) =>
    costs
      .slice(n * CELLS_A_NUMBER, (n + 1) * CELLS_A_NUMBER)
      .reduceRight((sum, cost) => sum * DIGITS + Math.round(100 * cost), 0),
  );
}

/** The costs of so many cells. */
export function unpack(packed: readonly number[], cells: number): number[] {
  return Array.from({ length: cells }, (_, cell) => {
    const number = packed[Math.floor(cell / CELLS_A_NUMBER)];
    return (Math.floor(number / DIGITS ** (cell % CELLS_A_NUMBER)) % DIGITS) / 100;
  });
}
