import { DivergedError } from '../../../core/training/diverged';
import type { Experiment, StepRecord } from '../../../core/training/experiment';
import { startState, type TrainingState } from '../../../core/training/state';
import { advance as advanceTraining } from '../../../core/training/step';
import { allFinite } from '../../../core/vector';
import { linkOf } from './links';
import { drawBatch, type PathMaps } from './maps';
import { initialParams, sizesOf, type TrainingMaps } from './networks';
import { noiseOf } from './noise';
import { createObjective, type MapOutcome, type MapTask } from './objective';
import { checkKnobs, MAP_CELLS, type PathsKnobs, type PathsSetup } from './spec';

export type PathsState = TrainingState<Float32Array>;

/** What the maps of a step measured, means over maps and samples. */
interface Measured {
  readonly loss: number;
  /** Share of the cells on which the gradient acts. */
  readonly active: number;
  /** Share of the noisy costs that were below 0. */
  readonly clamped: number;
}

export type PathsRecord = Measured & StepRecord;

/** Where outputs come from, of which costs are made: a network on this thread, several, or a graphics device. */
export interface CostSource {
  /** Outputs [count, MAP_CELLS] for pictures [count, SIDE, SIDE, 3], which stay until it is answered. */
  forward(
    params: Float32Array,
    pictures: Float32Array,
    count: number,
  ): Float32Array | Promise<Float32Array>;
  /** Adds the gradient in all weights to `gradient`, for the pictures of the last call of `forward`. */
  backward(dOutputs: Float32Array, gradient: Float32Array): void | Promise<void>;
  /** New running statistics after the last call of `backward`, where the network has any. */
  running?(): Float32Array | null;
}

/** What computes a step. */
export interface PathsMachine {
  readonly maps: TrainingMaps;
  readonly source: CostSource;
}

const pathsExperiment: Experiment<PathsSetup, PathsKnobs, Float32Array, PathsMachine, Measured> = {
  groups: (setup, { rate }) => [
    { from: 0, to: sizesOf(setup).trainable, rule: { kind: 'adam', rate } },
  ],
  growth: ({ epsilon }) => ({ epsilon, growth: 1, maxEpsilon: Math.abs(epsilon) }),
  async gradient({ setup, params, knobs, step }, { maps, source }) {
    checkKnobs(knobs);
    const numbers = drawBatch(setup.seed, step, knobs.batch, maps.count);
    const outputs = await source.forward(params, maps.inputs(numbers), numbers.length);
    if (!allFinite(outputs)) {
      throw new DivergedError(`The costs are no longer finite numbers in step ${step + 1}.`);
    }
    const { dOutputs, outcomes } = differentiate(setup, knobs, maps, numbers, outputs, step);
    const gradient = new Float32Array(params.length);
    await source.backward(dOutputs, gradient);
    const running = source.running?.() ?? null;
    return {
      ...{ gradient, measured: summarise(outcomes), exhausted: false },
      computed: running && { from: sizesOf(setup).trainable, values: running },
    };
  },
};

export const initialState = (setup: PathsSetup): PathsState => startState(initialParams(setup));

/**
 * One step: costs of a batch, the gradient of the method, one update, in place.
 * @throws DivergedError before anything is changed, RangeError naming a knob that can't be used
 */
export const advance = (
  setup: PathsSetup,
  state: PathsState,
  knobs: PathsKnobs,
  machine: PathsMachine,
): Promise<PathsRecord> => advanceTraining(pathsExperiment, { setup, state, knobs }, machine);

/** The gradient of the mean over the maps of a batch, in the outputs of the network. */
function differentiate(
  setup: PathsSetup,
  knobs: PathsKnobs,
  maps: PathMaps,
  numbers: Uint32Array,
  outputs: Float32Array,
  step: number,
) {
  const objective = createObjective(setup, (name) => noiseOf(setup, name));
  const link = linkOf(setup.method);
  const dOutputs = new Float32Array(outputs.length);
  const own = new Float64Array(MAP_CELLS);
  const outcomes = Array.from(numbers, (number, row): MapOutcome => {
    const from = number * MAP_CELLS;
    const at = row * MAP_CELLS;
    const task: MapTask = {
      ...{ row, step },
      costs: Float64Array.from(outputs.subarray(at, at + MAP_CELLS), link.value),
      truth: Float64Array.from(maps.paths.subarray(from, from + MAP_CELLS)),
      trueCosts: maps.costs.subarray(from, from + MAP_CELLS),
    };
    const outcome = objective.differentiate(task, knobs, own);
    for (let i = 0; i < MAP_CELLS; i++) {
      dOutputs[at + i] = (own[i] * link.slope(outputs[at + i])) / numbers.length;
    }
    return outcome;
  });
  return { dOutputs, outcomes };
}

function summarise(outcomes: readonly MapOutcome[]): Measured {
  const mean = (value: (outcome: MapOutcome) => number) =>
    outcomes.reduce((sum, outcome) => sum + value(outcome), 0) / outcomes.length;
  return {
    loss: mean(({ loss }) => loss),
    active: mean(({ active }) => active) / MAP_CELLS,
    clamped: mean(({ clamped }) => clamped),
  };
}
