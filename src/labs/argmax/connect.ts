import { messageOf } from '../../core/message-of';
import { latestWins } from '../../compute/latest';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { ArgmaxCalls } from './compute/protocol';
import { comparedNoises, problemOf, sharpEnough, sweepEpsilons } from './model';
import type { ArgmaxTable, ArgmaxValues } from './params';
import { createRefinement } from './refinement';
import { createResultsStore, type ArgmaxResults } from './results';

/** Least time between two requests of exact curves while something moves. */
const CURVES_MS = 150;

/** Keeps the samples and the exact curves up to date with the parameters. */
export function connectArgmax(
  store: LabStore<ArgmaxTable>,
  { compute, until, notify, now }: ConnectOptions<ArgmaxCalls>,
): ArgmaxResults {
  const results = createResultsStore();
  const fail = (error: unknown) => {
    const reason = messageOf(error);
    notify(`The figures could not be computed: ${reason}`, 'error');
  };
  const refinement = createRefinement({
    sample: (request) => compute.call('sample', request),
    publish: (estimate) => results.setState({ estimate }),
    publishSweep: (sweep) => results.setState({ sweep }),
    onError: fail,
    // Browsers hand out pointer moves once a frame, so waiting for the next frame would only be late.
    schedule: (task) => queueMicrotask(task),
    sharpEnough,
    sweepEpsilons,
  });
  const curves = latestWins((values: ArgmaxValues) =>
    compute.call('curves', { problem: problemOf(values), compared: comparedNoises(values) }),
  );
  let curvesAt = -Infinity;

  /** Closed forms follow a drag, a few times a second; quadratures wait until it rests. */
  const curvesAreDue = ({ noise, k }: ArgmaxValues, moving: boolean): boolean =>
    !moving || (noise === 'gumbel' && k === 1 && now() - curvesAt >= CURVES_MS);

  function follow(): void {
    const { values, phase } = store.getState();
    const moving = phase === 'move';
    refinement.update(problemOf(values), moving, values.cap);
    if (!curvesAreDue(values, moving)) return;
    curvesAt = now();
    // behind the samples, which are the first figure
    queueMicrotask(() => {
      curves(values).then((found) => found && results.setState({ curves: found }), fail);
    });
  }
  subscribeUntil(until, store, follow);
  follow();
  return { ...results, descent: (request) => compute.call('descent', request) };
}
