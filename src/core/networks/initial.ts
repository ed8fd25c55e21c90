import { unitUniform, type Rng } from '../rng/rng';
import { placeLayers, type NetworkSpec } from './layers';

/**
 * First weights of a network: uniform within `gain` over the root of the number of inputs, biases too. With
 * HE_GAIN the values behind relu keep their size from layer to layer (He et al. 2015).
 */
export function fillNetwork(params: Float32Array, spec: NetworkSpec, rng: Rng, gain = 1): void {
  for (const { layer, input, weightsAt, end } of placeLayers(spec)) {
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * input[2] : input[0] * input[1] * input[2];
    fillUniform(params.subarray(weightsAt, end), weightsAt, gain / Math.sqrt(fanIn), rng);
  }
}

/** Of a uniform law whose variance is 2. */
export const HE_GAIN = Math.sqrt(6);

/** Fills with uniform numbers in (-bound, bound): those of the indices from `first` on. */
export function fillUniform(out: Float32Array, first: number, bound: number, rng: Rng): void {
  const words = new Uint32Array(4);
  let block = -1;
  for (let i = 0; i < out.length; i++) {
    const index = first + i;
    if (index >>> 2 !== block) rng.block(0, (block = index >>> 2), 0, words);
    out[i] = bound * (2 * unitUniform(words[index & 3]) - 1);
  }
}
