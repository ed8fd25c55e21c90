import { handOver } from '../../../compute/hand-over';
import { remembering } from '../../../compute/remember';
import { allFinite } from '../../../core/vector';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { createDecoder } from '../experiment/evaluation';
import { linkOf } from '../experiment/links';
import { drawBatch } from '../experiment/maps';
import { initialParams, networkOf, trainingMaps, type TrainingMaps } from '../experiment/networks';
import { isLayered, MAP_CELLS, SIDE, type LayeredSetup, type PathsSetup } from '../experiment/spec';
import { walkStep } from '../experiment/walk';
import type { PathsNetworks } from './networks';
import type { HeldOutMap, LookReply, LookRequest, WalkReply, WalkRequest } from './protocol';
import type { Terrain } from './terrain';

const PICTURE = SIDE * SIDE * 3;

/** The first held-out maps, and what networks make of them. */
export function createLooks(terrain: Terrain, networks: PathsNetworks) {
  const layered = remembering(4, ({ network, maps }: LayeredSetup & { readonly maps: number }) =>
    createCpuNetwork(networkOf({ network }), maps),
  );
  /** Held-out maps, those of the numbers drawn, and their inputs. */
  function heldOutMaps(numbers: readonly number[]) {
    const maps = terrain('test', Math.max(...numbers) + 1);
    return { maps, inputs: maps.inputs(Uint32Array.from(numbers)) };
  }

  const onThisThread = (
    { network }: LayeredSetup,
    weights: Float32Array,
    inputs: Float32Array,
    maps: number,
  ) => layered(`${network} ${maps}`, { network, maps }).forward(weights, inputs, maps);

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
    async walk({ setup, knobs, step, params }: WalkRequest): Promise<WalkReply> {
      const maps = terrain('train', setup.maps);
      const batch = drawBatch(setup.seed, step, knobs.batch, setup.maps);
      const [map] = batch;
      const weights = params ?? initialParams(setup);
      const outputs = isLayered(setup)
        ? onThisThread(setup, weights, maps.inputs(Uint32Array.of(map)), 1)
        : await inBatch(networks, setup, weights, maps, batch);
      const own = [map * MAP_CELLS, (map + 1) * MAP_CELLS] as const;
      const walk = walkStep(setup, knobs, {
        outputs,
        truth: maps.paths.subarray(...own),
        trueCosts: maps.costs.subarray(...own),
        step,
      });
      return { ...walk, map, pixels: maps.pixels.slice(map * PICTURE, (map + 1) * PICTURE) };
    },
    async look({ setup, params, maps: numbers }: LookRequest): Promise<LookReply> {
      const { method, network } = setup;
      const { inputs } = heldOutMaps(numbers);
      const count = numbers.length;
      const weights = params ?? initialParams(setup);
      const outputs = isLayered(setup)
        ? onThisThread(setup, weights, inputs, count)
        : await networks.look(`looks ${network}`, setup, async (source) =>
            source.forward(weights, inputs, count),
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

/** Outputs for the first map of a batch, which is normalised as a whole. */
async function inBatch(
  networks: PathsNetworks,
  setup: PathsSetup,
  weights: Float32Array,
  maps: TrainingMaps,
  batch: Uint32Array,
): Promise<Float32Array> {
  // each is drawn by itself: the inputs of a batch may be those of a step that is under way
  for (const number of batch) maps.inputs(Uint32Array.of(number));
  const inputs = trainingMaps(maps).inputs(batch);
  const { length } = batch;
  return networks.train(`looks ${setup.network}`, setup, length, async (source) =>
    (await source.forward(weights, inputs, length)).subarray(0, MAP_CELLS),
  );
}
