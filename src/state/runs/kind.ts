/** The types of an experiment whose runs are followed on the page. */
export interface Experiment {
  /** What makes a run another run. */
  readonly setup: object;
  /** What may change between two steps. */
  readonly knobs: object;
  readonly stop: object;
  readonly state: { readonly step: number };
  /** What a step measures. */
  readonly record: { readonly step: number; readonly epsilon: number; readonly growths: number };
  /** What a test on held-out data measures. */
  readonly test: { readonly step: number };
}

/** What the runs of an experiment are, for everything that handles runs of any. */
export interface RunKind<E extends Experiment> {
  initialState(setup: E['setup']): E['state'];
  copyState(state: E['state']): E['state'];
  /** Whether a state is worth going back to: finite weights of a reasonable size. */
  isReasonable(state: E['state']): boolean;
  /** Whether a stored value is a state, as far as can be told. */
  isState(value: unknown): boolean;
  readonly records: readonly (keyof E['record'] & string)[];
  readonly tests: readonly (keyof E['test'] & string)[];
  /** What changes of knobs are called on the curves. */
  readonly symbols: Readonly<Partial<Record<keyof E['knobs'] & string, string>>>;
  /** Good states that are kept, and the steps between two of them. */
  readonly keptStates: number;
  readonly keptEvery: number;
  /** Least time between two writes to the browser's storage while something runs. */
  readonly storeEvery: number;
}

/** A reply of the worker about one run. */
export interface ReplyOf<E extends Experiment> {
  readonly id: string;
  readonly state: E['state'];
  readonly records: readonly E['record'][];
  readonly tests: readonly E['test'][];
  /** Why the run has come to its end, or null. */
  readonly stopped: string | null;
  /** Why it cannot go on: its numbers are no longer finite. The state is that of the last good step. */
  readonly diverged: string | null;
}

/** A state with weights beyond this is not worth going back to. */
const REASONABLE = 1e4;

/** Every weight is at most REASONABLE. */
export const allReasonable = (weights: Float64Array | Float32Array): boolean => {
  for (const weight of weights) if (!(Math.abs(weight) < REASONABLE)) return false;
  return true;
};
