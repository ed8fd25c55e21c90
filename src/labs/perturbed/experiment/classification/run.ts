import type { Experiment, StepRecord } from '../../../../core/training/experiment';
import { startState, type TrainingState } from '../../../../core/training/state';
import { advance } from '../../../../core/training/step';
import { fillNetwork } from '../../../../core/networks/initial';
import { parameterCount } from '../../../../core/networks/layers';
import type { Network } from '../../../../core/networks/plain';
import { drawDistinct } from '../../../../core/rng/draw-distinct';
import { createRng } from '../../../../core/rng/rng';
import { createObjective } from './objective';
import { classifierOf, type ClassKnobs, type ClassSetup } from './spec';

/** Labelled images: pixels [count, height, width, channels], 0 to 255. */
export interface LabelledImages {
  readonly count: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

/** What computes the steps of a run, and on what. */
export interface ClassMachine {
  readonly network: Network;
  readonly images: LabelledImages;
}

export type ClassState = TrainingState<Float32Array>;

/** What a step measures. */
export type ClassRecord = Measured & StepRecord;

interface Measured {
  /** Means over the batch. */
  readonly loss: number;
  readonly right: number;
}

/** All weights by Adam. */
const classExperiment: Experiment<ClassSetup, ClassKnobs, Float32Array, ClassMachine, Measured> = {
  groups: (setup, { rate }) => [
    { from: 0, to: parameterCount(classifierOf(setup)), rule: { kind: 'adam', rate } },
  ],
  // there is no loss weight
  growth: () => ({ epsilon: 0, growth: 1, maxEpsilon: 0 }),
  gradient({ setup, knobs, params, step }, { network, images }) {
    const { classes } = setup;
    const numbers = batchOf(setup, knobs, images, step);
    const outputs = network.forward(params, inputsOf(images, numbers), numbers.length);
    const dOut = new Float32Array(outputs.length);
    const objective = createObjective(setup, knobs);
    const slopes = new Float64Array(classes);
    const measured = { loss: 0, right: 0 };
    numbers.forEach((image, row) => {
      const scores = Float64Array.from(outputs.subarray(row * classes, (row + 1) * classes));
      const label = images.labels[image];
      measured.loss += objective({ row, step, scores, label }, slopes) / numbers.length;
      measured.right += Number(scores[label] === Math.max(...scores)) / numbers.length;
      dOut.set(
        slopes.map((slope) => slope / numbers.length),
        row * classes,
      );
    });
    const gradient = new Float32Array(params.length);
    network.backward(dOut, gradient);
    return Promise.resolve({ gradient, measured, exhausted: false });
  },
};

export function initialState(setup: ClassSetup): ClassState {
  const network = classifierOf(setup);
  const params = new Float32Array(parameterCount(network));
  fillNetwork(params, network, createRng(setup.seed, 'perturbed/classifier'));
  return startState(params);
}

/** One step, in place. @throws DivergedError before anything is changed */
export const advanceClassifier = (
  setup: ClassSetup,
  state: ClassState,
  knobs: ClassKnobs,
  machine: ClassMachine,
) => advance(classExperiment, { setup, state, knobs }, machine);

/** Inputs of a network: pixels of 0 to 1. */
export function inputsOf(
  { count, pixels }: LabelledImages,
  numbers: ArrayLike<number>,
): Float32Array {
  const size = pixels.length / count;
  const inputs = new Float32Array(numbers.length * size);
  for (let row = 0; row < numbers.length; row++) {
    const from = numbers[row] * size;
    for (let i = 0; i < size; i++) inputs[row * size + i] = pixels[from + i] / 255;
  }
  return inputs;
}

const batchOf = (
  { seed }: ClassSetup,
  { batch }: ClassKnobs,
  { count }: LabelledImages,
  step: number,
): Uint32Array =>
  drawDistinct(createRng(seed, 'perturbed/class-batches'), step, Math.min(batch, count), count);
