import { NOISE_STREAM } from '../../../core/neighbours/noise';
import { MAX_SAMPLES } from '../../../core/noise/run-noise';
import type { LossForm } from '../../../core/neighbours/top';
import { EULER_GAMMA, type LawName } from '../../../core/noise/laws';
import { noiseSpec } from '../../../core/noise/noise';
import { streamId } from '../../../core/rng/rng';

/** Threads per workgroup. */
export const WORKGROUP_SIZE = 64;
/** Most neighbours: selections live in registers. */
const MAX_K = 50;
export const PARAMETER_BYTES = 64;

/** What is known of a batch before any noise. */
export interface DistanceRows {
  readonly queries: number;
  readonly candidates: number;
  /** Euclidean distances [queries, candidates]. */
  readonly distances: Float32Array;
  /** 1 where a candidate has the class of the query, else 0 [queries, candidates]. */
  readonly fits: Uint8Array;
  /** Noise scale of every query, in units of `sigma` [queries]. */
  readonly scales: Float32Array;
}

/** What a reader drags. */
export interface TopKKnobs {
  /** Neighbours, 1 .. candidates and at most 50. */
  readonly k: number;
  /** Factor of all noise scales. */
  readonly sigma: number;
  /** Loss weight of either sign. */
  readonly epsilon: number;
  readonly lossForm: LossForm;
  readonly law: LawName;
  /** 0 .. 2^32-1. */
  readonly seed: number;
  /** Step of the run whose noise it is; samples past 64 are those of the steps that follow. */
  readonly step: number;
  readonly samples: number;
  /** All rows meet the noise of row 0: the same query at several noise scales. Default: own noise. */
  readonly sharedNoise?: boolean;
  /** Scores minus squared distance and standard Gumbel noise, as the relaxations have them. */
  readonly relaxed?: boolean;
}

/** The noise of a problem: of mean 0, or the standard Gumbel of the relaxations. */
const noiseOf = ({ law, relaxed }: TopKKnobs) =>
  relaxed ? noiseSpec('gumbel', EULER_GAMMA) : noiseSpec(law, 0);

/** In how many samples a candidate is among the k nearest, [queries, candidates]. */
export interface EntryCounts {
  /** Of y*, the k largest of sigma * scale * gamma - distance (squared where relaxed). */
  readonly entered: Uint32Array;
  /** Of y*(epsilon), the same with epsilon times the loss added. */
  readonly enteredAugmented: Uint32Array;
}

/** @throws RangeError that names the first thing out of range */
export function checkTopK(rows: DistanceRows, knobs: TopKKnobs): void {
  const { queries, candidates } = rows;
  const cells = queries * candidates;
  integer('queries', queries, 1);
  integer('candidates', candidates, 1);
  integer('k', knobs.k, 1, Math.min(MAX_K, candidates));
  integer('seed', knobs.seed, 0, 2 ** 32 - 1);
  integer('step', knobs.step, 0);
  integer('samples', knobs.samples, 1, Math.floor(2 ** 31 / queries));
  finite('sigma', [knobs.sigma]);
  finite('epsilon', [knobs.epsilon]);
  length('distances', rows.distances, cells);
  length('fits', rows.fits, cells);
  length('scales', rows.scales, queries);
  finite('distances', rows.distances);
  finite('scales', rows.scales);
}

function integer(name: string, value: number, least: number, most = 2 ** 32 - 1): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${name} must be an integer from ${least} to ${most}, got ${value}`);
}

/** Up to 1e15 no product of a scale or weight with noise or a distance leaves float32. */
function finite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]) <= 1e15) continue;
    const which = values.length === 1 ? name : `${name}[${i}]`;
    throw new RangeError(`${which} must be a finite number up to 1e15, got ${values[i]}`);
  }
}

function length(name: string, { length: got }: ArrayLike<number>, wanted: number): void {
  if (got !== wanted) throw new RangeError(`${name} must have ${wanted} entries, got ${got}`);
}

/** What is spliced into the shader text, hence what names a pipeline. */
export interface Variant {
  readonly law: LawName;
  /** Power of two >= k; 1 selects the one-hot selection. */
  readonly capacity: number;
}

export const variantOf = (knobs: TopKKnobs): Variant => ({
  law: noiseOf(knobs).law,
  capacity: 2 ** Math.ceil(Math.log2(knobs.k)),
});

export const variantKey = ({ law, capacity }: Variant) => `perturbed-top-k/${law}/${capacity}`;

/** The uniform block, in the order of `Parameters` in the shader. */
export function packParameters(
  { queries, candidates }: DistanceRows,
  knobs: TopKKnobs,
  threads: number,
): ArrayBuffer {
  const buffer = new ArrayBuffer(PARAMETER_BYTES);
  const { location, scale } = noiseOf(knobs);
  // the counter has 32 bits, as in the core
  const first = (knobs.step * MAX_SAMPLES) % 2 ** 32;
  const integers = new Uint32Array(buffer);
  integers.set([queries, candidates, knobs.k, knobs.samples]);
  integers.set([knobs.seed, streamId(NOISE_STREAM), first, threads], 4);
  integers[8] = knobs.lossForm === 'count' ? 1 : 0;
  new Float32Array(buffer).set([knobs.sigma, knobs.epsilon, location, scale], 9);
  integers[13] = knobs.sharedNoise ? 1 : 0;
  integers[14] = knobs.relaxed ? 1 : 0;
  return buffer;
}

/** Rows (distance, fits) [queries, candidates]. */
export function packCandidates({ distances, fits }: DistanceRows): Float32Array<ArrayBuffer> {
  const out = new Float32Array(2 * distances.length);
  for (let i = 0; i < distances.length; i++) {
    out[2 * i] = distances[i];
    out[2 * i + 1] = fits[i] ? 1 : 0;
  }
  return out;
}
