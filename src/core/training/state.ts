import type { MemoryRule } from './groups';
import { createMoments, type Moments, type Numbers } from './optimisers';

/** All that a run is between two steps: plain data, to be copied, sent and stored. */
export interface TrainingState<Floats extends Numbers = Numbers> {
  /** Steps done. */
  step: number;
  /** Weights, laid out as the experiment says. */
  readonly params: Floats;
  readonly moments: Moments<Floats>;
  /** Whose moments these are; null of a run that has none yet, and of those stored before this was told. */
  optimiser: MemoryRule | null;
  /** The epsilon that was asked for, and how often it has grown since. */
  epsilon: number;
  growths: number;
}

/** A state that remembers the weights of its lowest training loss. */
export interface TrackingState<Floats extends Numbers = Numbers> extends TrainingState<Floats> {
  /** Lowest training loss so far, the step it was measured in, and the weights it was measured with. */
  bestLoss: number;
  bestStep: number;
  readonly bestParams: Floats;
}

/** The state of a run at step 0, around its first weights. */
export const startState = <Floats extends Numbers>(params: Floats): TrainingState<Floats> => ({
  step: 0,
  params,
  moments: createMoments(zerosLike(params), zerosLike(params)),
  optimiser: null,
  epsilon: 0,
  growths: 0,
});

/** The same of a run that tracks its best weights. */
export const startTracking = <Floats extends Numbers>(params: Floats): TrackingState<Floats> => ({
  ...startState(params),
  bestLoss: Infinity,
  bestStep: 0,
  bestParams: zerosLike(params),
});

const isTracking = (state: TrainingState): state is TrackingState => 'bestParams' in state;

/** Takes in the loss that was measured in a step with these weights, where the state tracks it. */
export function track(state: TrainingState, step: number, loss: number, params: Numbers): void {
  if (!isTracking(state) || !(loss < state.bestLoss)) return;
  state.bestLoss = loss;
  state.bestStep = step;
  state.bestParams.set(params);
}

export function copyState<State extends TrainingState>(state: State): State {
  const { params, moments } = state;
  return {
    ...state,
    params: copyOf(params),
    moments: { ...moments, first: copyOf(moments.first), second: copyOf(moments.second) },
    ...(isTracking(state) && { bestParams: copyOf(state.bestParams) }),
  };
}

/** A state to be looked at: its weights and its epsilon, without what only training needs. */
export function stillOf<State extends TrainingState>(state: State): State {
  const none = noneOf(state.params);
  return {
    ...state,
    moments: createMoments(none, none),
    ...(isTracking(state) && { bestParams: none }),
  };
}

/** The arrays of a state, each with a buffer of its own. */
export const arraysOf = (state: TrainingState): readonly Numbers[] => [
  state.params,
  state.moments.first,
  state.moments.second,
  ...(isTracking(state) ? [state.bestParams] : []),
];

const copyOf = <Floats extends Numbers>(floats: Floats) => floats.slice() as Floats;

const noneOf = <Floats extends Numbers>(floats: Floats) => floats.slice(0, 0) as Floats;

const zerosLike = <Floats extends Numbers>({ length, constructor }: Floats) =>
  (constructor === Float32Array ? new Float32Array(length) : new Float64Array(length)) as Floats;
