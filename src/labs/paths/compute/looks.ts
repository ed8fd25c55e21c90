import { handOver } from '../../../compute/hand-over';
import { remembering } from '../../../compute/remember';
import { allFinite } from '../../../core/vector';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { createDecoder } from '../experiment/evaluation';
import { linkOf } from '../experiment/links';
import { drawBatch } from '../experiment/maps';
import { initialParams, networkOf } from '../experiment/networks';
import { MAP_CELLS, SIDE, type PathsSetup } from '../experiment/spec';
import { walkStep } from '../experiment/walk';
import type { HeldOutMap, LookReply, LookRequest, WalkReply, WalkRequest } from './protocol';
import type { Terrain } from './terrain';

const PICTURE = SIDE * SIDE * 3;

/** The first held-out maps, and what networks make of them. */
export function createLooks(terrain: Terrain) {
  const networks = remembering(4, ({ network, maps }: { network: string; maps: number }) =>
    createCpuNetwork(networkOf({ network } as Pick<PathsSetup, 'network'>), maps),
  );
  /** Held-out maps, those of the numbers drawn, and their inputs. */
  function heldOutMaps(numbers: readonly number[]) {
    const maps = terrain('test', Math.max(...numbers) + 1);
    return { maps, inputs: maps.inputs(Uint32Array.from(numbers)) };
  }

  return {
    heldOut(numbers: readonly number[]): readonly HeldOutMap[] {
      const { maps } = heldOutMaps(numbers);
      return numbers.map((number) => {
        const own = [number * MAP_CELLS, (number + 1) * MAP_CELLS] as const;
        return {
          number,
          pixels: maps.pixels.slice(number * PICTURE, (number + 1) * PICTURE),
          costs: maps.costs.slice(...own),
          path: maps.paths.slice(...own),
        };
      });
    },
    walk({ setup, knobs, step, params }: WalkRequest): WalkReply {
      const maps = terrain('train', setup.maps);
      const [map] = drawBatch(setup.seed, step, knobs.batch, setup.maps);
      const inputs = maps.inputs(Uint32Array.of(map));
      const network = networks(`${setup.network} 1`, { network: setup.network, maps: 1 });
      const own = [map * MAP_CELLS, (map + 1) * MAP_CELLS] as const;
      const walk = walkStep(setup, knobs, {
        outputs: network.forward(params ?? initialParams(setup), inputs, 1),
        truth: maps.paths.subarray(...own),
        trueCosts: maps.costs.subarray(...own),
        step,
      });
      return { ...walk, map, pixels: maps.pixels.slice(map * PICTURE, (map + 1) * PICTURE) };
    },
    look({ setup, params, maps: numbers }: LookRequest): LookReply {
      const { method, network } = setup;
      const { inputs } = heldOutMaps(numbers);
      const count = numbers.length;
      const weights = params ?? initialParams(setup);
      const outputs = networks(`${network} ${count}`, { network, maps: count }).forward(
        weights,
        inputs,
        count,
      );
      const { value } = linkOf(method);
      const decode = createDecoder(method);
      const path = new Float64Array(MAP_CELLS);
      const maps = numbers.map((_, i) => {
        const costs = outputs.slice(i * MAP_CELLS, (i + 1) * MAP_CELLS).map(value);
        if (allFinite(costs)) decode(costs, path);
        else path.fill(0);
        return { costs, taken: Uint8Array.from(path) };
      });
      return handOver(
        { maps },
        maps.flatMap(({ costs, taken }) => [costs, taken]),
      );
    },
  };
}
