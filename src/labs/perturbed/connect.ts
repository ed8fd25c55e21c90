import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type {
  JacobianReply,
  PerturbedCalls,
  PriceReply,
  RegularisersReply,
  Shape,
} from './compute/protocol';
import { problemOf, sameProblem, sameShape, shapeOf } from './model';
import type { PerturbedTable, PerturbedValues } from './params';

/** What the work has told so far. */
export interface Results {
  readonly jacobians: JacobianReply | null;
  readonly price: PriceReply | null;
  readonly regularisers: RegularisersReply | null;
}

export type PerturbedResults = Pick<
  StoreApi<Results>,
  'getState' | 'getInitialState' | 'subscribe'
>;

/** Draws of a Jacobian while a hand is on a control: a few milliseconds. */
const MOVING = 1000;
/** Draws of which the variance of one is measured. */
const PRICED = 1000;

/** Asks for Jacobians whenever a parameter moves, for their price and the regularisers when it rests. */
export function connectPerturbed(
  store: LabStore<PerturbedTable>,
  { compute, until, notify }: ConnectOptions<PerturbedCalls>,
): PerturbedResults {
  const results = createStore<Results>(() => ({
    ...{ jacobians: null, price: null, regularisers: null },
  }));
  const [askJacobians, askPrice] = [compute.latest('jacobians'), compute.latest('price')];
  const askRegularisers = compute.latest('regularisers');
  let asked: { readonly problem: ReturnType<typeof problemOf>; readonly samples: number } | null =
    null;
  let priced: ReturnType<typeof problemOf> | null = null;
  let shaped: Shape | null = null;
  const fails = (what: string) => (error: unknown) => {
    const reason = messageOf(error);
    notify(`The ${what} could not be estimated: ${reason}`, 'error');
  };
  const fail = fails('Jacobians');
  const follow = () => {
    const { values, phase } = store.getState();
    const moving = phase === 'move';
    followJacobians(values, moving);
    const shape = shapeOf(values);
    if (moving || (shaped && sameShape(shaped, shape))) return;
    shaped = shape;
    askRegularisers(shape).then(
      (regularisers) => regularisers && results.setState({ regularisers }),
      fails('regularisers'),
    );
  };
  const followJacobians = (values: PerturbedValues, moving: boolean) => {
    const problem = problemOf(values);
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
