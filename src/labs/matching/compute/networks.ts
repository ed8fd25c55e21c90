import { isDiverged } from '../../../core/training/diverged';
import {
  trainingData,
  type GradientReply,
  type GradientSource,
  type GradientTask,
} from '../experiment/gradients';
import { initialParams } from '../experiment/weights';
import { paperKnobs, type MatchingSetup } from '../experiment/spec';
import type { ScoreNetwork } from '../../../models/scores/tfjs-network';
import type { GradientPool } from './rows';
import { remembering } from '../../../compute/remember';
import type { NetworkChoice, TrainingInfo } from '../../../compute/service';

/** tfjs, ready on a backend. */
export interface NetworkDevice {
  readonly backend: 'webgpu' | 'wasm';
  readonly adapter: string;
  /** The graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** Aborted when the device is lost. */
  readonly broken: AbortSignal;
  create(d: number, hidden: number): ScoreNetwork;
  /** Destroys the device as a driver crash would. */
  lose(): void;
  dispose(): void;
}

export interface NetworkSurroundings {
  now(): number;
  openNetworks(kind: 'webgpu' | 'wasm'): Promise<NetworkDevice>;
}

export interface Networks {
  /** Gradients of a run, by the networks of the choice; by the project's own where those fail. */
  source(choice: NetworkChoice, id: string, setup: MatchingSetup): GradientSource;
  info(): TrainingInfo;
  lose(): Promise<void>;
}

type Kind = 'webgpu' | 'wasm';
type Path =
  | { readonly state: 'opening'; readonly ready: Promise<void> }
  | { readonly state: 'open'; readonly device: NetworkDevice }
  | { readonly state: 'failed'; readonly reason: string };

/** Losses after which a device is not opened again for the rest of the visit. */
const MAX_LOSSES = 6;
/** The own code stays unless another path takes less than this share of its time. */
const CLEARLY = 0.8;
/** Numbers per sequence from which tfjs could gain enough to be worth its download. */
const MIN_PROBED = 40;

/**
 * Where the networks run. The project's own code starts at once and is always there; tfjs is loaded
 * when the reader asks for it, or behind the first long run to find out whether it is faster.
 */
export function createNetworks(pool: GradientPool, around: NetworkSurroundings): Networks {
  const paths = new Map<Kind, Path>();
  let used: 'own' | NetworkDevice = 'own';
  let losses = 0;
  let recovering = false;
  let note = '';
  /** What the probe found fastest; null until it has been asked. */
  let fastest: 'probing' | 'own' | Kind | null = null;
  /** Settles when a measurement is over; training waits for it. */
  let timing: Promise<void> | null = null;

  function open(kind: Kind): Promise<void> {
    const ready = around.openNetworks(kind).then(
      (device) => {
        paths.set(kind, { state: 'open', device });
        recovering = false;
      },
      (error: unknown) => {
        paths.set(kind, { state: 'failed', reason: sentence(error) });
        recovering = false;
      },
    );
    paths.set(kind, { state: 'opening', ready });
    return ready;
  }

  /** The device of a kind, or null (with a note that says why) where there is none. */
  async function deviceOf(kind: Kind): Promise<NetworkDevice | null> {
    if (!paths.has(kind)) await open(kind);
    const path = paths.get(kind)!;
    if (path.state === 'opening') {
      // a device that is being reopened is not waited for: the CPU goes on meanwhile
      if (recovering) return null;
      await path.ready;
      return deviceOf(kind);
    }
    if (path.state === 'open') return path.device;
    note = `${path.reason} The project's own code trains instead; the runs are the same.`;
    return null;
  }

  async function choose(
    choice: NetworkChoice,
    setup: MatchingSetup,
  ): Promise<NetworkDevice | null> {
    note = '';
    if (choice === 'auto') {
      if (fastest === null && setup.d >= MIN_PROBED) void probe(setup);
      const kind = fastest ?? 'own';
      return kind === 'webgpu' || kind === 'wasm' ? deviceOf(kind) : null;
    }
    return choice === 'own' ? null : deviceOf(choice);
  }

  /** Work alone on this thread: a training step in between would be counted as part of it. */
  async function alone<T>(work: () => Promise<T>): Promise<T> {
    const result = work();
    timing = result.then(
      () => undefined,
      () => undefined,
    );
    try {
      return await result;
    } finally {
      timing = null;
    }
  }

  /** Times a step of each path; the fastest trains from then on. */
  async function probe(setup: MatchingSetup): Promise<void> {
    fastest = 'probing';
    const times: [Kind | 'own', number][] = [['own', await alone(() => timeOwn(setup))]];
    for (const kind of ['webgpu', 'wasm'] as const) {
      const device = await deviceOf(kind);
      // software graphics are for tests: on the same CPU they are far behind everything else
      if (!device || device.software) continue;
      try {
        times.push([kind, await alone(() => timeDevice(device, setup))]);
      } catch {
        // a device that fails a short test is not used
      }
    }
    times.sort(([kind, a], [, b]) => a * (kind === 'own' ? CLEARLY : 1) - b);
    fastest = times[0][0];
  }

  async function timeOwn(setup: MatchingSetup): Promise<number> {
    const source = pool.source('probe', setup);
    return best(around, () => source(probeTask(setup)));
  }

  async function timeDevice(device: NetworkDevice, setup: MatchingSetup): Promise<number> {
    return best(around, () => through(device, 'probe', setup, probeTask(setup)));
  }

  const uploaded = remembering(4, (setup: MatchingSetup) =>
    Float64Array.from(trainingData(setup).flatMap(({ numbers }) => Array.from(numbers))),
  );
  const built = new WeakMap<NetworkDevice, Map<string, ScoreNetwork>>();

  function networkOn(device: NetworkDevice, { d, hidden }: MatchingSetup): ScoreNetwork {
    const networks = built.get(device) ?? new Map<string, ScoreNetwork>();
    built.set(device, networks);
    const key = `${d} ${hidden}`;
    const network = networks.get(key) ?? device.create(d, hidden);
    networks.set(key, network);
    return network;
  }

  /** Scores on the device, matchings on the CPU threads, gradients on the device. */
  async function through(
    device: NetworkDevice,
    id: string,
    setup: MatchingSetup,
    task: GradientTask,
  ): Promise<GradientReply> {
    const { sequences } = setup;
    const network = networkOn(device, setup);
    const x = uploaded(id, setup);
    const scored = await network.forward(task.params, x, sequences);
    const { dScores, outcomes } = await pool.scored(id, setup, { ...task, ...scored });
    const dSigma = Float64Array.from(outcomes, (outcome) => outcome.dSigma);
    const gradient = await network.backward(task.params, x, sequences, dScores, dSigma);
    return { gradient, outcomes };
  }

  function leave(device: NetworkDevice, error: unknown): void {
    device.dispose();
    losses++;
    note = `${sentence(error)} The project's own code goes on with the same weights.`;
    if (losses >= MAX_LOSSES) {
      paths.set(device.backend, {
        state: 'failed',
        reason: 'The graphics device failed too often.',
      });
      return;
    }
    recovering = true;
    void open(device.backend);
  }

  return {
    source(choice, id, setup) {
      const own = pool.source(id, setup);
      return async (task) => {
        await timing;
        const device = await choose(choice, setup);
        used = device ?? 'own';
        if (!device) return own(task);
        try {
          return await through(device, id, setup, task);
        } catch (error) {
          if (isDiverged(error)) throw error;
          leave(device, error);
          used = 'own';
          return own(task);
        }
      };
    },
    info() {
      const status = recovering ? 'recovering' : 'ready';
      if (used === 'own') {
        const { threads } = pool;
        const adapter = threads === 1 ? '1 CPU thread' : `${threads} CPU threads`;
        return { status, backend: 'own', adapter, note };
      }
      return { status, backend: used.backend, adapter: used.adapter, note };
    },
    async lose() {
      for (const path of paths.values()) {
        if (path.state === 'opening') await path.ready;
      }
      for (const path of paths.values()) if (path.state === 'open') path.device.lose();
    },
  };
}

const probeTask = (setup: MatchingSetup): GradientTask => ({
  params: initialParams(setup),
  knobs: paperKnobs,
  step: 0,
  epsilon: paperKnobs.epsilon,
});

/** Best of three in milliseconds, after one to warm up. */
async function best({ now }: NetworkSurroundings, work: () => unknown): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 4; i++) {
    const start = now();
    await work();
    if (i > 0) least = Math.min(least, now() - start);
  }
  return least;
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
