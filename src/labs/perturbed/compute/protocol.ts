import type { Call } from '../../../compute/service';
import type { JacobianSums, PerturbedProblem } from '../experiment/jacobians';
import type { PriceAt } from '../experiment/price';

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

/** What the perturbed lab can be asked. */
export type PerturbedCalls = {
  jacobians: Call<JacobianRequest, JacobianReply>;
  price: Call<JacobianRequest, PriceReply>;
};
