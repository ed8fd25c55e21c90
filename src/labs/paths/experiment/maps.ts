import { drawDistinct } from '../../../core/rng/draw-distinct';
import { createRng } from '../../../core/rng/rng';

/** Maps with what it costs to cross their cells, and a cheapest path of each. */
export interface PathMaps {
  readonly count: number;
  /** Pictures [count, SIDE, SIDE, 3], 0 to 255. */
  readonly pixels: Uint8Array;
  /** [count, CELLS, CELLS], above 0. */
  readonly costs: Float32Array;
  /** Cells of a cheapest path, 0 or 1 [count, CELLS, CELLS]. */
  readonly paths: Uint8Array;
}

/** Steps of an epoch: what is left over after whole batches waits for another one. */
export const stepsPerEpoch = (maps: number, batch: number) => Math.floor(maps / batch);

/**
 * The maps of one step: every epoch goes through all in an order of its own, which depends on the seed and
 * the epoch alone, so all methods see the same ones.
 * @throws RangeError if there are fewer maps than a step takes
 */
export function drawBatch(seed: number, step: number, batch: number, maps: number): Uint32Array {
  if (batch > maps) {
    throw new RangeError(`a step takes ${batch} different maps, but the set has only ${maps}`);
  }
  const steps = stepsPerEpoch(maps, batch);
  const [epoch, place] = [Math.floor(step / steps), step % steps];
  const rng = createRng(seed, 'paths/batches');
  return drawDistinct(rng, epoch, (place + 1) * batch, maps).subarray(place * batch);
}
