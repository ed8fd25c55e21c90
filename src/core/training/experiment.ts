import type { ParameterGroup } from './groups';
import type { GrowthRule } from './growth';
import type { Numbers } from './optimisers';

/**
 * What a training experiment says of itself; `advance` makes the steps. A step is a pure function of the
 * setup, the state and the knobs, whatever the machine that computes it.
 */
export interface Experiment<Setup, Knobs, Floats extends Numbers, Machine, Measured extends Loss> {
  /**
   * Ranges of the weight vector with what moves them. The first is the network whose gradient is measured;
   * weights of no range stay as they are.
   */
  groups(setup: Setup, knobs: Knobs): readonly ParameterGroup[];
  /** How epsilon grows, with the epsilon that is asked for. */
  growth(knobs: Knobs): GrowthRule;
  /**
   * The gradient of a step, which leaves the weights alone.
   * @throws DivergedError if a score is no longer finite
   */
  gradient(
    task: StepTask<Setup, Knobs, Floats>,
    machine: Machine,
  ): Promise<StepGradient<Floats, Measured>>;
}

/** One step to be differentiated. */
export interface StepTask<Setup, Knobs, Floats extends Numbers> {
  readonly setup: Setup;
  readonly params: Floats;
  readonly knobs: Knobs;
  /** Steps done before it. */
  readonly step: number;
  /** Loss weight, grown or not. */
  readonly epsilon: number;
}

export interface StepGradient<Floats extends Numbers, Measured extends Loss> {
  /** In all weights. The array may be written again by the next call. */
  readonly gradient: Floats;
  readonly measured: Measured;
  /** Whether the loss is positive, yet shows no direction: then epsilon grows. */
  readonly exhausted: boolean;
  /** Weights that are computed, not trained, as they are after the step: running statistics. */
  readonly computed?: { readonly from: number; readonly values: Floats } | null;
}

/** The least that a step measures. */
export interface Loss {
  readonly loss: number;
}

/** What is known of every step, besides what its experiment measures. */
export interface StepRecord {
  /** Steps done, this one included. */
  readonly step: number;
  /** Euclidean norm of the gradient in the first group of weights. */
  readonly gradientNorm: number;
  readonly epsilon: number;
  /** How often epsilon has grown since it was set. */
  readonly growths: number;
}
