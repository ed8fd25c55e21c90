/** Most neighbours of a node. */
export const MOST_NEAR = 8;
/** In place of a node: there is none. */
export const NONE = -1;

/**
 * The neighbours of every node of a grid, numbered row by row, each list in ascending order.
 * @param neighbours 4 (sides) or 8 (sides and corners)
 */
export function neighboursOf(rows: number, columns: number, neighbours: 4 | 8): number[][] {
  return Array.from({ length: rows * columns }, (_, node) => {
    const found: number[] = [];
    for (let down = -1; down <= 1; down++) {
      for (let right = -1; right <= 1; right++) {
        const diagonal = down !== 0 && right !== 0;
        if ((down === 0 && right === 0) || (diagonal && neighbours === 4)) continue;
        const [r, c] = [Math.floor(node / columns) + down, (node % columns) + right];
        if (r < 0 || c < 0 || r >= rows || c >= columns) continue;
        found.push(r * columns + c);
      }
    }
    return found;
  });
}

/** The same as one array [n * MOST_NEAR], NONE after the last neighbour of a node. */
export function flatNeighbours(near: readonly (readonly number[])[]): Int32Array {
  const flat = new Int32Array(near.length * MOST_NEAR).fill(NONE);
  near.forEach((list, node) => flat.set(list, node * MOST_NEAR));
  return flat;
}
