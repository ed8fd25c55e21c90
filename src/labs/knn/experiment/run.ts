import {
  adam,
  createMoments,
  momentumSgd,
  sgd,
  type Moments,
} from '../../../core/training/optimisers';
import { DivergedError } from '../../../core/training/diverged';
import { grownEpsilon, growthsAfter } from '../../../core/training/growth';
import { checkWeights } from '../../../core/training/limits';
import { drawBatch } from './batch';
import { createNoiseFill, type NoiseFill } from '../../../core/neighbours/noise';
import { initialParams, partsOf } from './networks';
import { createObjective, type Outcome } from './objective';
import type { PairMath } from '../../../core/neighbours/pairs';
import { checkKnobs, isRelaxed, type KnnKnobs, type KnnSetup } from './spec';

/** All that a run is between two steps: plain data, to be copied, sent and stored. */
export interface KnnState {
  /** Steps done. */
  step: number;
  /** Weights of embedding, noise network and head, as networks.ts lays them out. */
  readonly params: Float32Array;
  readonly moments: Moments<Float32Array>;
  /** Whose moments these are; another optimiser begins with none. */
  optimiser: KnnKnobs['optimiser'];
  /** The epsilon that was asked for, and how often it has grown since. */
  epsilon: number;
  growths: number;
}

/** What a step measured. Shares are means over queries and samples. */
export interface KnnRecord {
  readonly step: number;
  readonly loss: number;
  readonly right: number;
  readonly rightAugmented: number;
  /** Share of query-candidate pairs that the gradient acts on. */
  readonly active: number;
  readonly scaleMean: number;
  readonly scaleSpread: number;
  /** Euclidean norm of the gradient in the weights of the embedding. */
  readonly gradientNorm: number;
  readonly epsilon: number;
  /** How often epsilon has grown since it was set. */
  readonly growths: number;
  /** Computing time of the step. */
  readonly milliseconds: number;
}

/** Where embeddings come from: this thread, several, or a graphics device. */
export interface EmbeddingSource {
  /** Embeddings of all images, and outputs of the noise network for the first `queries` of them. */
  forward(
    params: Float32Array,
    images: Float32Array,
    count: number,
    queries: number,
  ): Embedded | Promise<Embedded>;
  /**
   * Gradient in all parameters but the head's, for the images of the last forward call. The array may be
   * written again by the next call.
   */
  backward(dEmbeddings: Float32Array, dSigma: Float32Array): Float32Array | Promise<Float32Array>;
  /** New running statistics after the last backward call, where the network has any. */
  running?(): Float32Array | null;
}

export interface Embedded {
  readonly embeddings: Float32Array;
  readonly sigma: Float32Array | null;
}

/** The images that a run is trained on. */
export interface TrainingImages {
  readonly count: number;
  readonly labels: Uint8Array;
  /** Inputs of the network for the images of the given numbers. */
  inputs(numbers: Uint32Array): Float32Array;
}

export interface StepSurroundings {
  readonly images: TrainingImages;
  readonly source: EmbeddingSource;
  readonly pairs?: PairMath;
  now(): number;
}

export function initialState(setup: KnnSetup): KnnState {
  const params = initialParams(setup);
  return {
    step: 0,
    params,
    moments: createMoments(new Float32Array(params.length), new Float32Array(params.length)),
    optimiser: 'adam',
    epsilon: 0,
    growths: 0,
  };
}

/**
 * One step: embeddings of a batch, the gradient of the method, one update, in place.
 * @throws DivergedError before anything is changed, RangeError naming a knob that can't be used
 */
export async function advance(
  setup: KnnSetup,
  state: KnnState,
  knobs: KnnKnobs,
  { images, source, pairs, now }: StepSurroundings,
): Promise<KnnRecord> {
  const start = now();
  checkKnobs(knobs);
  // the state is left alone until the step can no longer fail
  const growths = state.epsilon === knobs.epsilon ? state.growths : 0;
  const epsilon = grownEpsilon(knobs, growths);
  const parts = partsOf(setup);
  const { params, step } = state;
  const count = knobs.queries + knobs.candidates;
  const numbers = drawBatch(setup.seed, step, count, images.count);
  const labels = Uint8Array.from(numbers, (number) => images.labels[number]);
  const { embeddings, sigma } = await source.forward(
    params,
    images.inputs(numbers),
    count,
    knobs.queries,
  );
  const outcome = createObjective(
    setup,
    pairs,
  )({
    batch: { embeddings, labels, sigma, dim: parts.dimensions },
    knobs,
    epsilon,
    step,
    noise: noiseOf(setup, knobs),
    head: setup.method === 'cross-entropy' ? params.subarray(parts.headAt) : null,
  });
  const gradient = await source.backward(outcome.dEmbeddings, outcome.dSigma);
  if (outcome.dHead) gradient.set(outcome.dHead, parts.headAt);
  const gradientNorm = normOf(gradient, parts.noiseAt);
  if (!Number.isFinite(outcome.loss) || !Number.isFinite(gradientNorm)) {
    throw new DivergedError(`The gradient is not a finite number in step ${step + 1}.`);
  }
  update(setup, state, knobs, gradient, step + 1);
  const running = source.running?.();
  if (running) params.set(running, parts.trainable);
  const exhausted = setup.method === 'direct' && outcome.changed === 0 && outcome.loss > 0;
  const record = summarise(outcome, step + 1, gradientNorm, epsilon, growths);
  state.epsilon = knobs.epsilon;
  state.growths = growthsAfter(knobs, growths, exhausted);
  state.step = step + 1;
  return { ...record, milliseconds: now() - start };
}

export function noiseOf({ method, seed }: KnnSetup, { law }: KnnKnobs): NoiseFill {
  return createNoiseFill(seed, law, isRelaxed(method));
}

function normOf(gradient: Float32Array, end: number): number {
  let squares = 0;
  for (let i = 0; i < end; i++) squares += gradient[i] * gradient[i];
  return Math.sqrt(squares);
}

/** Updates embedding and head with the chosen optimiser, the noise network with SGD as printed. */
function update(
  setup: KnnSetup,
  state: KnnState,
  knobs: KnnKnobs,
  gradient: Float32Array,
  step: number,
): void {
  const { trainable, noiseAt, headAt, size } = partsOf(setup);
  const { params, moments } = state;
  const before = backUp(state);
  if (state.optimiser !== knobs.optimiser) {
    state.optimiser = knobs.optimiser;
    moments.first.fill(0);
    moments.second.fill(0);
    moments.updates = 0;
  }
  moments.updates++;
  for (const [from, to] of [
    [0, trainable],
    [headAt, size],
  ]) {
    if (knobs.optimiser === 'adam') adam(params, gradient, moments, knobs.rate, from, to);
    else momentumSgd(params, gradient, moments, knobs, from, to);
  }
  sgd(params, gradient, knobs.sigmaRate, noiseAt, headAt);
  try {
    checkWeights(params, step);
  } catch (error) {
    params.set(before.params);
    moments.first.set(before.first);
    moments.second.set(before.second);
    moments.updates = before.updates;
    state.optimiser = before.optimiser;
    throw error;
  }
}

/** What an update may have to take back. */
interface Backup {
  readonly params: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** By the weights that it is of: new memory for every step costs more than the copy. */
const backups = new WeakMap<Float32Array, Backup>();

function backUp({ params, moments, optimiser }: KnnState) {
  const { first, second, updates } = moments;
  let backup = backups.get(params);
  if (!backup) {
    backup = { params: params.slice(), first: first.slice(), second: second.slice() };
    backups.set(params, backup);
  } else {
    backup.params.set(params);
    backup.first.set(first);
    backup.second.set(second);
  }
  return { ...backup, updates, optimiser };
}

function summarise(
  { loss, right, rightAugmented, active, scaleMean, scaleSpread }: Outcome,
  step: number,
  gradientNorm: number,
  epsilon: number,
  growths: number,
): Omit<KnnRecord, 'milliseconds'> {
  return {
    ...{ step, loss, right, rightAugmented, active, scaleMean, scaleSpread },
    ...{ gradientNorm, epsilon, growths },
  };
}

export function copyState(state: KnnState): KnnState {
  const { moments } = state;
  return {
    ...state,
    params: state.params.slice(),
    moments: { ...moments, first: moments.first.slice(), second: moments.second.slice() },
  };
}
