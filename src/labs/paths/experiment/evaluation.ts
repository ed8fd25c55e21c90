import { gridPath } from '../../../core/oracles/grid-path/grid-path';
import { DivergedError } from '../../../core/training/diverged';
import { allFinite, dot } from '../../../core/vector';
import { linkOf } from './links';
import type { PathMaps } from './maps';
import { trainingMaps } from './networks';
import type { CostSource } from './run';
import { CELLS, MAP_CELLS, type PathsMethod } from './spec';

/** How good the paths of a network are, over some maps. */
export interface PathsTest {
  readonly maps: number;
  /** Maps whose path costs no more than the cheapest. */
  readonly optimal: number;
  /** Maps for which there is a path at all: all of them, where a solver finds it. */
  readonly valid: number;
  /** Mean over those of the cost of the path over that of the cheapest. */
  readonly ratio: number;
}

/** Equal costs of paths differ by their rounding. */
const ROUNDING = 1e-6;

/** Maps that a network looks at at a time. */
export const EVALUATION_BLOCK = 70;

/** Judges paths one by one. */
export function createJudge() {
  let [maps, optimal, valid, ratios] = [0, 0, 0, 0];
  return {
    /** @param path cells that are taken [MAP_CELLS], a path or not */
    add(path: ArrayLike<number>, costs: ArrayLike<number>, truth: ArrayLike<number>): void {
      maps++;
      if (!joinsCorners(path)) return;
      const ratio = dot(path, costs) / dot(truth, costs);
      valid++;
      ratios += ratio;
      if (ratio <= 1 + ROUNDING) optimal++;
    },
    test: (): PathsTest => ({ maps, optimal, valid, ratio: ratios / valid }),
  };
}

/** Whether one can go over these cells from the first to the last. */
export function joinsCorners(path: ArrayLike<number>): boolean {
  const reached = new Uint8Array(MAP_CELLS);
  const waiting = path[0] === 1 ? [0] : [];
  for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
    if (cell === MAP_CELLS - 1) return true;
    reached[cell] = 1;
    const [row, column] = [Math.floor(cell / CELLS), cell % CELLS];
    for (let r = Math.max(0, row - 1); r <= Math.min(CELLS - 1, row + 1); r++) {
      for (let c = Math.max(0, column - 1); c <= Math.min(CELLS - 1, column + 1); c++) {
        const next = r * CELLS + c;
        if (path[next] === 1 && reached[next] === 0) waiting.push(next);
      }
    }
  }
  return false;
}

/** Writes what a method makes of its costs: a cheapest path, or the cells above a half. */
export function createDecoder(
  method: PathsMethod,
): (costs: ArrayLike<number>, path: Float64Array) => void {
  if (method === 'squared') {
    return (costs, path) => {
      for (let i = 0; i < MAP_CELLS; i++) path[i] = costs[i] > 0.5 ? 1 : 0;
    };
  }
  const oracle = gridPath(CELLS, CELLS);
  const scores = new Float64Array(MAP_CELLS);
  return (costs, path) => {
    for (let i = 0; i < MAP_CELLS; i++) scores[i] = -costs[i];
    oracle.argmax(scores, path);
  };
}

/**
 * Paths of a network on maps from .. to-1.
 * @param pause called between blocks; may throw to give up
 * @throws DivergedError if a cost is not finite
 */
export async function evaluate(
  method: PathsMethod,
  source: Pick<CostSource, 'forward'>,
  params: Float32Array,
  maps: PathMaps,
  { from = 0, to = maps.count, pause }: EvaluationRange = {},
): Promise<PathsTest> {
  const decode = createDecoder(method);
  const link = linkOf(method);
  const judge = createJudge();
  const path = new Float64Array(MAP_CELLS);
  const { inputs } = trainingMaps(maps);
  for (let at = from; at < to; at += EVALUATION_BLOCK) {
    const count = Math.min(EVALUATION_BLOCK, to - at);
    const numbers = Uint32Array.from({ length: count }, (_, i) => at + i);
    const outputs = await source.forward(params, inputs(numbers), count);
    if (!allFinite(outputs)) throw new DivergedError('The costs are no longer finite numbers.');
    for (let i = 0; i < count; i++) {
      const own = (at + i) * MAP_CELLS;
      decode(outputs.subarray(i * MAP_CELLS, (i + 1) * MAP_CELLS).map(link.value), path);
      judge.add(
        path,
        maps.costs.subarray(own, own + MAP_CELLS),
        maps.paths.subarray(own, own + MAP_CELLS),
      );
    }
    await pause?.((at + count - from) / (to - from));
  }
  return judge.test();
}

interface EvaluationRange {
  readonly from?: number;
  readonly to?: number;
  readonly pause?: (done: number) => void | Promise<void>;
}
