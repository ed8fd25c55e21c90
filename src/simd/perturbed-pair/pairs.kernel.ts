import type { LawName } from '../../core/noise/laws';
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
} from '../assembler';
import { logarithm, logScratch, quantile, randomBlock, unitUniform } from '../vector-math';

/**
 * The code of the SIMD sampler, four samples at a time: the k classes with the largest keys,
 *
 *   Gumbel, k = 1:  -E_i * b_i   with E_i = -log u_i and b_i = exp((top - mu_i) / spread)
 *   otherwise:      mu_i + sigma*location + spread * standard noise
 *
 * where spread = sigma * scale. The first is the race of exponentials: gamma = location - scale*log E
 * with E ~ Exp(1), so argmax mu_i + sigma*gamma_i = argmin E_i * b_i, and one logarithm per class
 * does the work of two.
 */
export interface KernelVariant {
  readonly law: LawName;
  readonly k: number;
  /** Also select y*(eps), and count pairs. */
  readonly augmented: boolean;
}

/** Whether keys and winning noises are those of the race: E instead of gamma. */
export const isRace = ({ law, k }: KernelVariant) => law === 'gumbel' && k === 1;

/** Bytes at the start of the memory: six doubles of sums, and the spread as a float. */
export const HEADER_BYTES = 64;
export const SPREAD_AT = 56;
/** Doubles of the header: sum and sum of squares of the value, the gap and the loss. */
export const HEADER_SUMS = 6;

/** Parameters of `run`, all 32-bit integers. */
export interface KernelExports {
  readonly memory: WebAssembly.Memory;
  run(
    quads: number,
    first: number,
    n: number,
    blocks: number,
    seed: number,
    stream: number,
    losses: number,
    counts: number,
  ): void;
}

export function kernelBytes(variant: KernelVariant): Uint8Array<ArrayBuffer> {
  return assemble([{ name: 'run', parameters: 8, build: (f) => emitKernel(f, variant) }]);
}

/** One of the best classes so far, for each of the four samples. */
interface Place {
  readonly key: Local;
  readonly index: Local;
  readonly noise: Local;
}

function emitKernel(f: FunctionBuilder, variant: KernelVariant): void {
  const { law, k, augmented } = variant;
  const [quads, first, n, blocks, seedWord, streamWord, losses, counts] = f.parameters;
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
  const index = v();
  const toNoise = quantile(f, law, scratch);
  const random = randomBlock(f, samples.get, block.get, [seed, stream, parity]);
  const places = (): Place[] =>
    Array.from({ length: k }, () => ({ key: v(), index: v(), noise: v() }));
  const y = places();
  const z = places();
  const selections = augmented ? [y, z] : [y];
  const insert = createInsertion(f);
  const totals = createTotals(f);
  const tally = createTally(f, n, counts, losses);

  const keyAt = (offset: Code): Code => {
    const value = v128.loadSplat(offset, HEADER_BYTES);
    return isRace(variant)
      ? f32x4.neg(f32x4.mul(noise.get, value))
      : f32x4.add(f32x4.mul(noise.get, v128.loadSplat(i32.const(SPREAD_AT))), value);
  };
  const rowsOfZ = i32.shl(blocks.get, i32.const(4)); // 16 bytes per block of four classes

  f.emit(samples.set(i32x4.add(i32x4.splat(first.get), i32x4.const(0, 1, 2, 3))));
  f.emit(turn.set(i32.const(0)));
  f.whileLoop(
    () => i32.lessThan(turn.get, quads.get),
    () => {
      for (const place of selections.flat()) {
        f.emit(place.key.set(f32x4.const(-Infinity)), place.index.set(i32x4.const(0)));
        f.emit(place.noise.set(f32x4.const(1)));
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
            if (law === 'gumbel' && !isRace(variant)) {
              logarithm(f, scratch, noise.get, noise);
              f.emit(noise.set(f32x4.neg(noise.get)));
            }
            for (const [which, selection] of selections.entries()) {
              const start = which === 0 ? row.get : i32.add(row.get, rowsOfZ);
              insert(selection, keyAt(i32.add(start, i32.const(4 * lane))), index.get, noise.get);
            }
            f.emit(index.set(i32x4.add(index.get, i32x4.const(1))));
          }
          f.emit(block.set(i32.add(block.get, i32.const(1))));
        },
      );
      tally.count(y, augmented ? z : null);
      if (isRace(variant)) {
        logarithm(f, scratch, f32x4.neg(y[0].key.get), noise);
        totals.add(0, noise.get);
        if (augmented) {
          logarithm(f, scratch, f32x4.div(y[0].noise.get, z[0].noise.get), noise);
          totals.add(1, noise.get);
        }
      } else {
        totals.add(0, sumOf(y, 'key'));
        if (augmented) totals.add(1, f32x4.sub(sumOf(z, 'noise'), sumOf(y, 'noise')));
      }
      f.emit(samples.set(i32x4.add(samples.get, i32x4.const(4))));
      f.emit(turn.set(i32.add(turn.get, i32.const(1))));
    },
  );
  totals.store();
  tally.store();
}

function sumOf(places: readonly Place[], field: 'key' | 'noise'): Code {
  return places.map((place) => place[field].get).reduce((a, b) => f32x4.add(a, b));
}

/**
 * Insertion into the k best in descending order: a newcomer takes the first place whose key is
 * strictly smaller, and whoever it displaces goes on down. Classes come by ascending index, so an
 * equal key stays behind: ties go to the lowest index.
 */
function createInsertion(f: FunctionBuilder) {
  const coming: Place = { key: f.local('v128'), index: f.local('v128'), noise: f.local('v128') };
  const better = f.local('v128');
  const displaced = f.local('v128');
  return (places: readonly Place[], key: Code, index: Code, noise: Code): void => {
    f.emit(coming.key.set(key), coming.index.set(index), coming.noise.set(noise));
    for (const [rank, place] of places.entries()) {
      f.emit(better.set(f32x4.greaterThan(coming.key.get, place.key.get)));
      const last = rank === places.length - 1;
      for (const field of ['key', 'index', 'noise'] as const) {
        const held = place[field];
        const next = coming[field];
        if (!last) f.emit(displaced.set(v128.bitselect(held.get, next.get, better.get)));
        f.emit(held.set(v128.bitselect(next.get, held.get, better.get)));
        if (!last) f.emit(next.set(displaced.get));
      }
    }
  };
}

/** Sums and sums of squares of two series, in float64. */
function createTotals(f: FunctionBuilder) {
  const sums = [0, 1, 2, 3].map(() => f.local('v128'));
  const whole = f.local('v128');
  const half = f.local('v128');
  for (const sum of sums) f.emit(sum.set(f64x2.const(0)));
  return {
    add(series: 0 | 1, value: Code): void {
      f.emit(whole.set(value));
      for (const part of [0, 1] as const) {
        f.emit(half.set(f64x2.promote(whole.get, part)));
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

/** Counts classes or pairs of classes in memory, and sums the losses, sample by sample. */
function createTally(f: FunctionBuilder, n: Local, counts: Local, losses: Local) {
  const cell = f.local('i32');
  const loss = f.local('f64');
  const sum = f.local('f64');
  const squares = f.local('f64');
  f.emit(sum.set(f64.const(0)), squares.set(f64.const(0)));
  const increment = (index: Code) => {
    f.emit(cell.set(i32.add(counts.get, i32.shl(index, i32.const(2)))));
    f.emit(i32.store(cell.get, i32.add(i32.load(cell.get), i32.const(1))));
  };
  return {
    count(y: readonly Place[], z: readonly Place[] | null): void {
      for (let lane = 0; lane < 4; lane++) {
        f.emit(loss.set(f64.const(0)));
        for (const { index } of y) {
          const i = i32x4.extract(index.get, lane);
          const address = i32.add(losses.get, i32.shl(i, i32.const(3)));
          f.emit(loss.set(f64.add(loss.get, f64.load(address))));
          if (!z) increment(i);
          for (const other of z ?? []) {
            increment(i32.add(i32.mul(i, n.get), i32x4.extract(other.index.get, lane)));
          }
        }
        f.emit(sum.set(f64.add(sum.get, loss.get)));
        f.emit(squares.set(f64.add(squares.get, f64.mul(loss.get, loss.get))));
      }
    },
    store(): void {
      f.emit(f64.store(i32.const(0), sum.get, 32), f64.store(i32.const(0), squares.get, 40));
    },
  };
}
