import type { LawName } from '../core/noise/laws';
import { f32x4, i32x4, v128, type Code, type FunctionBuilder, type Local } from './assembler';

/**
 * The pieces of the SIMD kernels, four samples at a time: the generator, a logarithm and the quantile
 * functions. Twins of rng.wgsl and of the laws' .wgsl files, in float32.
 */

const rotations = [
  [10, 26, 11, 21, 13, 27, 23, 5],
  [6, 20, 17, 11, 25, 10, 18, 20],
];

/**
 * Threefry-4x32-12 of the counter (samples, block, 0, 0) under the key (seed, stream, 0, 0).
 * @returns four locals that hold words 0..3, each for the four samples
 */
export function randomBlock(
  f: FunctionBuilder,
  samples: Code,
  block: Code,
  key: readonly [Local, Local, Local],
): { words: readonly Local[]; code: () => void } {
  const [seed, stream, parity] = key;
  const x = [f.local('v128'), f.local('v128'), f.local('v128'), f.local('v128')];
  const mix = (a: Local, b: Local, bits: number) => {
    f.emit(a.set(i32x4.add(a.get, b.get)));
    f.emit(b.set(v128.xor(i32x4.rotl(b.get, bits), a.get)));
  };
  const fourRounds = (bits: number[]) => {
    for (let r = 0; r < 8; r += 4) {
      mix(x[0], x[1], bits[r]);
      mix(x[2], x[3], bits[r + 1]);
      mix(x[0], x[3], bits[r + 2]);
      mix(x[2], x[1], bits[r + 3]);
    }
  };
  const inject = (index: number, value: Code) =>
    f.emit(x[index].set(i32x4.add(x[index].get, value)));
  const plus = (value: Code, round: number) => i32x4.add(value, i32x4.const(round));
  const code = () => {
    f.emit(x[0].set(i32x4.add(samples, seed.get)));
    f.emit(x[1].set(i32x4.add(i32x4.splat(block), stream.get)));
    f.emit(x[2].set(i32x4.const(0)), x[3].set(i32x4.const(0)));
    fourRounds(rotations[0]);
    inject(0, stream.get);
    inject(3, plus(parity.get, 1));
    fourRounds(rotations[1]);
    inject(2, parity.get);
    inject(3, plus(seed.get, 2));
    fourRounds(rotations[0]);
    inject(1, parity.get);
    inject(2, seed.get);
    inject(3, plus(stream.get, 3));
  };
  return { words: x, code };
}

/** Words as uniforms in (0,1): the centres of 2^23 cells. */
export function unitUniform(words: Code): Code {
  const cell = f32x4.fromSigned(i32x4.shr(words, 9));
  return f32x4.mul(f32x4.add(cell, f32x4.const(0.5)), f32x4.const(2 ** -23));
}

/** Scratch of `logarithm`, allocated once per kernel. */
export interface LogScratch {
  readonly x: Local;
  readonly e: Local;
  readonly s: Local;
  readonly s2: Local;
}

export function logScratch(f: FunctionBuilder): LogScratch {
  return { x: f.local('v128'), e: f.local('v128'), s: f.local('v128'), s2: f.local('v128') };
}

/**
 * log of positive normal floats into `out`. The argument is 2^e * m with m in [sqrt(1/2), sqrt(2));
 * log m = 2 artanh(s) with s = (m-1)/(m+1), |s| < 0.172, by its series to s^9: the first term left
 * out is below 2e-9 of the sum. m - 1 is exact, so the result keeps its relative accuracy near 1.
 */
export function logarithm(f: FunctionBuilder, t: LogScratch, argument: Code, out: Local): void {
  const rootHalf = 0x3f3504f3; // bits of sqrt(1/2)
  f.emit(t.x.set(argument));
  f.emit(t.e.set(i32x4.shrSigned(i32x4.sub(t.x.get, i32x4.const(rootHalf)), 23)));
  f.emit(t.x.set(i32x4.sub(t.x.get, i32x4.shl(t.e.get, 23)))); // m
  const one = f32x4.const(1);
  f.emit(t.s.set(f32x4.div(f32x4.sub(t.x.get, one), f32x4.add(t.x.get, one))));
  f.emit(t.s2.set(f32x4.mul(t.s.get, t.s.get)));
  const series = horner(t.s2.get, [2 / 9, 2 / 7, 2 / 5, 2 / 3, 2]);
  const exponent = f32x4.mul(f32x4.fromSigned(t.e.get), f32x4.const(Math.LN2));
  f.emit(out.set(f32x4.add(exponent, f32x4.mul(t.s.get, series))));
}

/** Polynomial with the highest coefficient first; `x` is evaluated once per degree: pass a local. */
function horner(x: Code, coefficients: readonly number[]): Code {
  return coefficients
    .slice(1)
    .reduce<Code>(
      (sum, c) => f32x4.add(f32x4.mul(sum, x), f32x4.const(c)),
      f32x4.const(coefficients[0]),
    );
}

/** Giles's single-precision inverse error function, see normal.wgsl. */
const centre = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503,
  -0.00417768164, 0.246640727, 1.50140941,
];
const tail = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613,
  0.00943887047, 1.00167406, 2.83297682,
];

/**
 * Emits code that turns the uniforms in `u` into standard noise in `out` (for Gumbel: into the
 * exponential E = -log u, which is what the race needs).
 */
export function quantile(
  f: FunctionBuilder,
  law: LawName,
  t: LogScratch,
): (u: Local, out: Local) => void {
  const one = f32x4.const(1);
  if (law === 'uniform') {
    return (u, out) => f.emit(out.set(f32x4.sub(f32x4.add(u.get, u.get), one)));
  }
  if (law === 'gumbel') {
    return (u, out) => {
      logarithm(f, t, u.get, out);
      f.emit(out.set(f32x4.neg(out.get)));
    };
  }
  const w = f.local('v128');
  if (law === 'logistic') {
    return (u, out) => {
      logarithm(f, t, f32x4.sub(one, u.get), w);
      logarithm(f, t, u.get, out);
      f.emit(out.set(f32x4.sub(out.get, w.get)));
    };
  }
  const near = f.local('v128');
  const far = f.local('v128');
  return (u, out) => {
    const product = f32x4.mul(f32x4.mul(u.get, f32x4.sub(one, u.get)), f32x4.const(4));
    logarithm(f, t, product, w);
    f.emit(w.set(f32x4.neg(w.get)));
    f.emit(near.set(f32x4.sub(w.get, f32x4.const(2.5))));
    f.emit(far.set(f32x4.sub(f32x4.sqrt(w.get), f32x4.const(3))));
    const central = f32x4.lessThan(w.get, f32x4.const(5));
    const p = v128.bitselect(horner(near.get, centre), horner(far.get, tail), central);
    const x = f32x4.sub(f32x4.add(u.get, u.get), one);
    f.emit(out.set(f32x4.mul(f32x4.mul(p, x), f32x4.const(Math.SQRT2))));
  };
}
