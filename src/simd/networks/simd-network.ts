import {
  isWeighted,
  placeLayers,
  type NetworkSpec,
  type PlacedLayer,
} from '../../core/networks/layers';
import type { Network } from '../../core/networks/plain';
import { createArena, type Arena } from './products';
import { hasWeights, type SharedStage, type Stage } from './stage';
import {
  activationGradient,
  createScratch,
  inputGradient,
  loadWeights,
  multiplied,
  unloadBiases,
  unloadWeights,
  weightGradient,
} from './weighted';
import { moved, movedGradient } from './weightless';

const padded = (channels: number) => (channels + 3) & ~3;

/**
 * A network on the SIMD kernels, for batches of up to `capacity` images: twin of `createPlainNetwork`.
 * Inside, the channels of every map are padded to fours with zeros; outside, parameters and gradients
 * have the layout of layers.ts.
 */
export const createSimdNetwork = (spec: NetworkSpec, capacity: number): Network =>
  createSimdNetworks(spec, capacity)();

/**
 * Networks of one kind, one with every call, that share their weights and all memory that lives no longer
 * than a call: only the maps of its last images are a network's own. What works on a step in slices
 * stays in the cache that way.
 */
export function createSimdNetworks(spec: NetworkSpec, capacity: number): () => Network {
  const arena = createArena();
  const [height, width, channels] = spec.input;
  const places = placeLayers(spec);
  // products read an image as it is, other layers in fours
  const inChannels = places.length > 0 && !isWeighted(places[0]) ? padded(channels) : channels;
  const pixels = height * width;
  const shared = createSharedStages(arena, places, inChannels, capacity);
  const scratch = createScratch(arena, shared);
  const bias = arena.allocate(Math.max(4, ...shared.map(({ outChannels }) => outChannels)));
  /** Sums of slopes in double precision, so two floats each. */
  const sums = arena.allocate(2 * bias.size);
  /** Whose weights are in the memory. */
  let loaded: Float32Array | null = null;

  function network(): Network {
    const input = arena.allocate(capacity * pixels * inChannels);
    const stages: readonly Stage[] = shared.map((stage) => ({
      ...stage,
      out: arena.allocate(capacity * stage.outSize),
    }));
    const inputs = stages.map((_, i) => (i === 0 ? input : stages[i - 1].out));
    const last = stages[stages.length - 1];
    const [rows, columns, outputs] = last.place.output;
    let batch = 0;
    let params: Float32Array = new Float32Array(0);

    return {
      forward(weights, images, count) {
        if (count > capacity) throw new RangeError(`at most ${capacity} images, not ${count}`);
        batch = count;
        params = weights;
        copyRows(images, channels, arena.view(input), inChannels, count * pixels);
        stages.forEach((stage, i) => {
          if (!hasWeights(stage)) return moved(arena, stage, inputs[i], count);
          loadWeights(arena, stage, params, bias);
          multiplied(arena, stage, inputs[i], bias, count);
        });
        loaded = params;
        const points = count * rows * columns;
        const result = new Float32Array(points * outputs);
        copyRows(arena.view(last.out), last.outChannels, result, outputs, points);
        return result;
      },
      backward(dOut, gradient) {
        // the gradients of the batch before are still there
        if (batch === 0) return;
        if (loaded !== params) {
          for (const stage of stages.filter(hasWeights)) loadWeights(arena, stage, params, bias);
        }
        loaded = params;
        const view = arena.view(last.dOut).fill(0, 0, batch * last.outSize);
        copyRows(dOut, outputs, view, last.outChannels, batch * rows * columns);
        for (let i = stages.length - 1; i >= 0; i--) {
          const stage = stages[i];
          const dInput = i > 0 ? stages[i - 1].dOut : null;
          if (!hasWeights(stage)) {
            if (dInput) movedGradient(arena, stage, inputs[i], dInput, batch);
            continue;
          }
          activationGradient(arena, stage, sums, batch);
          weightGradient(arena, stage, inputs[i], scratch, batch);
          unloadWeights(arena, stage, gradient);
          unloadBiases(arena, stage, sums, gradient);
          if (dInput) inputGradient(arena, stage, dInput, scratch, batch);
        }
      },
    };
  }
  return network;
}
function createSharedStages(
  arena: Arena,
  places: readonly PlacedLayer[],
  firstChannels: number,
  capacity: number,
): SharedStage[] {
  let inChannels = firstChannels;
  return places.map((place) => {
    const { layer, input, output } = place;
    const outChannels = padded(output[2]);
    const inSize = input[0] * input[1] * inChannels;
    const outSize = output[0] * output[1] * outChannels;
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * inChannels : layer.kind === 'dense' ? inSize : 0;
    const weights = arena.allocate(fanIn * outChannels);
    const dWeights = arena.allocate(fanIn * outChannels);
    const dOut = arena.allocate(capacity * outSize);
    const stage = { place, inChannels, outChannels, inSize, outSize, fanIn };
    inChannels = outChannels;
    return { ...stage, weights, dWeights, dOut };
  });
}

/** Rows of one width into rows of another. */
function copyRows(
  from: Float32Array,
  fromWidth: number,
  to: Float32Array,
  toWidth: number,
  rows: number,
): void {
  const width = Math.min(fromWidth, toWidth);
  if (fromWidth === toWidth) return to.set(from.subarray(0, rows * width));
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < width; i++) to[r * toWidth + i] = from[r * fromWidth + i];
  }
}
