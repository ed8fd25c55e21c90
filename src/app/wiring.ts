import { createStore } from 'zustand/vanilla';
import { tracked } from '../state/activity';
import type { LabStore } from '../state/lab-store';
import { createResultsStore, type ResultsStore } from '../labs/argmax/results';
import type { ArgmaxTable, ArgmaxValues } from '../labs/argmax/params';
import type { KnnTable } from '../labs/knn/params';
import type { MatchingTable } from '../labs/matching/params';
import { createEngineClient, type EngineClient } from '../labs/argmax/client';
import { latestWins } from '../compute/latest';
import { createRefinement } from '../labs/argmax/refinement';
import { createCurvesClient } from '../labs/argmax/curves-client';
import {
  backendChoices,
  type BackendChoice,
  type EngineInfo,
} from '../labs/argmax/compute/protocol';
import type { WiringOptions } from '../labs/kit/connect';
import type { Capability, Wiring } from './services';

/** Least time between two requests of exact curves while something moves. */
const CURVES_MS = 150;

const whatItCosts =
  'Everything works; while you drag, each frame is made of fewer samples and shows more noise.';

/** Connects the stores of the labs to the engine in its worker. The engine starts at once. */
export function createWiring(options: WiringOptions): Wiring {
  const engine = createStore<EngineInfo | null>(() => null);
  const capability = createStore<Capability | null>(() => null);
  const { track } = options;
  const connection = createEngineClient({
    choice: backendFrom(options),
    spawn: () =>
      new Worker(new URL('../labs/argmax/compute/main.worker.ts', import.meta.url), {
        type: 'module',
      }),
    inline: async () => (await import('../labs/inline')).createInlineEngine(),
    onInfo: (info) => {
      engine.setState(info, true);
      const told = info.degraded ? { message: info.note, cost: whatItCosts } : null;
      capability.setState(told, true);
    },
  });
  const client = tracked(connection, track);
  return {
    engine,
    capability,
    async connect(lab, store) {
      if (lab === 'matching') {
        // with the lab's own chunk, not with the first one
        const [{ connectMatching }, { runSpecs }] = await Promise.all([
          import('../labs/matching/connect'),
          import('../labs/matching/model'),
        ]);
        return connectMatching(store as unknown as LabStore<MatchingTable>, options, runSpecs);
      }
      if (lab === 'knn') {
        const [{ connectKnn }, model] = await Promise.all([
          import('../labs/knn/connect'),
          import('../labs/knn/model'),
        ]);
        return connectKnn(store as unknown as LabStore<KnnTable>, options, model);
      }
      if (lab !== 'argmax') throw new RangeError(`no engine for the lab "${lab}"`);
      const results = createResultsStore();
      void track(
        connectArgmax(store as unknown as LabStore<ArgmaxTable>, results, client, options),
      );
      return results;
    },
    loseDevice: () => client.loseDevice(),
  };
}

/** The backend the address asks for; an unknown one is named and ignored. */
function backendFrom({ search, notify }: WiringOptions): BackendChoice {
  const wanted = new URLSearchParams(search).get('backend');
  if (wanted === null) return 'auto';
  const known = backendChoices.find((choice) => choice === wanted);
  if (!known) {
    const list = backendChoices.join(', ');
    notify(
      `The backend "${wanted.slice(0, 40)}" is unknown; it can be ${list}. It is chosen automatically.`,
      'warning',
    );
  }
  return known ?? 'auto';
}

async function connectArgmax(
  store: LabStore<ArgmaxTable>,
  results: ResultsStore,
  client: EngineClient,
  { notify, track }: WiringOptions,
): Promise<void> {
  // The lab's own chunk is being loaded anyway; the wiring must not pull it into the first one.
  const { comparedNoises, problemOf, sharpEnough, sweepEpsilons } =
    await import('../labs/argmax/model');
  const fail = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    notify(`The figures could not be computed: ${reason}`, 'error');
  };
  const refinement = createRefinement({
    sample: (request) => client.sample(request),
    publish: (estimate) => results.setState({ estimate }),
    publishSweep: (sweep) => results.setState({ sweep }),
    onError: fail,
    // Browsers hand out pointer moves once a frame, so waiting for the next frame would only be late.
    schedule: (task) => queueMicrotask(task),
    sharpEnough,
    sweepEpsilons,
  });
  const source = createCurvesClient({
    spawn: () =>
      new Worker(new URL('../labs/argmax/compute/curves.worker.ts', import.meta.url), {
        type: 'module',
      }),
    inline: async () => (await import('../labs/inline')).createCurveSource(),
  });
  const curves = latestWins((values: ArgmaxValues) =>
    track(source(problemOf(values), comparedNoises(values))),
  );
  const follow = () => {
    const { values, phase } = store.getState();
    const moving = phase === 'move';
    const problem = problemOf(values);
    refinement.update(problem, moving, values.cap);
    if (moving && !mayMove(values)) return;
    curves(values).then((found) => found && results.setState({ curves: found }), fail);
  };
  /** Closed forms follow a drag, a few times a second; quadratures wait until it rests. */
  const mayMove = (values: ArgmaxValues): boolean => {
    const now = performance.now();
    if (values.noise !== 'gumbel' || values.k > 1 || now - lastCurves < CURVES_MS) return false;
    lastCurves = now;
    return true;
  };
  let lastCurves = 0;
  store.subscribe(follow);
  follow();
}
