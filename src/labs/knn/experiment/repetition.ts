import { trainToEnd } from '../../../core/training/job';
import { trainingImages } from './batch';
import {
  createClassifier,
  EMBEDDING_BLOCK,
  shapeOf,
  type Embeds,
  type KnnAccuracy,
  type LabelledImages,
  type Search,
} from './evaluation';
import type { BlockDistances } from '../../../core/neighbours/nearest';
import { layersOf, partsOf } from './networks';
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

/** One cell of a table: a method trained on a set for some minutes or steps. Plain data. */
export interface KnnJob {
  readonly dataset: string;
  readonly variant: KnnVariant;
  readonly network: EmbeddingName;
  /** Neighbours that are trained for. */
  readonly k: number;
  readonly queries: number;
  readonly candidates: number;
  /** Training time; evaluation is not counted. Of a job with `maxSteps` it is left out. */
  readonly minutes?: number;
  /** Trains exactly as many steps instead, so that every machine gets the same result. */
  readonly maxSteps?: number;
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

/** A run in training, wherever its steps are made. */
export interface Training {
  /**
   * Makes up to so many steps, at least one.
   * @throws DivergedError where the first of them loses the numbers
   */
  advance(most: number): Promise<readonly KnnRecord[]>;
  /** Brings the state of the run up to where it stands. */
  settle(): Promise<void>;
  /** Lets go of what it holds. */
  end(): void;
}

/** What a run in training is of. */
export interface TrainingTask {
  readonly setup: KnnSetup;
  readonly knobs: KnnKnobs;
  readonly state: KnnState;
  readonly images: LabelledImages;
}

/** What a repetition runs on. */
export interface RepetitionMachine {
  train(task: TrainingTask): Training | Promise<Training>;
  /** Steps that it makes best at a time. */
  readonly together: number;
  embeds(setup: KnnSetup): Embeds;
  readonly blockDistances?: BlockDistances;
  readonly search?: Search;
  /** Milliseconds of any clock. */
  now(): number;
  /** Called between steps with the share of the job that is done; may throw to give up. */
  pause?(done: number): void | Promise<void>;
}

/** What a repetition runs on here: one thread. */
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

/** A training time as tables tell it, of milliseconds. */
export const minutesOf = (milliseconds: number) => Number((milliseconds / 60_000).toPrecision(3));

/** The knobs of a job: those of its method, as printed. */
export function jobKnobs({ variant, k, queries, candidates }: KnnJob): KnnKnobs {
  return { ...paperKnobs, ...knnVariants[variant].knobs, k, queries, candidates };
}

export function jobSetup(
  job: Pick<KnnJob, 'dataset' | 'network' | 'variant' | 'seed'>,
  data: KnnData,
): KnnSetup {
  const { dataset, network, variant, seed } = job;
  const { method, scale } = knnVariants[variant];
  return { dataset, input: data.input, classes: data.classes, network, method, scale, seed };
}

/** As `repeat`, on one thread. */
export const runKnnRepetition = (job: KnnJob, data: KnnData, machine: KnnMachine) =>
  repeat(job, data, onThisThread(machine));

/** What a thread trains with, as a repetition takes it. */
export function onThisThread({ createNetwork, pairs, ...machine }: KnnMachine): RepetitionMachine {
  const { now } = machine;
  return {
    ...machine,
    together: 1,
    embeds: (setup) => createNetwork(layersOf(partsOf(setup)), EMBEDDING_BLOCK),
    train({ setup, knobs, state, images }) {
      const source = createLocalSource(setup, knobs.queries + knobs.candidates, createNetwork);
      const around = { images: trainingImages(setup, images), source, pairs, now };
      return {
        advance: async () => [await advance(setup, state, knobs, around)],
        settle: async () => undefined,
        end: () => undefined,
      };
    },
  };
}

/** Trains for the time or the steps of the job, takes the state that is best on held-out images, tests it. */
export async function repeat(
  job: KnnJob,
  data: KnnData,
  machine: RepetitionMachine,
): Promise<KnnResult> {
  const { train, test } = data;
  const setup = jobSetup(job, data);
  const knobs = jobKnobs(job);
  const held = Math.min(VALIDATION, Math.floor(train.count / 6));
  const count = train.count - held;
  const state = initialState(setup);
  const { now, blockDistances, search } = machine;
  const sight = { network: machine.embeds(setup), shape: shapeOf(setup), blockDistances, search };
  const classifier = (params: Float32Array, candidates: number) =>
    createClassifier({ ...sight, params }, train, { from: 0, to: candidates });
  const validate = async (params: Float32Array) => {
    const classify = await classifier(params, Math.min(count, VALIDATION_CANDIDATES));
    const queries = { from: count, to: count + Math.min(held, VALIDATION_QUERIES) };
    const { right, images } = await classify(train, queries, [job.k]);
    return right[0] / images;
  };

  const training = await machine.train({ setup, knobs, state, images: { ...train, count } });
  const { maxSteps, minutes = Infinity } = job;
  let best = { params: state.params.slice(), validation: -1 };
  const consider = async () => {
    await training.settle();
    // a copy, also because who embeds elsewhere knows weights by their array
    const params = state.params.slice();
    const validation = await validate(params);
    if (validation > best.validation) best = { params, validation };
  };
  let [checkpoint, made, right, sigma] = [1, 0, 0, 0];
  /** Records of steps that are made and not told yet. */
  const waiting: KnnRecord[] = [];
  const due = (done: number) => done >= checkpoint / CHECKPOINTS;
  /** Steps to the next checkpoint, where steps are what is counted. */
  const ahead = () =>
    maxSteps ? Math.max(1, Math.ceil((checkpoint * maxSteps) / CHECKPOINTS) - made) : Infinity;
  const { stopped, diverged, spent } = await trainToEnd({
    async step() {
      if (waiting.length === 0) {
        waiting.push(...(await training.advance(Math.min(machine.together, ahead()))));
        made += waiting.length;
      }
      return waiting.shift()!;
    },
    async after(record, spent) {
      right = runningRight(right, record);
      sigma = record.scaleMean;
      const done = maxSteps ? record.step / maxSteps : spent / (minutes * 60_000);
      await machine.pause?.(Math.min(1, done));
      if (waiting.length > 0) return null;
      if (due(done)) await consider();
      while (due(done)) checkpoint++;
      return done >= 1 ? 'it has had its share' : null;
    },
    now,
  });
  if (diverged) await consider();
  training.end();
  const ks = [...new Set([...REPORTED_KS, job.k])].sort((a, b) => a - b);
  const classify = await classifier(best.params, count);
  return {
    ...job,
    steps: state.step,
    test: await classify(test, { from: 0, to: test.count }, ks),
    validation: best.validation,
    right,
    sigma,
    millisecondsPerStep: spent / Math.max(1, state.step),
    fault: diverged ? stopped : '',
  };
}
