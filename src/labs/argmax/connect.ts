import { messageOf } from '../../core/message-of';
import { latestWins } from '../../compute/latest';
import type { ComputeStatus } from '../../compute/service';
import type { LabStore } from '../../state/lab-store';
import { subscribeUntil } from '../../state/until';
import type { ConnectOptions } from '../kit/connect';
import type { ArgmaxCalls } from './compute/protocol';
import {
  closedForm,
  comparedNoises,
  problemOf,
  sectionKey,
  sharpEnough,
  sweepEpsilons,
} from './model';
import { capOnDevice, wantsAll, watchedClass, type ArgmaxTable, type ArgmaxValues } from './params';
import { createRefinement, type Wanted } from './refinement';
import { createResultsStore, type ArgmaxResults } from './results';

/** Least time between two requests of exact curves while something moves. */
const CURVES_MS = 150;

/** What draws samples, and how many at most; what recovers or starts will say what it has become. */
function drawnBy(
  { status, backend, software }: ComputeStatus,
  cap: number,
): Pick<Wanted, 'engine' | 'cap' | 'all'> {
  const engine = backend === 'webgpu' ? 'webgpu' : 'cpu';
  return {
    engine: status === 'ready' ? engine : null,
    cap: engine === 'webgpu' && !software ? capOnDevice(cap) : cap,
    all: wantsAll(cap),
  };
}

/** Results of sweeps, whose code few readers ask for. */
function cellsOf(options: ConnectOptions<ArgmaxCalls>): ArgmaxResults['cells'] {
  let cells: ReturnType<ArgmaxResults['cells']> | null = null;
  return () =>
    (cells ??= import('./cells').then(({ createArgmaxCells }) => createArgmaxCells(options)));
}

/** Keeps the samples and the exact curves up to date with the parameters. */
export function connectArgmax(
  store: LabStore<ArgmaxTable>,
  options: ConnectOptions<ArgmaxCalls>,
): ArgmaxResults {
  const { compute, until, notify, now } = options;
  const results = createResultsStore();
  const fail = (error: unknown) =>
    notify(`The figures could not be computed: ${messageOf(error)}`, 'error');
  let started = false;
  const refinement = createRefinement({
    sample: (request) => compute.call('sample', started ? request : { ...request, alone: true }),
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
  const sections = latestWins((values: ArgmaxValues) =>
    compute.call('sections', { problem: problemOf(values), watched: watchedClass(values) }),
  );
  let sectionsAt = -Infinity;
  let sectionsKey = '';

  /** Closed forms follow a drag, a few times a second; quadratures wait until it rests. */
  const curvesAreDue = (values: ArgmaxValues, moving: boolean): boolean =>
    !moving || (closedForm(values) && now() - curvesAt >= CURVES_MS);

  /** Sections that are integrals follow a drag as well, where they are moved by it at all. */
  function followSections(values: ArgmaxValues, moving: boolean): void {
    const key = sectionKey(problemOf(values), watchedClass(values));
    if (closedForm(values) || key === sectionsKey) return;
    if (moving && now() - sectionsAt < CURVES_MS) return;
    [sectionsAt, sectionsKey] = [now(), key];
    queueMicrotask(() => {
      sections(values).then((found) => found && results.setState({ sections: found }), fail);
    });
  }

  const followSamples = (values: ArgmaxValues, moving: boolean) =>
    refinement.update({
      ...{ problem: problemOf(values), moving },
      ...drawnBy(compute.status.getState(), values.cap),
    });

  /** Another engine samples what is at rest; nothing else depends on it. */
  function followEngine(): void {
    const { values, phase } = store.getState();
    followSamples(values, phase === 'move');
  }

  function follow(): void {
    const { values, phase } = store.getState();
    const moving = phase === 'move';
    followSamples(values, moving);
    if (started) followExactly(values, moving);
  }

  function followExactly(values: ArgmaxValues, moving: boolean): void {
    if (curvesAreDue(values, moving)) {
      curvesAt = now();
      // behind the samples, which are the main figure
      queueMicrotask(() => {
        curves(values).then((found) => found && results.setState({ curves: found }), fail);
      });
    }
    followSections(values, moving);
  }
  subscribeUntil(until, store, follow);
  subscribeUntil(until, compute.status, followEngine);
  follow();
  const start = () => {
    if (started) return;
    started = true;
    follow();
  };
  return {
    ...results,
    start,
    descent: (request) => compute.call('descent', request),
    map: (request) => compute.call('map', request),
    train: (request, signal) => compute.call('train', request, { signal }),
    cells: cellsOf(options),
  };
}
