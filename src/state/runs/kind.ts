import type { AdvanceAnswer, AnsweredRun, AskedRun } from '../../core/training/exchange';

/** The types of the runs of an experiment, as they are followed on the page. */
export interface RunTypes {
  /** What makes a run another run. */
  readonly setup: object;
  /** What may change between two steps. */
  readonly knobs: object;
  readonly stop: object;
  /** All that a run is between two steps; null where whoever trains it makes the first one. */
  readonly state: { readonly step: number } | null;
  /** What a step measures. */
  readonly record: {
    readonly step: number;
    readonly loss: number;
    readonly epsilon: number;
    readonly growths: number;
  };
  /** What a test on held-out data measures. */
  readonly test: { readonly step: number };
}

/** What the runs of an experiment are, for everything that handles runs of any. */
export interface RunKind<E extends RunTypes> {
  /** The state at step 0, or null where whoever trains the run makes it. */
  initialState(setup: E['setup']): E['state'];
  /** Whether a state is worth going back to: finite weights of a reasonable size. */
  isReasonable(state: NonNullable<E['state']>): boolean;
  /**
   * A state of those weights to be looked at, not to be trained on; null where they are not the weights
   * of that setup.
   */
  stillState(setup: E['setup'], step: number, params: Float32Array): NonNullable<E['state']> | null;
  /** A state without what only training needs: its weights and its epsilon. */
  still(state: NonNullable<E['state']>): NonNullable<E['state']>;
  /** States of earlier steps that the page has room for. */
  mostEarlier(setup: E['setup']): number;
  /** Whether a stored value is a state, as far as can be told. */
  isState(value: unknown): boolean;
  readonly records: readonly (keyof E['record'] & string)[];
  readonly tests: readonly (keyof E['test'] & string)[];
  /** What changes of knobs are called on the curves. */
  readonly symbols: Readonly<Partial<Record<keyof E['knobs'] & string, string>>>;
  /** Good states that are kept, and the steps between two of them. */
  readonly keptStates: number;
  readonly keptEvery: number;
  /** Least time between two states that the page asks for while something runs, in milliseconds. */
  stateEvery(state: E['state']): number;
  /** Least time between two writes to the browser's storage while something runs. */
  readonly storeEvery: number;
}

/** A run of an experiment on its way to whoever trains it, and back. */
export type AskedOf<E extends RunTypes> = AskedRun<
  E['setup'],
  E['knobs'],
  E['stop'],
  NonNullable<E['state']>
>;
export type AnsweredOf<E extends RunTypes> = AnsweredRun<
  NonNullable<E['state']>,
  E['record'],
  E['test']
>;
export type AdvanceOf<E extends RunTypes> = AdvanceAnswer<
  NonNullable<E['state']>,
  E['record'],
  E['test']
>;

/** A state with weights beyond this is not worth going back to. */
const REASONABLE = 1e4;

/** Every weight is at most REASONABLE. */
export const allReasonable = (weights: Float64Array | Float32Array): boolean => {
  for (const weight of weights) if (!(Math.abs(weight) < REASONABLE)) return false;
  return true;
};
