import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { JacobianReply, PerturbedCalls, PriceReply } from './compute/protocol';
import { problemOf, sameProblem } from './model';
import type { PerturbedTable } from './params';

/** What the work has told so far. */
export interface Results {
  readonly jacobians: JacobianReply | null;
  readonly price: PriceReply | null;
}

export type PerturbedResults = Pick<
  StoreApi<Results>,
  'getState' | 'getInitialState' | 'subscribe'
>;

/** Draws of a Jacobian while a hand is on a control: a few milliseconds. */
const MOVING = 1000;
/** Draws of which the variance of one is measured. */
const PRICED = 1000;

/** Asks for Jacobians whenever a parameter moves, and for their price when it rests. */
export function connectPerturbed(
  store: LabStore<PerturbedTable>,
  { compute, until, notify }: ConnectOptions<PerturbedCalls>,
): PerturbedResults {
  const results = createStore<Results>(() => ({ jacobians: null, price: null }));
  const [askJacobians, askPrice] = [compute.latest('jacobians'), compute.latest('price')];
  let asked: { readonly problem: ReturnType<typeof problemOf>; readonly samples: number } | null =
    null;
  let priced: ReturnType<typeof problemOf> | null = null;
  const fail = (error: unknown) => {
    const reason = messageOf(error);
    notify(`The Jacobians could not be estimated: ${reason}`, 'error');
  };
  const follow = () => {
    const { values, phase } = store.getState();
    const problem = problemOf(values);
    const moving = phase === 'move';
    const samples = moving ? Math.min(MOVING, values.samples) : values.samples;
    if (asked?.samples !== samples || !sameProblem(asked.problem, problem)) {
      asked = { problem, samples };
      askJacobians(asked).then((jacobians) => jacobians && results.setState({ jacobians }), fail);
    }
    if (moving || (priced && sameProblem(priced, problem, true))) return;
    priced = problem;
    askPrice({ problem, samples: PRICED }).then(
      (price) => price && results.setState({ price }),
      fail,
    );
  };
  subscribeUntil(until, store, follow);
  follow();
  return results;
}
