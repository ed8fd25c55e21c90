import { fillNetwork, HE_GAIN } from '../../../core/networks/initial';
import { parameterCount, type Layer, type NetworkSpec } from '../../../core/networks/layers';
import {
  initialResnetFront,
  resnetFrontLayout,
  type ResnetFrontSpec,
} from '../../../core/networks/resnet-front';
import { createRng } from '../../../core/rng/rng';
import type { PathMaps } from './maps';
import { isLayered, SIDE, type LayeredName, type LayeredSetup, type PathsSetup } from './spec';

const conv = (kernel: number, filters: number, stride = 1): Layer => ({
  ...{ kind: 'conv', activation: 'relu' },
  ...{ kernel, filters, stride },
});
const pad = (before: number, after: number): Layer => ({ kind: 'pad', before, after });
const pool: Layer = { kind: 'pool' };
const mean: Layer = { kind: 'mean' };
const last = (kernel: number): Layer => ({
  ...{ kind: 'conv', activation: 'none', filters: 1 },
  kernel,
});

/** The layers, of which the last one has the output that a link makes a cost of. */
const layers: Readonly<Record<LayeredName, readonly Layer[]>> = {
  // looks at each cell alone, then at its neighbours: to train while one watches
  cells: [conv(8, 64, 8), pad(1, 1), conv(3, 32), last(1)],
  // as released with Berthet et al. (2020); maxima over windows of 4 are maxima of maxima
  pure: [pad(1, 2), conv(4, 32), pool, pool, pad(0, 1), conv(2, 32), mean, pad(0, 1), last(2)],
};

export const networkOf = ({ network }: LayeredSetup): NetworkSpec => ({
  input: [SIDE, SIDE, 3],
  layers: layers[network],
});

/** The network of the paper, which is no list of layers. */
export const resnetSpec: ResnetFrontSpec = { input: [SIDE, SIDE, 3] };

/** Numbers of a network: those that are trained, and all of them with the running statistics behind. */
export function sizesOf(setup: Pick<PathsSetup, 'network'>): {
  readonly trainable: number;
  readonly parameters: number;
} {
  if (!isLayered(setup)) return resnetFrontLayout(resnetSpec);
  const parameters = parameterCount(networkOf(setup));
  return { trainable: parameters, parameters };
}

/** First weights: the seed and the shape alone decide them, so all methods start from the same. */
export function initialParams(setup: PathsSetup): Float32Array {
  const rng = createRng(setup.seed, 'paths/weights');
  if (!isLayered(setup)) return initialResnetFront(resnetSpec, rng);
  const spec = networkOf(setup);
  const params = new Float32Array(parameterCount(spec));
  fillNetwork(params, spec, rng, HE_GAIN);
  return params;
}

/** Maps as a network takes them. */
export interface TrainingMaps extends PathMaps {
  /** Inputs for the maps of the given numbers, valid until the next call. */
  inputs(numbers: Uint32Array): Float32Array;
}

export function trainingMaps(maps: PathMaps): TrainingMaps {
  // new memory for every step costs more than to write it
  let room = new Float32Array(0);
  return {
    ...maps,
    inputs(numbers) {
      const size = numbers.length * PICTURE;
      if (room.length !== size) room = new Float32Array(size);
      return toInputs(maps.pixels, numbers, room);
    },
  };
}

/** Numbers of a picture. */
const PICTURE = SIDE * SIDE * 3;

/** Writes the pictures of the given numbers as inputs, from -1 to 3: bytes / 64 - 1, as released. */
function toInputs(pixels: Uint8Array, numbers: ArrayLike<number>, out: Float32Array): Float32Array {
  for (let n = 0; n < numbers.length; n++) {
    const from = numbers[n] * PICTURE;
    for (let i = 0, at = n * PICTURE; i < PICTURE; i++, at++) out[at] = pixels[from + i] / 64 - 1;
  }
  return out;
}
