import { createNeighbourSearch } from '../../../../core/neighbours/nearest';
import { layersOf, partsOf } from '../../experiment/networks';
import { initialState } from '../../experiment/run';
import type { EmbeddingSource } from '../../experiment/source';
import type { KnnKnobs, KnnSetup } from '../../experiment/spec';
import { barKnobs } from '../../experiment/testing/bars';
import { drawnSet } from '../../../../data/drawn/drawn';
import { GpuError } from '../../../../gpu/errors';
import { countEntries } from '../../../../gpu/kernels/perturbed-top-k/perturbed-top-k.cpu';
import { createCpuNetwork } from '../../../../simd/networks/cpu';
import { createKnn, type KnnSurroundings } from '../module';
import type { Graphics } from '../graphics';
import type { KnnNetworkDevice } from '../networks';
import type { KnnAdvanceRequest, KnnAsked, KnnCalls, KnnSettings } from '../protocol';
import { createSlicePool } from '../slices';
import type { Sets } from '../sets';
import { createTasks } from '../tasks';
import type { NetworkChoice } from '../../../../compute/service';
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
  const parts = { sets, openGraphics: none, openNetworks: none, ...around };
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
  networks: NetworkChoice = 'own',
  maxSteps = 4,
  settings: Partial<KnnSettings> = {},
): KnnAdvanceRequest => ({
  runs: [run],
  limits: { maxSteps, milliseconds: Infinity },
  settings: { queries: 20, candidates: 50, evaluateEvery: 1000, networks, ...settings },
});

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
