import { moveToEnd } from './lists';

/**
 * Cholesky factor of a small positive definite matrix that gains and loses rows: K = L L^T, L lower
 * triangular. A row more or less costs O(size^2), as does a solve.
 */
export interface Cholesky {
  size(): number;
  clear(): void;
  /**
   * Appends a row and column to K, unless K would become singular: then nothing changes.
   * @param row its entries [size + 1], the diagonal one last
   * @param least smallest square that the new diagonal entry of L may have
   * @returns whether it was appended
   */
  append(row: Float64Array, least: number): boolean;
  /** Removes row and column `index` of K. */
  remove(index: number): void;
  /** Writes K^-1 b to out [size], which may be b itself. */
  solve(b: Float64Array, out: Float64Array): void;
}

export function createCholesky(): Cholesky {
  /** Rows of L: row i has i + 1 entries and, since rows move up, room for more. */
  const rows: Float64Array[] = [];
  let size = 0;

  function forward(b: Float64Array, out: Float64Array): void {
    for (let i = 0; i < size; i++) {
      let rest = b[i];
      for (let j = 0; j < i; j++) rest -= rows[i][j] * out[j];
      out[i] = rest / rows[i][i];
    }
  }

  /** Turns columns i and i + 1 of L, from row i down, so that entry (i, i + 1) becomes 0. */
  function rotate(i: number): void {
    const length = Math.hypot(rows[i][i], rows[i][i + 1]);
    const cos = rows[i][i] / length;
    const sin = rows[i][i + 1] / length;
    for (let r = i; r < size; r++) {
      const row = rows[r];
      const a = row[i];
      row[i] = cos * a + sin * row[i + 1];
      row[i + 1] = cos * row[i + 1] - sin * a;
    }
  }

  return {
    size: () => size,
    clear: () => void (size = 0),
    append(row, least) {
      if (!(rows[size]?.length > size)) rows[size] = new Float64Array(2 * size + 2);
      const added = rows[size];
      forward(row, added);
      let square = row[size];
      for (let j = 0; j < size; j++) square -= added[j] ** 2;
      if (!(square >= least)) return false;
      added[size++] = Math.sqrt(square);
      return true;
    },
    remove(index) {
      moveToEnd(rows, index);
      size--;
      // each row below has an entry beyond the diagonal now
      for (let i = index; i < size; i++) rotate(i);
    },
    solve(b, out) {
      forward(b, out);
      for (let i = size - 1; i >= 0; i--) {
        let rest = out[i];
        for (let r = i + 1; r < size; r++) rest -= rows[r][i] * out[r];
        out[i] = rest / rows[i][i];
      }
    },
  };
}
