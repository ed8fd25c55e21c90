import { createStore, type StoreApi } from 'zustand/vanilla';
import { messageOf } from '../../core/message-of';
import type { ResultsFile } from '../../core/training/results';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import { recordedResults } from '../kit/recorded';
import { connectClassifiers } from './connect-classifiers';
import type {
  JacobianReply,
  JacobianRequest,
  PerturbedCalls,
  PicksReply,
  PicksRequest,
  PriceReply,
  RegularisersReply,
} from './compute/protocol';
import type { ClassResult } from './experiment/classification/repetition';
import { classResults } from './experiment/classification/table';
import type { ClassRunsStore } from './kind';
import { picksOf, problemOf, samePicks, sameProblem, sameShape, shapeOf } from './model';
import type { PerturbedTable } from './params';

/** What the work has told so far. */
export interface Results {
  readonly jacobians: JacobianReply | null;
  readonly price: PriceReply | null;
  readonly regularisers: RegularisersReply | null;
  readonly picks: PicksReply | null;
  /** Trainings of classifiers that came with the site. */
  readonly recorded: ResultsFile<ClassResult> | null;
}

export interface PerturbedResults extends Pick<
  StoreApi<Results>,
  'getState' | 'getInitialState' | 'subscribe'
> {
  /** Classifiers that the reader trains. */
  readonly runs: ClassRunsStore;
}

/** Draws while a hand is on a control: a few milliseconds. */
const MOVING = 1000;
/** Draws of which the variance of one is measured. */
const PRICED = 1000;

/** Asks for draws whenever a parameter moves, for prices and regularisers when it rests. */
export function connectPerturbed(
  store: LabStore<PerturbedTable>,
  options: ConnectOptions<PerturbedCalls>,
): PerturbedResults {
  const { compute, until, notify, track } = options;
  const results = createStore<Results>(() => ({
    ...{ jacobians: null, price: null, regularisers: null, picks: null, recorded: null },
  }));
  /** Asks for what is not the same as last time, and shows the answer. */
  function asking<Request, Name extends Exclude<keyof Results, 'recorded'>>(
    name: Name,
    ask: (request: Request) => Promise<Results[Name] | null>,
    isSame: (a: Request, b: Request) => boolean,
  ) {
    let last: Request | null = null;
    return (request: Request) => {
      if (last && isSame(last, request)) return;
      last = request;
      ask(request).then(
        (reply) => reply && results.setState({ [name]: reply } as Pick<Results, Name>),
        (error: unknown) => {
          notify(`The ${TITLES[name]} could not be estimated: ${messageOf(error)}`, 'error');
        },
      );
    };
  }
  const jacobians = asking('jacobians', compute.latest('jacobians'), sameRequest);
  const price = asking('price', compute.latest('price'), ({ problem }, other: JacobianRequest) =>
    sameProblem(problem, other.problem, true),
  );
  const regularisers = asking('regularisers', compute.latest('regularisers'), sameShape);
  const picks = asking(
    'picks',
    compute.latest('picks'),
    (a: PicksRequest, b) => a.samples === b.samples && samePicks(a.problem, b.problem),
  );
  const follow = () => {
    const { values, phase } = store.getState();
    const moving = phase === 'move';
    const problem = problemOf(values);
    const samples = moving ? Math.min(MOVING, values.samples) : values.samples;
    jacobians({ problem, samples });
    picks({ problem: picksOf(values), samples });
    if (moving) return;
    price({ problem, samples: PRICED });
    regularisers(shapeOf(values));
  };
  subscribeUntil(until, store, follow);
  follow();
  void track(
    recordedResults('classify-table', classResults, notify).then((recorded) => {
      results.setState({ recorded });
    }),
  );
  return Object.assign(results, { runs: connectClassifiers(store, options) });
}

const TITLES = {
  jacobians: 'Jacobians',
  price: 'price of a gradient',
  regularisers: 'regularisers',
  picks: 'gradient of draws',
} as const;

const sameRequest = (a: JacobianRequest, b: JacobianRequest) =>
  a.samples === b.samples && sameProblem(a.problem, b.problem);
