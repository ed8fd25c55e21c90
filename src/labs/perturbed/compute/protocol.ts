import type { Call } from '../../../compute/service';
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

/** What the perturbed lab can be asked. */
export type PerturbedCalls = {
  jacobians: Call<JacobianRequest, JacobianReply>;
  price: Call<JacobianRequest, PriceReply>;
  regularisers: Call<Shape, RegularisersReply>;
  picks: Call<PicksRequest, PicksReply>;
};
