import type { LayeredName } from '../../../../core/networks/embeddings';
import type { NetworkSpec, Shape } from '../../../../core/networks/layers';
import type { Network } from '../../../../core/networks/plain';
import type { LawName } from '../../../../core/noise/laws';
import { BLOCK, evaluateClassifier } from './evaluation';
import { advanceClassifier, initialState, type LabelledImages } from './run';
import { classifierOf, defaultKnobs, type ClassLoss } from './spec';

/** One training and testing, described completely: equal jobs give equal results on one machine. */
export interface ClassJob {
  readonly dataset: string;
  readonly network: LayeredName;
  readonly loss: ClassLoss;
  readonly law: LawName;
  readonly sigma: number;
  readonly samples: number;
  readonly steps: number;
  readonly seed: number;
}

export interface ClassResult extends ClassJob {
  /** Images, those that are classified right, and the mean squared error of E y*. */
  readonly trainImages: number;
  readonly trainRight: number;
  readonly trainSquared: number;
  readonly testImages: number;
  readonly testRight: number;
  readonly testSquared: number;
  readonly milliseconds: number;
}

/** Images with their canonical split. */
export interface ClassData {
  readonly input: Shape;
  readonly classes: number;
  readonly train: LabelledImages;
  readonly test: LabelledImages;
}

/** What a repetition computes with. */
export interface ClassTools {
  createNetwork(spec: NetworkSpec, capacity: number): Network;
  /** Milliseconds of any clock. */
  now(): number;
}

/** Training images on which accuracy is measured at the end: the first ones. */
const TRAIN_LIMIT = 2000;

export async function runClassifier(
  job: ClassJob,
  { input, classes, train, test }: ClassData,
  { createNetwork, now }: ClassTools,
): Promise<ClassResult> {
  const start = now();
  const { loss, network: name, seed, steps, sigma, law, samples } = job;
  const setup = { loss, network: name, input, classes, seed };
  const knobs = { ...defaultKnobs, sigma, law, samples };
  const network = createNetwork(classifierOf(setup), Math.max(BLOCK, knobs.batch));
  const state = initialState(setup);
  for (let step = 0; step < steps; step++) {
    await advanceClassifier(setup, state, knobs, { network, images: train });
  }
  const onTrain = evaluateClassifier(state.params, train, network, knobs, TRAIN_LIMIT);
  const onTest = evaluateClassifier(state.params, test, network, knobs);
  return {
    ...job,
    ...{ trainImages: onTrain.images, trainRight: onTrain.right, trainSquared: onTrain.squared },
    ...{ testImages: onTest.images, testRight: onTest.right, testSquared: onTest.squared },
    milliseconds: now() - start,
  };
}
