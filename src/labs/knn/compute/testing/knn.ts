import { createNeighbourSearch } from '../../../../core/neighbours/nearest';
import { copyState } from '../../../../core/training/state';
import { trainingImages } from '../../experiment/batch';
import { layersOf, partsOf } from '../../experiment/networks';
import { advance, initialState, type KnnRecord } from '../../experiment/run';
import type { EmbeddingSource } from '../../experiment/source';
import type { KnnKnobs, KnnSetup } from '../../experiment/spec';
import { barKnobs } from '../../experiment/testing/bars';
import { drawnSet } from '../../../../data/drawn/drawn';
import { GpuError } from '../../../../gpu/errors';
import { countEntries } from '../../../../gpu/kernels/perturbed-top-k/perturbed-top-k.cpu';
import { createCpuNetwork, createCpuPairMath } from '../../../../simd/networks/cpu';
import { createKnn, type KnnSurroundings } from '../module';
import type { Graphics } from '../graphics';
import type { GpuEngine, KnnNetworkDevice } from '../networks';
import type {
  KnnAdvanceReply,
  KnnAdvanceRequest,
  KnnAsked,
  KnnCalls,
  KnnNetworkChoice,
  KnnSettings,
} from '../protocol';
import { createSlicePool } from '../slices';
import type { Sets } from '../sets';
import { createTasks } from '../tasks';
import { caller, testMachine, type TestMachineOptions } from '../../../../compute/testing/machine';
import { askedOf } from '../../../../compute/testing/runs';

/** A few drawn digits, made once. */
export const digits = drawnSet({ seed: 4, train: 300, test: 90 });

export const digitSetup: KnnSetup = {
  dataset: digits.id,
  input: [digits.height, digits.width, digits.channels],
  classes: digits.classes.length,
  network: 'compact',
  method: 'direct',
  scale: 'learned',
  seed: 3,
};

const sets: Sets = {
  list: () => Promise.resolve([]),
  open: () => Promise.resolve(digits),
  add: () => Promise.reject(new Error('not in tests')),
};

const none = () => Promise.reject<never>(new GpuError('no-webgpu', 'This browser has no WebGPU.'));

/** The work of the lab, as a page calls it: on this thread alone, unless a test gives it more. */
export function openKnn(around: Partial<KnnSurroundings> = {}, options: TestMachineOptions = {}) {
  const machine = testMachine(options);
  const parts = { sets, openGraphics: none, openEngine: none, openNetworks: none, ...around };
  const { handlers, loseDevice } = createKnn(machine, parts);
  const { status, ready } = machine;
  return { handlers, call: caller<KnnCalls>(handlers), status, ready, loseDevice };
}

export type OpenKnn = ReturnType<typeof openKnn>;

/** Noise and epsilon with which gradients are not zero from the first step on. */
export const digitKnobs: KnnKnobs = { ...barKnobs, sigma: 0.05, epsilon: -1 };

/** Another run with every call, which wants its state back. */
export function runOf(patch: Partial<KnnAsked> = {}): KnnAsked {
  const setup = patch.setup ?? digitSetup;
  const state = patch.state ?? initialState(setup);
  return { ...askedOf({ setup, knobs: digitKnobs, stop: { maxSteps: 1000 }, state }), ...patch };
}

export const requestOf = (
  run: KnnAsked,
  networks: KnnNetworkChoice = 'own',
  maxSteps = 4,
  settings: Partial<KnnSettings> = {},
): KnnAdvanceRequest => ({
  runs: [run],
  limits: { maxSteps, milliseconds: Infinity },
  settings: { queries: 20, candidates: 50, evaluateEvery: 1000, networks, ...settings },
});

type Answer = KnnAdvanceReply['runs'][number];

/** What a run is after some steps on this thread alone. */
export async function alone(maxSteps: number, setup: KnnSetup = digitSetup): Promise<Answer> {
  const request = requestOf(runOf({ setup }), 'own', maxSteps);
  return (await openKnn().call('advance', request)).runs[0];
}

/** The loss of every step. */
export const losses = ({ records }: Answer) => records.map(({ step, loss }) => [step, loss]);

/** Fails from the moment at which it is told to, at a named half of a step. */
export class Breaker {
  calls: string[] = [];
  private failing: string | null = null;
  failAt(call: string): void {
    this.failing = call;
  }
  check(call: string): void {
    this.calls.push(call);
    if (this.failing === call || this.failing === 'all') {
      this.failing = 'all';
      throw new GpuError('device-lost', 'The graphics device was lost: unknown.');
    }
  }
}

/** The CPU's networks, which compute the same bits, as a device that may be lost. */
export function fakeNetworks(
  breaker = new Breaker(),
  patch: Partial<KnnNetworkDevice> = {},
): KnnNetworkDevice {
  return {
    backend: 'webgpu',
    adapter: 'a fake',
    software: false,
    source(setup): EmbeddingSource {
      const local = createSlicePool(testMachine().openThreads(createTasks(), 1)).source(
        'fake',
        setup,
      );
      return {
        async forward(...step) {
          breaker.check('forward');
          return local.forward(...step);
        },
        async backward(...gradients) {
          breaker.check('backward');
          return local.backward(...gradients);
        },
      };
    },
    embedder(setup) {
      const network = createCpuNetwork(layersOf(partsOf(setup)), 100);
      return {
        async forward(...call) {
          breaker.check('embed');
          return network.forward(...call);
        },
      };
    },
    lose: () => breaker.failAt('all'),
    dispose: () => undefined,
    ...patch,
  };
}

/** The CPU's steps, as an engine that may be lost with what it has not told. */
export function fakeEngine(breaker = new Breaker(), patch: Partial<GpuEngine> = {}): GpuEngine {
  return {
    ...{ own: true, backend: 'webgpu', adapter: 'a fake', software: false },
    async openRun({ setup, state, images }) {
      breaker.check('open');
      const there = copyState(state);
      const threads = testMachine().openThreads(createTasks(), 1);
      const machine = {
        images: trainingImages(setup, images),
        source: createSlicePool(threads).source('fake', setup),
        pairs: createCpuPairMath(),
        now: () => 0,
      };
      return {
        async advance(knobs, most) {
          const records: KnnRecord[] = [];
          while (records.length < most) {
            breaker.check('advance');
            try {
              records.push(await advance(setup, there, knobs, machine));
            } catch (error) {
              if (records.length === 0) throw error;
              break;
            }
          }
          return records;
        },
        async settle() {
          breaker.check('settle');
          const { params, moments } = copyState(there);
          state.params.set(params);
          state.moments.first.set(moments.first);
          state.moments.second.set(moments.second);
          state.moments.updates = moments.updates;
          const { step, optimiser, epsilon, growths } = there;
          Object.assign(state, { step, optimiser, epsilon, growths });
        },
        bytes: 0,
        destroy: () => void breaker.calls.push('destroy'),
      };
    },
    embedder: (setup) => fakeNetworks(breaker).embedder(setup),
    lose: () => breaker.failAt('all'),
    dispose: () => undefined,
    ...patch,
  };
}

/** The CPU's kernels, as a device that may be lost. */
export function fakeGraphics(breaker = new Breaker(), software = false): Graphics {
  return {
    ...{ adapter: 'a fake', software },
    async count(rows, knobs) {
      breaker.check('count');
      return countEntries(rows, knobs);
    },
    search(points, dim, k) {
      const search = createNeighbourSearch(points, dim, k);
      return {
        bytes: 0,
        async find(...call) {
          breaker.check('find');
          return search.find(...call);
        },
        destroy: () => undefined,
      };
    },
    lose: () => breaker.failAt('all'),
    dispose: () => undefined,
  };
}
