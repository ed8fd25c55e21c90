import { describe, expect, it } from 'vitest';
import { createRng } from '../rng/rng';
import { createNoise, noiseSpec } from './noise';
import { rememberedNoise, runNoise, type NoiseFill } from './run-noise';

const fresh = runNoise(createRng(3, 'a run'), createNoise(noiseSpec('gumbel')));

/** The noise of a draw, and how often it had to be made. */
function counted(mostBytes: number) {
  let made = 0;
  const fill: NoiseFill = (...draw) => {
    made++;
    fresh(...draw);
  };
  const noise = rememberedNoise(fill, mostBytes);
  return {
    made: () => made,
    of(step: number, sample: number, row: number, parts = 5) {
      const gamma = new Float64Array(parts);
      noise(step, sample, row, gamma);
      return [...gamma];
    },
  };
}

const drawn = (step: number, sample: number, row: number, parts = 5) => {
  const gamma = new Float64Array(parts);
  fresh(step, sample, row, gamma);
  return [...gamma];
};

const draws: readonly (readonly [step: number, sample: number, row: number])[] = [
  [0, 0, 0],
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [20_000, 63, 3200],
];

describe('noise that is remembered', () => {
  it('is that of its draw, made once', () => {
    const noise = counted(1e6);
    for (let time = 0; time < 3; time++) {
      for (const draw of draws) expect(noise.of(...draw)).toEqual(drawn(...draw));
    }
    expect(noise.made()).toBe(draws.length);
  });

  it('is made again where there is no room for it, and of more parts', () => {
    const noise = counted(2 * 5 * 8);
    for (let time = 0; time < 2; time++) {
      for (const draw of draws) expect(noise.of(...draw)).toEqual(drawn(...draw));
    }
    expect(noise.made()).toBe(2 * draws.length - 2);
    expect(noise.of(0, 0, 0, 7)).toEqual(drawn(0, 0, 0, 7));
    expect(noise.of(0, 0, 0)).toEqual(drawn(0, 0, 0));
  });

  it('is not that which was written over', () => {
    const noise = rememberedNoise(fresh, 1e6);
    const gamma = new Float64Array(5);
    noise(0, 0, 0, gamma);
    gamma.fill(0);
    noise(0, 0, 0, gamma);
    expect([...gamma]).toEqual(drawn(0, 0, 0));
  });
});
