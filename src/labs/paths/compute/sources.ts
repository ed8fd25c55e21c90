import type { Threads } from '../../../compute/service';
import { repeated } from '../../../compute/slices/repeated';
import { createSlices } from '../../../compute/slices/slices';
import type { Half } from '../../../compute/slices/slicing';
import type { SliceTasks } from '../../../compute/slices/tasks';
import { parameterCount } from '../../../core/networks/layers';
import { networkOf } from '../experiment/networks';
import type { CostSource } from '../experiment/run';
import { MAP_CELLS, SIDE, type LayeredSetup } from '../experiment/spec';

/**
 * Networks whose batches are spread over the threads, by a key that tells runs apart: the same bits
 * whatever the number of threads, also where one of them dies.
 */
export function createSources(threads: Threads<SliceTasks>) {
  const open = createSlices(threads);
  return (key: string, setup: LayeredSetup): CostSource => {
    const spec = networkOf(setup);
    const networks = open(key);
    const half = { name: 'costs', spec, from: 0, to: parameterCount(spec), outputs: MAP_CELLS };
    let again: () => Promise<readonly Float32Array[]>;
    return {
      async forward(params, pictures, count) {
        const halves: readonly Half[] = [{ ...half, count }];
        const batch = { params, inputs: pictures, pixels: SIDE * SIDE * 3 };
        again = () => repeated(() => networks.forward(halves, batch));
        const [outputs] = await again();
        return outputs;
      },
      backward: (dOutputs, gradient) =>
        repeated(async (lost) => {
          if (lost) await again();
          await networks.backward([dOutputs], gradient);
        }),
    };
  };
}
