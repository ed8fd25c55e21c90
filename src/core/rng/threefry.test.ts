import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { threefry4x32 } from './threefry';

const rotations = [
  [10, 26],
  [11, 21],
  [13, 27],
  [23, 5],
  [6, 20],
  [17, 11],
  [25, 10],
  [18, 20],
];

/** The definition as a loop over rounds, on BigInt words: slow and nothing like the unrolled one. */
function threefryByDefinition(counter: number[], key: number[], rounds: number): number[] {
  const word = (x: bigint) => x & 0xffffffffn;
  const rotate = (x: bigint, by: number) => word((x << BigInt(by)) | (x >> BigInt(32 - by)));
  const k = key.map((x) => BigInt(x >>> 0));
  k.push(k.reduce((a, b) => a ^ b, 0x1bd11bdan));
  const x = counter.map((c, i) => word(BigInt(c >>> 0) + k[i]));
  for (let round = 0; round < rounds; round++) {
    const [first, second] = rotations[round % 8];
    const [p, q] = round % 2 === 0 ? [1, 3] : [3, 1];
    x[0] = word(x[0] + x[p]);
    x[p] = rotate(x[p], first) ^ x[0];
    x[2] = word(x[2] + x[q]);
    x[q] = rotate(x[q], second) ^ x[2];
    if (round % 4 === 3) {
      const injection = (round + 1) / 4;
      for (let i = 0; i < 4; i++) x[i] = word(x[i] + k[(injection + i) % 5]);
      x[3] = word(x[3] + BigInt(injection));
    }
  }
  return x.map(Number);
}

const ones = [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff];
const published = [
  {
    counter: [0, 0, 0, 0],
    key: [0, 0, 0, 0],
    out: [0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8],
  },
  { counter: ones, key: ones, out: [0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732] },
  {
    counter: [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    key: [0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89],
    out: [0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84],
  },
];

describe('threefry4x32', () => {
  it('has a definition that gives the published 20-round vectors of Random123', () => {
    for (const { counter, key, out } of published) {
      expect(threefryByDefinition(counter, key, 20)).toEqual(out);
    }
  });

  it('agrees with the definition at 12 rounds for any counter and key', () => {
    const words = fc.tuple(...Array.from({ length: 8 }, () => fc.nat(0xffffffff)));
    const out = new Uint32Array(4);
    fc.assert(
      fc.property(words, ([a, b, c, d, e, f, g, h]) => {
        threefry4x32(a, b, c, d, e, f, g, h, out);
        expect([...out]).toEqual(threefryByDefinition([a, b, c, d], [e, f, g, h], 12));
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  it('writes the same bits to signed and unsigned arrays', () => {
    const signed = new Int32Array(4);
    const unsigned = new Uint32Array(4);
    threefry4x32(1, 2, 3, 4, 5, 6, 7, 8, signed);
    threefry4x32(1, 2, 3, 4, 5, 6, 7, 8, unsigned);
    expect([...new Uint32Array(signed.buffer)]).toEqual([...unsigned]);
  });
});
