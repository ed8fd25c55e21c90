import type { Rng } from '../rng/rng';
import type { Noise } from './noise';

/** Samples of one step that have numbers of their own; more than any run draws. */
export const MAX_SAMPLES = 64;

/** Fills gamma [parts] with the noise of one sample of one row of a batch in one step. */
export type NoiseFill = (step: number, sample: number, row: number, gamma: Float64Array) => void;

/**
 * The noise of a run: it depends on the generator, the step, the sample, the row and the part alone, so
 * runs of other methods, scales or losses meet the same draws.
 */
export function runNoise(rng: Rng, { sample: valueOf }: Pick<Noise, 'sample'>): NoiseFill {
  const words = new Int32Array(4);
  return (step, sample, row, gamma) => {
    const index = step * MAX_SAMPLES + sample;
    const { length } = gamma;
    for (let part = 0; part < length; part += 4) {
      rng.block(index, part >>> 2, row, words);
      const end = Math.min(4, length - part);
      for (let w = 0; w < end; w++) gamma[part + w] = valueOf(words[w]);
    }
  };
}

/** Rows of a batch, at most. */
const MAX_ROWS = 2 ** 20;

/** The same noise, kept as far as there is room, for whoever asks for the same draws again and again. */
export function rememberedNoise(fill: NoiseFill, mostBytes: number): NoiseFill {
  const known = new Map<number, Float64Array>();
  let room = mostBytes;
  return (step, sample, row, gamma) => {
    const key = (step * MAX_SAMPLES + sample) * MAX_ROWS + row;
    const before = known.get(key);
    if (before?.length === gamma.length) {
      gamma.set(before);
      return;
    }
    fill(step, sample, row, gamma);
    if (before || room < gamma.byteLength) return;
    room -= gamma.byteLength;
    known.set(key, gamma.slice());
  };
}
