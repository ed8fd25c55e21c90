import { EMBEDDING_BLOCK, type Embeds } from '../experiment/evaluation';
import { layersOf, partsOf } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/run';
import { isLayered } from '../../../core/networks/embeddings';
import type { KnnSetup } from '../experiment/spec';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import type { GraphicsDesk } from './graphics';
import type { SlicePool } from './slices';
import { remembering } from '../../../compute/remember';
import type { NetworkChoice, TrainingInfo } from '../../../compute/service';

/** tfjs, ready on a backend. */
export interface KnnNetworkDevice {
  readonly backend: Kind;
  readonly adapter: string;
  /** The graphics adapter is itself a program on the CPU. */
  readonly software: boolean;
  /** Both networks of a run. */
  source(setup: KnnSetup): EmbeddingSource;
  /** The embedding alone, on parameters of its own. */
  embedder(setup: KnnSetup): Embeds;
  /** Destroys the device as a driver crash would. */
  lose(): void;
  dispose(): void;
}

type Kind = 'webgpu' | 'wasm';

export interface KnnNetworkSurroundings {
  now(): number;
  openNetworks(kind: Kind): Promise<KnnNetworkDevice>;
}

export interface KnnNetworks {
  /** The networks of a run where the choice has them; on the project's own code where that fails. */
  source(choice: NetworkChoice, id: string, setup: KnnSetup): EmbeddingSource;
  /** A network for embeddings only, whatever the run it belongs to; parameters as in `source`. */
  embedder(choice: NetworkChoice, setup: KnnSetup): Promise<Embeds>;
  /** What the networks run on, with a note on what has happened since the last time. */
  info(): TrainingInfo;
  lose(): Promise<void>;
}

type Path =
  | { readonly state: 'opening'; readonly ready: Promise<void> }
  | { readonly state: 'open'; readonly device: KnnNetworkDevice }
  | { readonly state: 'failed'; readonly reason: string };

/** A network that runs on tfjs only, where that is not to be had: one sentence for the reader. */
export class NoNetworkError extends Error {}

/** What the images of a step are embedded on; without a device, own code. */
interface Place {
  readonly device: KnnNetworkDevice | null;
  readonly source: EmbeddingSource;
}

type Step = Parameters<EmbeddingSource['forward']>;

/** Losses after which a device is not opened again for the rest of the visit. */
const MAX_LOSSES = 6;
/** The own code stays unless a device takes less than this share of its time. */
const CLEARLY = 0.8;
/** How often a step is begun again whose threads have died. */
const MAX_REPEATS = 3;

/**
 * Where the networks of the kNN lab run. The project's own code is always there; tfjs is loaded when
 * the reader asks for it, or, where there is a real graphics device, behind the first steps of a large
 * network to find out whether it is faster.
 */
export function createKnnNetworks(
  pool: SlicePool,
  desk: GraphicsDesk,
  around: KnnNetworkSurroundings,
): KnnNetworks {
  const paths = new Map<Kind, Path>();
  const ownNetworks = remembering(6, (setup: KnnSetup) =>
    createCpuNetwork(layersOf(partsOf(setup)), EMBEDDING_BLOCK),
  );
  let used: KnnNetworkDevice | null = null;
  let losses = 0;
  let recovering = false;
  let note = '';
  /** What the probe found fastest; null until it has been asked. */
  let fastest: 'probing' | 'own' | 'webgpu' | null = null;
  /** Settles when a measurement is over; training waits for it. */
  let timing: Promise<unknown> | null = null;

  function open(kind: Kind): Promise<void> {
    const ready = around
      .openNetworks(kind)
      .then(
        (device) => void paths.set(kind, { state: 'open', device }),
        (error: unknown) => void paths.set(kind, { state: 'failed', reason: sentence(error) }),
      )
      .finally(() => (recovering = false));
    paths.set(kind, { state: 'opening', ready });
    return ready;
  }

  /** The device of a kind, or null (with a note that says why) where there is none. */
  async function deviceOf(
    kind: Kind,
    { network }: Pick<KnnSetup, 'network'>,
  ): Promise<KnnNetworkDevice | null> {
    if (!paths.has(kind)) await open(kind);
    const path = paths.get(kind)!;
    if (path.state === 'opening') {
      // a device that is being reopened is not waited for where the CPU can go on meanwhile
      if (recovering && isLayered(network)) return null;
      await path.ready;
      return deviceOf(kind, { network });
    }
    if (path.state === 'open') return path.device;
    const instead = "The project's own code runs the networks instead; the runs are the same.";
    note = isLayered(network) ? `${path.reason} ${instead}` : path.reason;
    return null;
  }

  /** The device to compute on, null for own code. @throws NoNetworkError */
  async function choose(choice: NetworkChoice, setup: KnnSetup): Promise<KnnNetworkDevice | null> {
    if (!isLayered(setup.network)) return chooseTfjs(choice, setup);
    const kind = choice !== 'auto' ? choice : isLarge(setup) ? fastest : 'own';
    return kind === 'webgpu' || kind === 'wasm' ? deviceOf(kind, setup) : null;
  }

  /** The same for a network that own code does not have. */
  async function chooseTfjs(choice: NetworkChoice, setup: KnnSetup): Promise<KnnNetworkDevice> {
    if (choice === 'own') {
      throw new NoNetworkError(
        'ResNet18 does not run on own code: let networks run on tfjs, best on WebGPU.',
      );
    }
    const kinds: readonly Kind[] =
      choice !== 'auto' ? [choice] : (await desk.get()) ? ['webgpu', 'wasm'] : ['wasm'];
    for (const kind of kinds) {
      const device = await deviceOf(kind, setup);
      if (device) return device;
    }
    throw new NoNetworkError(`ResNet18 needs tfjs, which is not to be had here. ${note}`);
  }

  /** Times a step of own code and of the device, if it is a real one; the faster trains from then on. */
  async function probe(id: string, setup: KnnSetup, step: Step): Promise<void> {
    fastest = 'probing';
    const device = (await desk.get()) ? await deviceOf('webgpu', setup) : null;
    const time = async (source: EmbeddingSource) => {
      timing = best(around, () => wholeStep(source, setup, step));
      // training goes on between the two
      return (await timing.finally(() => (timing = null))) as number;
    };
    try {
      if (!device || device.software) fastest = 'own';
      else {
        const own = await time(pool.source(`probe ${id}`, setup));
        fastest = (await time(device.source(setup))) < CLEARLY * own ? 'webgpu' : 'own';
      }
    } catch {
      // a device that fails a short test is not used
      fastest = 'own';
    }
  }

  function leave(device: KnnNetworkDevice, error: unknown, { network }: KnnSetup): void {
    const path = paths.get(device.backend);
    // another call has seen it already
    if (path?.state !== 'open' || path.device !== device) return;
    device.dispose();
    losses++;
    const instead = isLayered(network) ? "The project's own code" : 'Another device';
    note = `${sentence(error)} ${instead} goes on with the same weights.`;
    if (losses >= MAX_LOSSES) {
      const reason = 'The graphics device failed too often.';
      paths.set(device.backend, { state: 'failed', reason });
      return;
    }
    recovering = true;
    void open(device.backend);
  }

  function source(choice: NetworkChoice, id: string, setup: KnnSetup): EmbeddingSource {
    const own: Place = { device: null, source: pool.source(id, setup) };
    let place = own;
    let step: Step;

    async function settle(): Promise<void> {
      const device = await choose(choice, setup);
      place = device ? { device, source: device.source(setup) } : own;
    }

    /** Half a step; where its device or one of its threads fails, it is done once more. */
    async function half<T>(
      work: (source: EmbeddingSource, again: boolean) => T | Promise<T>,
    ): Promise<T> {
      for (let tries = 0; ; tries++) {
        used = place.device;
        try {
          return await work(place.source, tries > 0);
        } catch (error) {
          if (tries === MAX_REPEATS) throw error;
          if (place.device) leave(place.device, error, setup);
          if (isLayered(setup.network)) place = own;
          else await settle();
        }
      }
    }

    return {
      async forward(...asked) {
        await timing;
        step = asked;
        await settle();
        if (choice === 'auto' && isLarge(setup) && fastest === null) {
          void probe(id, setup, copyStep(asked));
        }
        return half((source) => source.forward(...asked));
      },
      backward: (dEmbeddings, dSigma) =>
        half(async (source, again) => {
          // whoever takes over has not seen the images yet
          if (again) await source.forward(...step);
          return source.backward(dEmbeddings, dSigma);
        }),
      running: () => place.source.running?.() ?? null,
    };
  }

  async function embedder(choice: NetworkChoice, setup: KnnSetup): Promise<Embeds> {
    const { noiseAt } = partsOf(setup);
    const { network, input } = setup;
    let device = await choose(choice, setup);
    let there = device?.embedder(setup);
    const own = () => ownNetworks(`${network} ${input.join('x')}`, plainSetup(setup));
    return {
      async forward(params, images, count) {
        const mine = params.subarray(0, noiseAt);
        while (there && device) {
          try {
            return await there.forward(mine, images, count);
          } catch (error) {
            leave(device, error, setup);
            device = isLayered(network) ? null : await choose(choice, setup);
            there = device?.embedder(setup);
          }
        }
        return own().forward(mine, images, count);
      },
    };
  }

  return {
    source,
    embedder,
    info() {
      const { threads } = pool;
      const adapter = used?.adapter ?? (threads === 1 ? '1 CPU thread' : `${threads} CPU threads`);
      const status = recovering ? 'recovering' : 'ready';
      const info: TrainingInfo = { status, backend: used?.backend ?? 'own', adapter, note };
      note = '';
      return info;
    },
    async lose() {
      for (const path of paths.values()) {
        if (path.state === 'opening') await path.ready;
      }
      for (const path of paths.values()) if (path.state === 'open') path.device.lose();
    },
  };
}

/** Networks from which tfjs could gain enough to be worth its download. */
const isLarge = ({ network }: KnnSetup) => network === 'lenet';

/** The setup without what embeddings do not depend on. */
const plainSetup = (setup: KnnSetup): KnnSetup => ({
  ...setup,
  dataset: '',
  classes: 2,
  method: 'direct',
  scale: 'zero',
  seed: 0,
});

/** The run that a step is of changes its weights while it is timed. */
const copyStep = ([params, ...rest]: Step): Step => [params.slice(), ...rest];

async function wholeStep(source: EmbeddingSource, setup: KnnSetup, step: Step): Promise<void> {
  const [, , count, queries] = step;
  await source.forward(...step);
  // no zeros, which could be left out
  const dEmbeddings = new Float32Array(count * partsOf(setup).dimensions).fill(1e-3);
  await source.backward(dEmbeddings, new Float32Array(queries).fill(1e-3));
}

/** Best of two in milliseconds, after one to warm up. */
async function best({ now }: KnnNetworkSurroundings, work: () => Promise<void>): Promise<number> {
  let least = Infinity;
  for (let i = 0; i < 3; i++) {
    const start = now();
    await work();
    if (i > 0) least = Math.min(least, now() - start);
  }
  return least;
}

const sentence = (error: unknown) => (error instanceof Error ? error.message : String(error));
