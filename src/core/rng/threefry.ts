/**
 * Threefry-4x32 with 12 rounds (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as
 * 1, 2, 3", SC 2011; 12 rounds is the least the authors found to pass BigCrush, 20 is their default).
 *
 * A keyed bijection of 128-bit counters: there is no state to carry, so draw number 10^6 costs what
 * draw number 0 costs, and a GPU thread needs nothing but its own index. Only 32-bit additions,
 * rotations and exclusive-ors, hence the same bits in JavaScript and in WGSL (rng.wgsl).
 *
 * Unrolled by hand: this is the inner loop of every CPU estimator, and a loop over a rotation table
 * costs three times as much.
 *
 * @param c0..c3 the counter; @param k0..k3 the key (32-bit words, signed or not)
 * @param out receives four 32-bit words at [0..3]
 */
export function threefry4x32(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  k2: number,
  k3: number,
  out: Int32Array | Uint32Array,
): void {
  const k4 = 0x1bd11bda ^ k0 ^ k1 ^ k2 ^ k3;
  let a = (c0 + k0) | 0;
  let b = (c1 + k1) | 0;
  let c = (c2 + k2) | 0;
  let d = (c3 + k3) | 0;
  // rounds 1-4
  a = (a + b) | 0;
  b = ((b << 10) | (b >>> 22)) ^ a;
  c = (c + d) | 0;
  d = ((d << 26) | (d >>> 6)) ^ c;
  a = (a + d) | 0;
  d = ((d << 11) | (d >>> 21)) ^ a;
  c = (c + b) | 0;
  b = ((b << 21) | (b >>> 11)) ^ c;
  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  c = (c + d) | 0;
  d = ((d << 27) | (d >>> 5)) ^ c;
  a = (a + d) | 0;
  d = ((d << 23) | (d >>> 9)) ^ a;
  c = (c + b) | 0;
  b = ((b << 5) | (b >>> 27)) ^ c;
  a = (a + k1) | 0;
  b = (b + k2) | 0;
  c = (c + k3) | 0;
  d = (d + k4 + 1) | 0;
  // rounds 5-8
  a = (a + b) | 0;
  b = ((b << 6) | (b >>> 26)) ^ a;
  c = (c + d) | 0;
  d = ((d << 20) | (d >>> 12)) ^ c;
  a = (a + d) | 0;
  d = ((d << 17) | (d >>> 15)) ^ a;
  c = (c + b) | 0;
  b = ((b << 11) | (b >>> 21)) ^ c;
  a = (a + b) | 0;
  b = ((b << 25) | (b >>> 7)) ^ a;
  c = (c + d) | 0;
  d = ((d << 10) | (d >>> 22)) ^ c;
  a = (a + d) | 0;
  d = ((d << 18) | (d >>> 14)) ^ a;
  c = (c + b) | 0;
  b = ((b << 20) | (b >>> 12)) ^ c;
  a = (a + k2) | 0;
  b = (b + k3) | 0;
  c = (c + k4) | 0;
  d = (d + k0 + 2) | 0;
  // rounds 9-12
  a = (a + b) | 0;
  b = ((b << 10) | (b >>> 22)) ^ a;
  c = (c + d) | 0;
  d = ((d << 26) | (d >>> 6)) ^ c;
  a = (a + d) | 0;
  d = ((d << 11) | (d >>> 21)) ^ a;
  c = (c + b) | 0;
  b = ((b << 21) | (b >>> 11)) ^ c;
  a = (a + b) | 0;
  b = ((b << 13) | (b >>> 19)) ^ a;
  c = (c + d) | 0;
  d = ((d << 27) | (d >>> 5)) ^ c;
  a = (a + d) | 0;
  d = ((d << 23) | (d >>> 9)) ^ a;
  c = (c + b) | 0;
  b = ((b << 5) | (b >>> 27)) ^ c;
  out[0] = a + k3;
  out[1] = b + k4;
  out[2] = c + k0;
  out[3] = d + k1 + 3;
}
