/** All best matchings, or as many as were asked for. */
export interface Optima {
  /** Column of every row, ascending row by row. */
  readonly matchings: readonly (readonly number[])[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/**
 * Every perfect matching of the links that are free, which are those at no stake under the best matching: by
 * complementary slackness these are the best matchings. A row tries only columns that leave the rows below a
 * matching, so that no branch is in vain.
 * @param isFree of row and column
 * @param most matchings to find
 */
export function matchingsOf(
  n: number,
  isFree: (row: number, column: number) => boolean,
  most: number,
): Optima {
  const matchings: number[][] = [];
  let complete = true;
  const chosen: number[] = [];

  function extend(row: number): void {
    if (row === n) {
      if (matchings.length < most) matchings.push([...chosen]);
      else complete = false;
      return;
    }
    for (let column = 0; column < n && complete; column++) {
      if (chosen.includes(column) || !isFree(row, column)) continue;
      chosen.push(column);
      if (canFinish(row + 1)) extend(row + 1);
      chosen.pop();
    }
  }

  /** Whether the rows from `first` on find columns: augmenting paths, one row after the other. */
  function canFinish(first: number): boolean {
    const rowOf = new Int32Array(n).fill(-1);
    for (const column of chosen) rowOf[column] = n;
    const find = (row: number, seen: Uint8Array): boolean => {
      for (let column = 0; column < n; column++) {
        if (seen[column] || rowOf[column] === n || !isFree(row, column)) continue;
        seen[column] = 1;
        if (rowOf[column] >= 0 && !find(rowOf[column], seen)) continue;
        rowOf[column] = row;
        return true;
      }
      return false;
    };
    for (let row = first; row < n; row++) if (!find(row, new Uint8Array(n))) return false;
    return true;
  }

  extend(0);
  return { matchings, complete };
}
