import { ARGMAX_STREAM } from '../../core/draws';
import {
  augmentedScores,
  emptySums,
  hitsFromJoint,
  type ArgmaxProblem,
  type PairSums,
} from '../../core/problem';
import { streamId } from '../../core/rng/rng';
import {
  HEADER_BYTES,
  HEADER_SUMS,
  isRace,
  kernelBytes,
  SPREAD_AT,
  type KernelExports,
  type KernelVariant,
} from './pairs.kernel';

/**
 * Host of the SIMD sampler: one WebAssembly instance per variant, its memory laid out as header,
 * rows of y*, rows of y*(eps), losses, counts. Same draws as `maximisePairs`; float32 inside, sums
 * in float64.
 */

const PAGE = 65_536;
/** Larger than any handicap that can still win, small enough that no product overflows. */
const OUT_OF_REACH = 1e30;
/** Largest subset: places are local variables, and counting pairs is unrolled. */
const MAX_SIMD_SUBSET = 12;

const instances = new Map<string, KernelExports | null>();

/** The kernel of a variant, compiled once; null where the browser has no SIMD. */
function instanceOf(variant: KernelVariant): KernelExports | null {
  const key = `${variant.law}/${variant.k}/${variant.augmented}`;
  let instance = instances.get(key);
  if (instance === undefined) {
    instance = instantiate(variant);
    instances.set(key, instance);
  }
  return instance;
}

function instantiate(variant: KernelVariant): KernelExports | null {
  if (typeof WebAssembly === 'undefined') return null;
  const bytes = kernelBytes(variant);
  if (!WebAssembly.validate(bytes)) return null;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  return exports as WebAssembly.Exports & KernelExports;
}

/**
 * The sums over `count` samples (a multiple of four), or null where there is no SIMD or the subset is
 * too large. Twin of `maximisePairs`.
 */
export function sampleSimd(
  problem: ArgmaxProblem,
  first: number,
  count: number,
  augmented: boolean,
): PairSums | null {
  const { scores, loss, sigma, epsilon, noise, seed, k } = problem;
  if (k > MAX_SIMD_SUBSET) return null;
  const variant = { law: noise.law, k, augmented };
  const instance = instanceOf(variant);
  if (!instance) return null;
  const n = scores.length;
  const blocks = Math.ceil(n / 4);
  const cells = augmented ? n * n : n;
  const lossesAt = HEADER_BYTES + 32 * blocks;
  const countsAt = lossesAt + 8 * n;
  const missing = countsAt + 4 * cells - instance.memory.buffer.byteLength;
  if (missing > 0) instance.memory.grow(Math.ceil(missing / PAGE));

  const { buffer } = instance.memory;
  new Float32Array(buffer, SPREAD_AT, 1)[0] = sigma * noise.scale;
  const rows = new Float32Array(buffer, HEADER_BYTES, 8 * blocks);
  rows.set(keyRows(problem, variant, scores, 4 * blocks));
  const shifted = augmentedScores(problem, epsilon);
  rows.set(keyRows(problem, variant, shifted, 4 * blocks), 4 * blocks);
  new Float64Array(buffer, lossesAt, n).set(loss);
  const counts = new Uint32Array(buffer, countsAt, cells).fill(0);
  const stream = streamId(ARGMAX_STREAM);
  instance.run(count / 4, first, n, blocks, seed, stream, lossesAt, countsAt);
  return unpack(problem, variant, count, counts, new Float64Array(buffer, 0, HEADER_SUMS));
}

/** Rows of keys: handicaps of the race, perturbed means otherwise; padded to fours. */
function keyRows(
  problem: ArgmaxProblem,
  variant: KernelVariant,
  scores: readonly number[],
  padded: number,
): Float32Array {
  const { sigma, noise } = problem;
  const race = isRace(variant);
  const spread = sigma * noise.scale;
  const top = Math.max(...scores);
  const rows = new Float32Array(padded).fill(race ? OUT_OF_REACH : -OUT_OF_REACH);
  scores.forEach((score, i) => {
    rows[i] = race
      ? Math.min(OUT_OF_REACH, Math.exp((top - score) / spread))
      : score + sigma * noise.location;
  });
  return rows;
}

function unpack(
  problem: ArgmaxProblem,
  variant: KernelVariant,
  count: number,
  counts: Uint32Array,
  header: Float64Array,
): PairSums {
  const { scores, sigma, noise, k } = problem;
  const sums = emptySums(scores.length, variant.augmented);
  sums.samples = count;
  if (variant.augmented) {
    sums.joint.set(counts);
    hitsFromJoint(sums, k);
  } else {
    sums.hits.set(counts);
  }
  const [value, valueSquared, gap, gapSquared, loss, lossSquared] = header;
  sums.loss = loss;
  sums.lossSquared = lossSquared;
  sums.gap = noise.scale * gap;
  sums.gapSquared = noise.scale * noise.scale * gapSquared;
  if (isRace(variant)) {
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
