import { checkSize } from '../../checks';
import { neighboursOf } from './neighbours';
import { createGridSearch, searchGrid } from './search';

/** Finds the paths of `gridPath` with 8 neighbours, those of several maps at once. */
export interface PathSearch {
  /** Most maps at once. */
  readonly lanes: number;
  /**
   * @param scores of at most so many maps, minus the costs of their nodes [rows * columns], row by row
   * @returns the nodes of the path of each, from the first of the map to the last
   */
  solve(scores: readonly Float64Array[]): number[][];
}

/** One map after the other, by Dijkstra's algorithm. */
export function createPathSearch(rows: number, columns: number): PathSearch {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const search = createGridSearch(neighboursOf(rows, columns, 8));
  const { previous } = search;
  return {
    lanes: 1,
    solve: (maps) =>
      maps.map((scores) => {
        searchGrid(search, scores);
        const path = [previous.length - 1];
        for (let node = path[0]; node !== 0; path.push(node)) node = previous[node];
        return path.reverse();
      }),
  };
}
