import type { LawName } from '../../../core/noise/laws';
import { ARGMAX_STREAM, emptySums, type ArgmaxProblem, type PairSums } from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';
import {
  assemble,
  f32x4,
  f64,
  f64x2,
  i32,
  i32x4,
  v128,
  type Code,
  type FunctionBuilder,
  type Local,
} from '../../wasm/assembler';
import { logarithm, logScratch, quantile, randomBlock, unitUniform } from '../shared/vector-math';

/**
 * The one-hot sampler in WebAssembly SIMD, four samples at a time. Each class has two rows in memory,
 * one for y* and one for y*(eps); the winner is the class with the largest key
 *
 *   Gumbel:  -E_i * b_i   with E_i = -log u_i and b_i = exp((top - mu_i) / spread)
 *   others:  mu_i + sigma*location + spread * standard noise
 *
 * where spread = sigma * scale. The first is the race of exponentials: gamma = location - scale*log E
 * with E ~ Exp(1), so argmax mu_i + sigma*gamma_i = argmin E_i * b_i, and one logarithm per class
 * does the work of two. Same draws as `maximisePairs`; float32 inside, sums in float64.
 */

/** Memory: four doubles of sums, then the rows (b or score) of y*, those of y*(eps), the counts. */
const SUMS_BYTES = 64;
const PAGE = 65_536;
/** Larger than any handicap that can still win, small enough that no product overflows. */
const OUT_OF_REACH = 1e30;

interface Instance {
  readonly memory: WebAssembly.Memory;
  run(
    quads: number,
    first: number,
    n: number,
    blocks: number,
    seed: number,
    stream: number,
    counts: number,
  ): void;
}

const instances = new Map<string, Instance | null>();

/** The kernel of a law, compiled once; null where the browser has no SIMD. */
function instanceOf(law: LawName, augmented: boolean): Instance | null {
  const key = `${law}/${augmented}`;
  let instance = instances.get(key);
  if (instance === undefined) {
    instance = instantiate(law, augmented);
    instances.set(key, instance);
  }
  return instance;
}

function instantiate(law: LawName, augmented: boolean): Instance | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = assemble(7, (f) => emitKernel(f, law, augmented));
  if (!WebAssembly.validate(bytes)) return null;
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Instance;
}

interface Runner {
  readonly key: Local;
  readonly index: Local;
  readonly noise: Local;
}

function emitKernel(f: FunctionBuilder, law: LawName, augmented: boolean): void {
  const [quads, first, n, blocks, seedWord, streamWord, counts] = f.parameters;
  const v = () => f.local('v128');
  const seed = v();
  const stream = v();
  const parity = v();
  f.emit(seed.set(i32x4.splat(seedWord.get)), stream.set(i32x4.splat(streamWord.get)));
  f.emit(parity.set(v128.xor(v128.xor(seed.get, stream.get), i32x4.const(0x1bd11bda))));

  const samples = v();
  const block = f.local('i32');
  const row = f.local('i32');
  const turn = f.local('i32');
  const scratch = logScratch(f);
  const u = v();
  const noise = v();
  const candidate = v();
  const index = v();
  const better = v();
  const toNoise = quantile(f, law, scratch);
  const random = randomBlock(f, samples.get, block.get, [seed, stream, parity]);
  const y: Runner = { key: v(), index: v(), noise: v() };
  const z: Runner = { key: v(), index: v(), noise: v() };
  const runners = augmented ? [y, z] : [y];
  const totals = createTotals(f);

  /** The key of the class whose row is at `offset`. */
  const keyAt = (offset: Code): Code => {
    const value = v128.loadSplat(offset, SUMS_BYTES);
    return law === 'gumbel'
      ? f32x4.neg(f32x4.mul(noise.get, value))
      : f32x4.add(f32x4.mul(noise.get, v128.loadSplat(i32.const(32))), value);
  };
  const rowsOfZ = i32.shl(blocks.get, i32.const(4)); // 16 bytes per block of four classes

  f.emit(samples.set(i32x4.add(i32x4.splat(first.get), i32x4.const(0, 1, 2, 3))));
  f.emit(turn.set(i32.const(0)));
  f.whileLoop(
    () => i32.lessThan(turn.get, quads.get),
    () => {
      for (const runner of runners) {
        f.emit(runner.key.set(f32x4.const(-Infinity)), runner.index.set(i32x4.const(0)));
        f.emit(runner.noise.set(f32x4.const(1)));
      }
      f.emit(block.set(i32.const(0)), index.set(i32x4.const(0)));
      f.whileLoop(
        () => i32.lessThan(block.get, blocks.get),
        () => {
          random.code();
          f.emit(row.set(i32.shl(block.get, i32.const(4))));
          for (const [lane, word] of random.words.entries()) {
            f.emit(u.set(unitUniform(word.get)));
            toNoise(u, noise);
            for (const [which, runner] of runners.entries()) {
              const start = which === 0 ? row.get : i32.add(row.get, rowsOfZ);
              f.emit(candidate.set(keyAt(i32.add(start, i32.const(4 * lane)))));
              f.emit(better.set(f32x4.greaterThan(candidate.get, runner.key.get)));
              const keep = (to: Local, value: Local) =>
                f.emit(to.set(v128.bitselect(value.get, to.get, better.get)));
              keep(runner.key, candidate);
              keep(runner.index, index);
              keep(runner.noise, noise);
            }
            f.emit(index.set(i32x4.add(index.get, i32x4.const(1))));
          }
          f.emit(block.set(i32.add(block.get, i32.const(1))));
        },
      );
      for (let lane = 0; lane < 4; lane++) {
        const i = i32x4.extract(y.index.get, lane);
        const cell = augmented ? i32.add(i32.mul(i, n.get), i32x4.extract(z.index.get, lane)) : i;
        const address = i32.add(counts.get, i32.shl(cell, i32.const(2)));
        f.emit(i32.store(address, i32.add(i32.load(address), i32.const(1))));
      }
      if (law === 'gumbel') {
        logarithm(f, scratch, f32x4.neg(y.key.get), candidate);
        totals.add(0, candidate.get);
        if (augmented) {
          logarithm(f, scratch, f32x4.div(y.noise.get, z.noise.get), candidate);
          totals.add(1, candidate.get);
        }
      } else {
        totals.add(0, y.key.get);
        if (augmented) {
          f.emit(candidate.set(f32x4.sub(z.noise.get, y.noise.get)));
          totals.add(1, candidate.get);
        }
      }
      f.emit(samples.set(i32x4.add(samples.get, i32x4.const(4))));
      f.emit(turn.set(i32.add(turn.get, i32.const(1))));
    },
  );
  totals.store();
}

/** Sums and sums of squares of two series, in float64. */
function createTotals(f: FunctionBuilder) {
  const sums = [0, 1, 2, 3].map(() => f.local('v128'));
  const half = f.local('v128');
  for (const sum of sums) f.emit(sum.set(f64x2.const(0)));
  return {
    add(series: 0 | 1, value: Code): void {
      for (const part of [0, 1] as const) {
        f.emit(half.set(f64x2.promote(value, part)));
        const plain = sums[2 * series];
        const squares = sums[2 * series + 1];
        f.emit(plain.set(f64x2.add(plain.get, half.get)));
        f.emit(squares.set(f64x2.add(squares.get, f64x2.mul(half.get, half.get))));
      }
    },
    store(): void {
      sums.forEach((sum, i) => {
        const total = f64.add(f64x2.extract(sum.get, 0), f64x2.extract(sum.get, 1));
        f.emit(f64.store(i32.const(0), total, 8 * i));
      });
    },
  };
}

/** Rows of keys: handicaps of the race for Gumbel, perturbed means for the others; padded to fours. */
function keyRows(problem: ArgmaxProblem, scores: readonly number[], padded: number): Float32Array {
  const { sigma, noise } = problem;
  const spread = sigma * noise.scale;
  const gumbel = noise.law === 'gumbel';
  const top = Math.max(...scores);
  const rows = new Float32Array(padded).fill(gumbel ? OUT_OF_REACH : -OUT_OF_REACH);
  scores.forEach((score, i) => {
    rows[i] = gumbel
      ? Math.min(OUT_OF_REACH, Math.exp((top - score) / spread))
      : score + sigma * noise.location;
  });
  return rows;
}

/**
 * The sums over `count` samples (a multiple of four) of a one-hot problem, or null where the browser
 * has no SIMD. Twin of `maximisePairs`.
 */
export function sampleOneHotSimd(
  problem: ArgmaxProblem,
  first: number,
  count: number,
  augmented: boolean,
): PairSums | null {
  const { scores, loss, sigma, epsilon, noise, seed } = problem;
  const instance = instanceOf(noise.law, augmented);
  if (!instance) return null;
  const n = scores.length;
  const blocks = Math.ceil(n / 4);
  const cells = augmented ? n * n : n;
  const countsAt = SUMS_BYTES + 2 * 16 * blocks;
  const missing = countsAt + 4 * cells - instance.memory.buffer.byteLength;
  if (missing > 0) instance.memory.grow(Math.ceil(missing / PAGE));

  const { buffer } = instance.memory;
  const spread = sigma * noise.scale;
  new Float32Array(buffer, 32, 1)[0] = spread;
  const rows = new Float32Array(buffer, SUMS_BYTES, 8 * blocks);
  rows.set(keyRows(problem, scores, 4 * blocks));
  const shifted = scores.map((score, i) => score + epsilon * loss[i]);
  rows.set(keyRows(problem, shifted, 4 * blocks), 4 * blocks);
  const counts = new Uint32Array(buffer, countsAt, cells).fill(0);
  instance.run(count / 4, first, n, blocks, seed, streamId(ARGMAX_STREAM), countsAt);
  return unpack(problem, count, augmented, counts, new Float64Array(buffer, 0, 4));
}

/** Counts and moments as `PairSums`; the loss of a one-hot structure follows from the counts. */
function unpack(
  problem: ArgmaxProblem,
  count: number,
  augmented: boolean,
  counts: Uint32Array,
  totals: Float64Array,
): PairSums {
  const { scores, sigma, noise, loss } = problem;
  const n = scores.length;
  const sums = emptySums(n, augmented);
  sums.samples = count;
  if (augmented) {
    sums.joint.set(counts);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        sums.hits[i] += counts[i * n + j];
        sums.hitsAugmented[j] += counts[i * n + j];
      }
    }
  } else {
    sums.hits.set(counts);
  }
  for (let i = 0; i < n; i++) {
    sums.loss += sums.hits[i] * loss[i];
    sums.lossSquared += sums.hits[i] * loss[i] * loss[i];
  }
  const [value, valueSquared, gap, gapSquared] = totals;
  sums.gap = noise.scale * gap;
  sums.gapSquared = noise.scale * noise.scale * gapSquared;
  if (noise.law === 'gumbel') {
    // maximum = shift - spread * log(winning race)
    const shift = Math.max(...scores) + sigma * noise.location;
    const spread = sigma * noise.scale;
    sums.maximum = count * shift - spread * value;
    sums.maximumSquared =
      count * shift * shift - 2 * shift * spread * value + spread * spread * valueSquared;
  } else {
    sums.maximum = value;
    sums.maximumSquared = valueSquared;
  }
  return sums;
}
