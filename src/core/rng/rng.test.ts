import { describe, expect, it } from 'vitest';
import { createRng, streamId, unitUniform } from './rng';

const bitCount = (x: number) => {
  let count = 0;
  for (let bits = x >>> 0; bits; bits &= bits - 1) count++;
  return count;
};

describe('createRng', () => {
  it('gives word 4b+i of a sample as entry i of block b', () => {
    const rng = createRng(7, 'test');
    const out = new Uint32Array(4);
    for (let part = 0; part < 24; part++) {
      rng.block(11, part >> 2, 3, out);
      expect(rng.word(11, part, 3)).toBe(out[part & 3]);
    }
  });

  it('depends on seed, stream, row, sample and part, and on nothing else', () => {
    const words = [
      createRng(1, 'a').word(0, 0),
      createRng(2, 'a').word(0, 0),
      createRng(1, 'b').word(0, 0),
      createRng(1, 'a').word(1, 0),
      createRng(1, 'a').word(0, 1),
      createRng(1, 'a').word(0, 0, 1),
    ];
    expect(new Set(words).size).toBe(words.length);
    expect(createRng(1, 'a').word(0, 0)).toBe(words[0]);
  });

  it('flips half of the 32 bits on average when one bit of the sample, part or seed flips', () => {
    const reference = createRng(12345, 'avalanche');
    let flipped = 0;
    let trials = 0;
    for (let bit = 0; bit < 31; bit++) {
      for (let sample = 0; sample < 64; sample++) {
        const word = reference.word(sample, 5);
        const others = [
          reference.word((sample ^ (1 << bit)) >>> 0, 5),
          reference.word(sample, (5 ^ (4 << (bit % 20))) >>> 0),
          createRng((12345 ^ (1 << bit)) >>> 0, 'avalanche').word(sample, 5),
        ];
        for (const other of others) flipped += bitCount(word ^ other);
        trials += others.length;
      }
    }
    // mean of 16 bits with standard deviation sqrt(8 / trials) = 0.037: five of them
    expect(Math.abs(flipped / trials - 16)).toBeLessThan(0.19);
  });

  it('fills 256 equal cells evenly, and pairs of neighbouring parts 16 x 16 cells', () => {
    const rng = createRng(99, 'chi-square');
    const samples = 100_000;
    const cells = new Float64Array(256);
    const pairs = new Float64Array(256);
    for (let m = 0; m < samples; m++) {
      cells[rng.word(m, 0) >>> 24]++;
      pairs[((rng.word(m, 1) >>> 28) << 4) | (rng.word(m, 2) >>> 28)]++;
    }
    for (const counts of [cells, pairs]) {
      const mean = samples / 256;
      const chiSquare = counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
      // 255 degrees of freedom: mean 255, standard deviation 22.6; five of them either side
      expect(chiSquare).toBeGreaterThan(142);
      expect(chiSquare).toBeLessThan(368);
    }
  });

  it('rejects a seed that is not an unsigned 32-bit integer, by its value', () => {
    for (const seed of [-1, 0.5, 2 ** 32, NaN]) {
      expect(() => createRng(seed, 's')).toThrow(`got ${seed}`);
    }
  });
});

describe('streamId', () => {
  it('is FNV-1a with its published values', () => {
    expect(streamId('')).toBe(0x811c9dc5);
    expect(streamId('a')).toBe(0xe40c292c);
    expect(streamId('foobar')).toBe(0xbf9cf968);
  });
});

describe('unitUniform', () => {
  it('lies strictly inside (0, 1), is exact in float32, and so is its complement', () => {
    for (const word of [0, 1, 511, 512, 0x7fffffff, 0x80000000, 0xfffffe00, 0xffffffff]) {
      const u = unitUniform(word);
      expect(u).toBeGreaterThan(0);
      expect(u).toBeLessThan(1);
      expect(Math.fround(u)).toBe(u);
      expect(Math.fround(1 - u)).toBe(1 - u);
    }
    expect(unitUniform(0)).toBe(2 ** -24);
    expect(unitUniform(0xffffffff)).toBe(1 - 2 ** -24);
  });
});
