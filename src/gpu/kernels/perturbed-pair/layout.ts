import { ARGMAX_STREAM } from '../../../core/draws';
import {
  emptySums,
  hitsFromJoint,
  MAX_CLASSES,
  type ArgmaxProblem,
  type PairSums,
} from '../../../core/problem';
import { streamId } from '../../../core/rng/rng';

/** Threads per workgroup: one warp pair on hardware, and few enough for a software adapter. */
export const WORKGROUP_SIZE = 64;
/** Largest subset. */
const MAX_SUBSET = 64;
/** Most classes whose ranks are counted: every pair of them is written out. */
const MAX_RANKED = 16;
/** Words of the workgroup's table of counts: half of the 16 KiB every device has. */
const MAX_TABLE = 2048;
/** Sums per workgroup in `partials`, in the order of `PairSums`. */
export const PARTIALS = 6;
export const PARAMETER_BYTES = 48;
const CLASS_ROW_BYTES = 16;

/** What is spliced into the shader text, hence what names a pipeline. */
export interface Variant {
  readonly law: ArgmaxProblem['noise']['law'];
  /** Also maximise with the loss added, and count pairs. */
  readonly augmented: boolean;
  readonly selection: Selection;
}

export type Selection =
  /** Subsets of so few classes that all of them lie in registers. */
  | { readonly form: 'ranks'; readonly n: number }
  /** One class after the other is offered to those chosen so far. */
  | {
      readonly form: 'offers';
      /** Power of two >= k; 1 selects the one-hot selection. */
      readonly capacity: number;
      /** Length of the workgroup's table of counts, 1 when counts go to global memory. */
      readonly table: number;
    };

/** Cells of the table of counts: pairs of classes, or classes. */
export function countCells(n: number, augmented: boolean): number {
  return augmented ? n * n : n;
}

export const variantOf = (problem: ArgmaxProblem, augmented: boolean): Variant => ({
  ...{ law: problem.noise.law, augmented },
  selection: selectionOf(problem.scores.length, problem.k, augmented),
});

function selectionOf(n: number, k: number, augmented: boolean): Selection {
  if (k > MAX_SUBSET) {
    throw new RangeError(`k must be at most ${MAX_SUBSET} on the GPU, got ${k}`);
  }
  if (k > 1 && n <= MAX_RANKED) return { form: 'ranks', n };
  const cells = countCells(n, augmented);
  // Rounded up to a power of two, so that adding a class seldom compiles a new pipeline.
  const table = cells <= MAX_TABLE ? Math.max(16, 2 ** Math.ceil(Math.log2(cells))) : 1;
  return { form: 'offers', capacity: 2 ** Math.ceil(Math.log2(k)), table };
}

export function variantKey({ law, augmented, selection }: Variant): string {
  const own =
    selection.form === 'ranks'
      ? `ranks/${selection.n}`
      : `${selection.capacity}/${selection.table}`;
  return `perturbed-pair/${law}/${own}/${augmented ? 'pair' : 'single'}`;
}

/** The uniform block, in the order of `Parameters` in the shader. */
export function packParameters(
  problem: ArgmaxProblem,
  from: number,
  samples: number,
  threads: number,
): ArrayBuffer {
  const buffer = new ArrayBuffer(PARAMETER_BYTES);
  const integers = new Uint32Array(buffer);
  const floats = new Float32Array(buffer);
  integers.set([problem.scores.length, problem.k, from, samples]);
  integers.set([problem.seed, streamId(ARGMAX_STREAM)], 4);
  floats.set([problem.sigma, problem.noise.location, problem.noise.scale], 6);
  integers[9] = threads;
  return buffer;
}

/** One row per class: score, epsilon*loss, loss, padding. */
export function packClasses(problem: ArgmaxProblem): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(problem.scores.length * 4);
  problem.scores.forEach((score, i) => {
    rows.set([score, problem.epsilon * problem.loss[i], problem.loss[i]], i * 4);
  });
  return rows;
}

/** The table of counts and the partial sums of the workgroups as `PairSums`. */
export function unpackSums(
  problem: ArgmaxProblem,
  samples: number,
  augmented: boolean,
  counts: Uint32Array,
  partials: Float32Array,
): PairSums {
  const sums = emptySums(problem.scores.length, augmented);
  sums.samples = samples;
  if (augmented) {
    sums.joint.set(counts);
    hitsFromJoint(sums, problem.k);
  } else {
    sums.hits.set(counts);
  }
  const total = new Float64Array(PARTIALS);
  for (let i = 0; i < partials.length; i++) total[i % PARTIALS] += partials[i];
  [sums.loss, sums.lossSquared, sums.gap, sums.gapSquared, sums.maximum, sums.maximumSquared] =
    total;
  return sums;
}

/** Bytes of the largest problem's tables, for buffers that are allocated once. */
export const MAX_CLASS_BYTES = MAX_CLASSES * CLASS_ROW_BYTES;
