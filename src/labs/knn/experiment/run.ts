import type { Experiment, StepRecord } from '../../../core/training/experiment';
import type { ParameterGroup, UpdateRule } from '../../../core/training/groups';
import { startState, type TrainingState } from '../../../core/training/state';
import { advance as advanceTraining } from '../../../core/training/step';
import type { PairMath } from '../../../core/neighbours/pairs';
import { drawBatch, type TrainingImages } from './batch';
import { initialParams, partsOf } from './networks';
import { noiseOf } from './noise';
import { createObjective } from './objective';
import type { EmbeddingSource } from './source';
import { checkKnobs, type KnnKnobs, type KnnSetup } from './spec';

/** Weights of embedding, noise network and head, as `partsOf` lays them out, and what a run knows besides. */
export type KnnState = TrainingState<Float32Array>;

/** What the queries of a step measured. Shares are means over queries and samples. */
interface Measured {
  readonly loss: number;
  readonly right: number;
  readonly rightAugmented: number;
  /** Share of query-candidate pairs that the gradient acts on. */
  readonly active: number;
  readonly scaleMean: number;
  readonly scaleSpread: number;
}

export interface KnnRecord extends Measured, StepRecord {
  /** Computing time of the step. */
  readonly milliseconds: number;
}

/** What computes a step. */
interface KnnMachine {
  readonly images: TrainingImages;
  readonly source: EmbeddingSource;
  readonly pairs?: PairMath;
}

export interface StepSurroundings extends KnnMachine {
  now(): number;
}

/** Embedding and head learn by the chosen optimiser, the noise network by SGD as printed. */
export function groupsOf(
  setup: KnnSetup,
  { optimiser, rate, momentum, decay, sigmaRate }: KnnKnobs,
): readonly ParameterGroup[] {
  const { trainable, noiseAt, headAt, size } = partsOf(setup);
  const rule: UpdateRule =
    optimiser === 'adam' ? { kind: 'adam', rate } : { kind: 'sgd', rate, momentum, decay };
  return [
    { from: 0, to: trainable, rule },
    { from: headAt, to: size, rule },
    { from: noiseAt, to: headAt, rule: { kind: 'plain', rate: sigmaRate } },
  ];
}

const knnExperiment: Experiment<KnnSetup, KnnKnobs, Float32Array, KnnMachine, Measured> = {
  groups: groupsOf,
  growth: (knobs) => knobs,
  async gradient({ setup, params, knobs, step, epsilon }, { images, source, pairs }) {
    checkKnobs(knobs);
    const { queries, candidates } = knobs;
    const { dimensions, headAt, trainable } = partsOf(setup);
    const count = queries + candidates;
    const numbers = drawBatch(setup.seed, step, count, images.count);
    const labels = Uint8Array.from(numbers, (number) => images.labels[number]);
    const inputs = images.inputs(numbers, knobs.augment ? step : null);
    const { embeddings, sigma } = await source.forward(params, inputs, count, queries);
    const { dEmbeddings, dSigma, dHead, changed, ...outcome } = createObjective(
      setup,
      pairs,
    )({
      batch: { embeddings, labels, sigma, dim: dimensions },
      ...{ knobs, epsilon, step },
      noise: noiseOf(setup, knobs.law),
      head: setup.method === 'cross-entropy' ? params.subarray(headAt) : null,
    });
    const gradient = await source.backward(dEmbeddings, dSigma);
    if (dHead) gradient.set(dHead, headAt);
    const running = source.running?.();
    return {
      gradient,
      measured: outcome,
      exhausted: setup.method === 'direct' && changed === 0 && outcome.loss > 0,
      computed: running ? { from: trainable, values: running } : null,
    };
  },
};

export const initialState = (setup: KnnSetup): KnnState => startState(initialParams(setup));

/**
 * One step: embeddings of a batch, the gradient of the method, one update, in place.
 * @throws DivergedError before anything is changed, RangeError naming a knob that can't be used
 */
export async function advance(
  setup: KnnSetup,
  state: KnnState,
  knobs: KnnKnobs,
  { now, ...machine }: StepSurroundings,
): Promise<KnnRecord> {
  const start = now();
  const record = await advanceTraining(knnExperiment, { setup, state, knobs }, machine);
  return { ...record, milliseconds: now() - start };
}
