import type { Call } from '../../../compute/service';
import type { AdvanceAnswer, AdvanceLimits, AskedRun } from '../../../core/training/exchange';
import type { StopRule } from '../../../core/training/stop';
import type { ClassRecord, ClassState } from '../experiment/classification/run';
import type { ClassKnobs, ClassSetup } from '../experiment/classification/spec';
import type { JacobianSums, PerturbedProblem } from '../experiment/jacobians';
import type { PicksProblem } from '../experiment/picks';
import type { PriceAt } from '../experiment/price';
import type { RegulariserFan } from '../experiment/regulariser';

export interface JacobianRequest {
  readonly problem: PerturbedProblem;
  readonly samples: number;
}

export interface JacobianReply extends JacobianSums {
  readonly problem: PerturbedProblem;
}

export interface PriceReply {
  /** Its own sigma does not count: the price is told for all. */
  readonly problem: PerturbedProblem;
  /** Draws of which the variances are measured. */
  readonly samples: number;
  readonly prices: readonly PriceAt[];
}

/** What regularisers depend on. */
export type Shape = Pick<PerturbedProblem, 'structure' | 'vertices' | 'noise'>;

export interface RegularisersReply {
  readonly shape: Shape;
  /** That of the noise at scale 1; null where its law is not known. */
  readonly noise: RegulariserFan | null;
  /** Minus Shannon's entropy. */
  readonly entropy: RegulariserFan;
}

export interface PicksRequest {
  readonly problem: PicksProblem;
  readonly samples: number;
}

export interface PicksReply extends PicksRequest {
  /** How often each class was picked. */
  readonly counts: Float64Array;
}

/** What a test on digits of their own measures. */
export interface ClassTest {
  readonly step: number;
  /** Share that is classified right, and the mean of |E y* - y|^2. */
  readonly right: number;
  readonly squared: number;
}

/** How classifiers are tested on the way. */
export interface ClassSettings {
  /** Images, and the steps between two tests; the first steps have more. */
  readonly tests: number;
  readonly evaluateEvery: number;
}

export interface AdvanceRequest {
  readonly runs: readonly AskedRun<ClassSetup, ClassKnobs, StopRule, ClassState>[];
  readonly limits: AdvanceLimits;
  readonly settings: ClassSettings;
}

/** What the perturbed lab can be asked. */
export type PerturbedCalls = {
  jacobians: Call<JacobianRequest, JacobianReply>;
  price: Call<JacobianRequest, PriceReply>;
  regularisers: Call<Shape, RegularisersReply>;
  picks: Call<PicksRequest, PicksReply>;
  advance: Call<AdvanceRequest, AdvanceAnswer<ClassState, ClassRecord, ClassTest>>;
  /** The state of a run wherever it has got to; null where it is not kept. */
  snapshot: Call<number, ClassState | null>;
};
