import { NOISE_STREAM } from '../../../core/neighbours/noise';
import type { LossForm } from '../../../core/neighbours/top';
import { EULER_GAMMA, type LawName } from '../../../core/noise/laws';
import { noiseSpec } from '../../../core/noise/noise';
import { streamId } from '../../../core/rng/rng';

/** Threads that share a query, or an image of the cross-entropy. */
export const THREADS = 128;
/** Pairs of one workgroup of distances are a square of this side; dimensions in workgroup memory at a time. */
export const TILE = 8;
export const DEPTH = 64;
/** Dimensions, or numbers of the head, of one workgroup. */
export const WIDTH = 64;
/** Parts of the sum behind a logit. */
export const PARTS = 8;
/** Labels are bytes. */
export const MAX_CLASSES = 256;

export const PARAMETER_BYTES = 64;
/** Bytes of `Outcome` in outcome.wgsl. */
export const OUTCOME_BYTES = 32;

export type PairMethod = 'direct' | 'neural-sort' | 'relax-subsample' | 'cross-entropy';

/** What kernels and memory are made for. */
export interface PairShape {
  readonly method: PairMethod;
  /** Where the noise scale of direct loss comes from. */
  readonly scale: 'zero' | 'fixed' | 'learned';
  readonly queries: number;
  readonly candidates: number;
  /** Numbers of an embedding. */
  readonly dim: number;
  readonly classes: number;
  /** Neighbours, 1 .. candidates. */
  readonly k: number;
  /** Noise samples per query. */
  readonly samples: number;
  /** Whether the relaxations perturb their scores. */
  readonly noisy: boolean;
  /** Of direct loss; the relaxations take the standard Gumbel. */
  readonly law: LawName;
  /** Of the run, 0 .. 2^32-1. */
  readonly seed: number;
}

/** What may change between two submissions. */
export interface PairKnobs {
  /** Noise scale, in units of distance; a factor where sigma(x) is learned. */
  readonly sigma: number;
  readonly lossForm: LossForm;
  /** Of the relaxations. */
  readonly temperature: number;
}

const isRelaxed = ({ method }: Pick<PairShape, 'method'>) =>
  method === 'neural-sort' || method === 'relax-subsample';

/** Draws per query: one where there is no noise. */
export function samplesOf(
  shape: Pick<PairShape, 'method' | 'scale' | 'samples' | 'noisy'>,
): number {
  if (isRelaxed(shape)) return shape.noisy ? shape.samples : 1;
  return shape.method === 'direct' && shape.scale !== 'zero' ? shape.samples : 1;
}

/** The noise of a run, as `createNoiseFill` has it: standard for the relaxations, else of mean 0. */
const noiseOf = (shape: PairShape) =>
  isRelaxed(shape) ? noiseSpec('gumbel', EULER_GAMMA) : noiseSpec(shape.law, 0);

/** The law whose quantile is spliced into the shader. */
export const lawOf = (shape: PairShape): LawName => noiseOf(shape).law;

/** Rows of outcomes that a step adds up. */
export const outcomeRows = ({ method, queries, candidates }: PairShape) =>
  method === 'cross-entropy' ? queries + candidates : queries;

/** Numbers per query that a method keeps between its passes over the candidates. */
export function scratchPerQuery({ method, candidates, k }: PairShape): number {
  switch (method) {
    case 'neural-sort':
      // scores, sums of what lies above, and the two sums of slopes
      return 4 * candidates;
    case 'relax-subsample':
      // logits and their slopes, and of every turn the softmax with what it leaves
      return (2 + 2 * k) * candidates;
    case 'direct':
    case 'cross-entropy':
      // scores, those with the loss, and noise
      return 3 * candidates;
  }
}

/** The uniform block, in the order of `Parameters` in parameters.wgsl. */
export function packParameters(shape: PairShape, knobs: PairKnobs): ArrayBuffer {
  const packed = new ArrayBuffer(PARAMETER_BYTES);
  const integers = new Uint32Array(packed);
  const { location, scale } = noiseOf(shape);
  const direct = shape.method === 'direct';
  integers.set([shape.queries, shape.candidates, shape.dim, shape.k]);
  integers.set([shape.seed, streamId(NOISE_STREAM), samplesOf(shape), shape.classes], 4);
  new Float32Array(packed).set(
    [direct && shape.scale !== 'zero' ? knobs.sigma : 0, location, scale, knobs.temperature],
    8,
  );
  integers[12] = knobs.lossForm === 'count' ? 1 : 0;
  integers[13] = direct && shape.scale === 'learned' ? 1 : 0;
  integers[14] = shape.noisy ? 1 : 0;
  integers[15] = outcomeRows(shape);
  return packed;
}

/** Labels four to a word, as the shaders read them. */
export function packLabels(labels: Uint8Array): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(4 * Math.max(1, Math.ceil(labels.length / 4)));
  packed.set(labels);
  return packed;
}
