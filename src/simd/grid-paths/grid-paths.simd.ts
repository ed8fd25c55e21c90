import { checkSize } from '../../core/checks';
import { flatNeighbours, neighboursOf } from '../../core/oracles/grid-path/neighbours';
import type { PathSearch } from '../../core/oracles/grid-path/path-search';
import { createWayBack } from '../../core/oracles/grid-path/way-back';
import { doublesOf, LANES, placeOf, sweepBytes, type SweepExports } from './sweeps.kernel';

const PAGE = 65_536;

/** Four maps at once in WebAssembly SIMD, or null where there is none. Twin of `createPathSearch`. */
export function createSimdPathSearch(rows: number, columns: number): PathSearch | null {
  checkSize('rows', rows);
  checkSize('columns', columns);
  const layout = { rows, columns };
  const kernel = instantiate(sweepBytes(layout));
  if (!kernel) return null;
  const doubles = doublesOf(layout);
  const missing = 16 * doubles - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
  const distances = new Float64Array(kernel.memory.buffer, 0, doubles);
  const costs = new Float64Array(kernel.memory.buffer, 8 * doubles, doubles);
  const places = Int32Array.from({ length: rows * columns }, (_, node) => placeOf(layout, node));
  const near = flatNeighbours(neighboursOf(rows, columns, 8));
  const wayBack = createWayBack(near, { values: distances, places });
  return {
    lanes: LANES,
    solve(maps) {
      distances.fill(Infinity);
      maps.forEach((scores, lane) => {
        for (let node = 0; node < places.length; node++)
          costs[places[node] + lane] = scores[node] < 0 ? -scores[node] : 0;
        distances[places[0] + lane] = costs[places[0] + lane];
      });
      kernel.run();
      return maps.map((_, lane) => wayBack(lane));
    },
  };
}

function instantiate(bytes: Uint8Array<ArrayBuffer>): SweepExports | null {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return exports as WebAssembly.Exports & SweepExports;
}
