import { trainToEnd } from '../../../core/training/job';
import { countRight, embed, findAll, type KnnAccuracy, type LabelledImages } from './evaluation';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import { layersOf, partsOf, pixelCount, pixelScale, toInputs } from './networks';
import type { PairMath } from '../../../core/neighbours/pairs';
import { advance, initialState, type KnnRecord, type KnnState } from './run';
import { createLocalSource, type CreateNetwork } from './source';
import type { EmbeddingName } from '../../../core/networks/embeddings';
import {
  knnVariants,
  paperKnobs,
  REPORTED_KS,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from './spec';

/** One cell of a table: a method trained on a set for some minutes. Plain data. */
export interface KnnJob {
  readonly dataset: string;
  readonly variant: KnnVariant;
  readonly network: EmbeddingName;
  /** Neighbours that are trained for. */
  readonly k: number;
  readonly queries: number;
  readonly candidates: number;
  /** Training time; evaluation is not counted. */
  readonly minutes: number;
  readonly seed: number;
}

export interface KnnResult extends KnnJob {
  readonly steps: number;
  /** On all test images with all training images as candidates. */
  readonly test: KnnAccuracy;
  /** Accuracy on held-out training images, of the state that was tested; null where none were held out. */
  readonly validation: number | null;
  /** Share of right neighbours in the last training steps: see `runningRight`. */
  readonly right: number;
  readonly sigma: number;
  readonly millisecondsPerStep: number;
  /** Why training ended before its time, else ''. */
  readonly fault: string;
}

/** What a repetition runs on. */
export interface KnnMachine {
  readonly createNetwork: CreateNetwork;
  readonly pairs: PairMath;
  readonly blockDistances: BlockDistances;
  /** Milliseconds of any clock. */
  now(): number;
  /** Called between steps with the share of the job that is done; may throw to give up. */
  pause?(done: number): void | Promise<void>;
}

export interface KnnData {
  readonly input: KnnSetup['input'];
  readonly classes: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** Training images at the end that are held out to choose the best state, as in the protocols. */
const VALIDATION = 5000;
/** Of these, and of the candidates, as many are looked at; and how often in a run. */
const VALIDATION_QUERIES = 1000;
const VALIDATION_CANDIDATES = 10_000;
const CHECKPOINTS = 8;
/** Weight of the newest step in the running means that are reported. */
const NEWEST = 0.02;

/** The running mean of the shares of right neighbours after a step, from that before it. */
export const runningRight = (mean: number, { step, right }: Pick<KnnRecord, 'step' | 'right'>) =>
  mean + Math.max(NEWEST, 1 / step) * (right - mean);

/** The knobs of a job: those of its method, as printed. */
export function jobKnobs({ variant, k, queries, candidates }: KnnJob): KnnKnobs {
  return { ...paperKnobs, ...knnVariants[variant].knobs, k, queries, candidates };
}

export function jobSetup(job: KnnJob, data: KnnData): KnnSetup {
  const { dataset, network, variant, seed } = job;
  const { method, scale } = knnVariants[variant];
  return { dataset, input: data.input, classes: data.classes, network, method, scale, seed };
}

/** Trains for the time of the job, takes the state that is best on held-out images, tests it. */
export async function runKnnRepetition(
  job: KnnJob,
  data: KnnData,
  machine: KnnMachine,
): Promise<KnnResult> {
  const { train, test } = data;
  const setup = jobSetup(job, data);
  const knobs = jobKnobs(job);
  const size = pixelCount(setup.input);
  const scale = pixelScale(setup.dataset, setup.input[2]);
  const held = Math.min(VALIDATION, Math.floor(train.count / 6));
  const count = train.count - held;
  const images = {
    count,
    labels: train.labels,
    inputs: (numbers: Uint32Array) => toInputs(train.pixels, numbers, size, scale),
  };
  const { createNetwork, pairs, now, blockDistances } = machine;
  const source = createLocalSource(setup, knobs.queries + knobs.candidates, createNetwork);
  const parts = partsOf(setup);
  const evaluating = createNetwork(layersOf(parts), 100);
  const shape = { size, dimensions: parts.dimensions, scale };
  const accuracy = async (
    { params }: Pick<KnnState, 'params'>,
    set: LabelledImages,
    queries: { from: number; to: number },
    candidates: { from: number; to: number },
    ks: readonly number[],
  ) => {
    const points = await embed(evaluating, params, train, candidates, shape);
    const asked = await embed(evaluating, params, set, queries, shape);
    const found = await findAll(points, asked, parts.dimensions, Math.max(...ks), blockDistances);
    return countRight(
      found,
      ks,
      train.labels.subarray(candidates.from),
      set.labels.subarray(queries.from, queries.to),
    );
  };
  const validate = async (state: KnnState) => {
    const queries = { from: count, to: count + Math.min(held, VALIDATION_QUERIES) };
    const candidates = { from: 0, to: Math.min(count, VALIDATION_CANDIDATES) };
    const { right, images } = await accuracy(state, train, queries, candidates, [job.k]);
    return right[0] / images;
  };

  const state = initialState(setup);
  const budget = job.minutes * 60_000;
  let best = { params: state.params.slice(), validation: -1 };
  const consider = async () => {
    const validation = await validate(state);
    if (validation > best.validation) best = { params: state.params.slice(), validation };
  };
  let [checkpoint, right, sigma] = [1, 0, 0];
  const { stopped, diverged, spent } = await trainToEnd({
    step: () => advance(setup, state, knobs, { images, source, pairs, now }),
    async after(record, spent) {
      right = runningRight(right, record);
      sigma = record.scaleMean;
      await machine.pause?.(Math.min(1, spent / budget));
      const due = () => spent >= (budget * checkpoint) / CHECKPOINTS;
      if (due()) await consider();
      while (due()) checkpoint++;
      return spent >= budget ? 'its time is over' : null;
    },
    now,
  });
  if (diverged) await consider();
  const ks = [...new Set([...REPORTED_KS, job.k])].sort((a, b) => a - b);
  const everything = { from: 0, to: test.count };
  return {
    ...job,
    steps: state.step,
    test: await accuracy(best, test, everything, { from: 0, to: count }, ks),
    validation: best.validation,
    right,
    sigma,
    millisecondsPerStep: spent / Math.max(1, state.step),
    fault: diverged ? stopped : '',
  };
}
