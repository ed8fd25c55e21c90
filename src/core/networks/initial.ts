import { unitUniform, type Rng } from '../rng/rng';
import { placeLayers, type NetworkSpec } from './layers';

/** First weights of a network: uniform within one over the root of the number of inputs, biases too. */
export function fillNetwork(params: Float32Array, spec: NetworkSpec, rng: Rng): void {
  for (const { layer, input, weightsAt, end } of placeLayers(spec)) {
    const fanIn =
      layer.kind === 'conv' ? layer.kernel ** 2 * input[2] : input[0] * input[1] * input[2];
    fillUniform(params.subarray(weightsAt, end), weightsAt, 1 / Math.sqrt(fanIn), rng);
  }
}

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
