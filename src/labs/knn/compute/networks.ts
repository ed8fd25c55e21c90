import type { LadderChoice, LadderWork } from '../../../compute/ladder';
import {
  createNetworkLadder,
  type NetworkSurroundings,
  type TfjsBackend,
  type TfjsDevice,
} from '../../../compute/network-ladder';
import { remembering } from '../../../compute/remember';
import type { ComputeStatus, NetworkChoice } from '../../../compute/service';
import { isLayered } from '../../../core/networks/embeddings';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { EMBEDDING_BLOCK, type Embeds } from '../experiment/evaluation';
import { layersOf, partsOf } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/run';
import type { KnnSetup } from '../experiment/spec';
import type { GraphicsDesk } from './graphics';
import type { SlicePool } from './slices';

export interface KnnNetworkDevice extends TfjsDevice {
  /** Both networks of a run. */
  source(setup: KnnSetup): EmbeddingSource;
  /** The embedding alone, on parameters of its own. */
  embedder(setup: KnnSetup): Embeds;
}

export interface KnnNetworks {
  /** The networks of a run where the choice has them; on the project's own code where that fails. */
  source(choice: NetworkChoice, id: string, setup: KnnSetup): EmbeddingSource;
  /** A network for embeddings only, whatever the run it belongs to; parameters as in `source`. */
  embedder(choice: NetworkChoice, setup: KnnSetup): Promise<Embeds>;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
  lose(): Promise<void>;
}

/** A network that runs on tfjs only, where that is not to be had: one sentence for the reader. */
export class NoNetworkError extends Error {}

type Step = Parameters<EmbeddingSource['forward']>;
type Work<T> = LadderWork<KnnNetworkDevice, T>;

/** How often a step is begun again whose threads have died. */
const MAX_REPEATS = 3;

/**
 * Where the networks of the kNN lab run. The project's own code is always there, but for ResNet18; tfjs
 * is loaded when the reader asks for it, or, where there is a real graphics device, behind the first
 * steps of a large network to find out whether it is faster.
 */
export function createKnnNetworks(
  pool: SlicePool,
  desk: GraphicsDesk,
  around: NetworkSurroundings<KnnNetworkDevice>,
): KnnNetworks {
  const ladder = createNetworkLadder(around, () => pool.threads);
  const ownNetworks = remembering(6, (setup: KnnSetup) =>
    createCpuNetwork(layersOf(partsOf(setup)), EMBEDDING_BLOCK),
  );

  /** @throws NoNetworkError */
  async function placesOf(
    choice: NetworkChoice,
    setup: KnnSetup,
  ): Promise<LadderChoice<TfjsBackend>> {
    if (isLayered(setup.network)) return choice === 'auto' && !isLarge(setup) ? 'own' : choice;
    if (choice === 'own') {
      throw new NoNetworkError(
        'ResNet18 does not run on own code: let networks run on tfjs, best on WebGPU.',
      );
    }
    return choice !== 'auto' ? choice : (await desk.get()) ? ['webgpu', 'wasm'] : 'wasm';
  }

  /** Work where the choice has the network, waited for where own code doesn't have it. */
  async function on<T>(
    how: 'train' | 'run',
    choice: NetworkChoice,
    setup: KnnSetup,
    work: Work<T>,
  ): Promise<T> {
    const patient = !isLayered(setup.network);
    const places = await placesOf(choice, setup);
    const there: Work<T> = (device) => {
      if (device || !patient) return work(device);
      throw new NoNetworkError(
        `ResNet18 needs tfjs, which is not to be had here. ${ladder.noteOn(places, patient)}`,
      );
    };
    return ladder[how](places, there, patient);
  }

  function source(choice: NetworkChoice, id: string, setup: KnnSetup): EmbeddingSource {
    const own = pool.source(id, setup);
    let step: Step;
    /** Where the images of the step are; without a device, own code. */
    let place: KnnNetworkDevice | null = null;
    let there = own;

    function moveTo(device: KnnNetworkDevice | null): boolean {
      if (device === place) return false;
      [place, there] = [device, device ? device.source(setup) : own];
      return true;
    }

    return {
      forward(...asked) {
        step = asked;
        return on('train', choice, setup, (device) => {
          moveTo(device);
          return device ? there.forward(...step) : repeated(() => own.forward(...step));
        });
      },
      async backward(...gradients) {
        const half = async (again: boolean) => {
          // whoever takes over has not seen the images yet
          if (again) await there.forward(...step);
          return there.backward(...gradients);
        };
        const move = (device: KnnNetworkDevice | null) => {
          const moved = moveTo(device);
          return device ? half(moved) : repeated(half, moved);
        };
        const gradient = place ? await on('train', choice, setup, move) : await repeated(half);
        if (choice === 'auto' && isLarge(setup) && (await desk.get())) {
          await ladder.lap(id, ['webgpu'], (device) => {
            const whole = wholeStep(device ? device.source(setup) : own, step, gradients);
            return device ? whole() : repeated(whole);
          });
        }
        return gradient;
      },
      running: () => there.running?.() ?? null,
    };
  }

  async function embedder(choice: NetworkChoice, setup: KnnSetup): Promise<Embeds> {
    const { noiseAt } = partsOf(setup);
    const { network, input } = setup;
    let last: { readonly device: KnnNetworkDevice | null; readonly embeds: Embeds } | null = null;
    const embedsOn = (device: KnnNetworkDevice | null): Embeds => {
      if (last?.device === device) return last.embeds;
      const own = () => ownNetworks(`${network} ${input.join('x')}`, plainSetup(setup));
      last = { device, embeds: device ? device.embedder(setup) : own() };
      return last.embeds;
    };
    // where there is none, that is said at once
    await on('run', choice, setup, embedsOn);
    return {
      forward: (params, images, count) =>
        on('run', choice, setup, (device) =>
          embedsOn(device).forward(params.subarray(0, noiseAt), images, count),
        ),
    };
  }

  return { source, embedder, info: ladder.info, lose: ladder.lose };
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

/** Both halves of a step, to be timed. */
const wholeStep =
  (source: EmbeddingSource, step: Step, gradients: Parameters<EmbeddingSource['backward']>) =>
  async () => {
    await source.forward(...step);
    return source.backward(...gradients);
  };

/** Own code's work, begun again where one of its threads dies. */
async function repeated<T>(work: (again: boolean) => T | Promise<T>, again = false): Promise<T> {
  for (let repeats = 0; ; repeats++) {
    try {
      return await work(again || repeats > 0);
    } catch (error) {
      if (repeats === MAX_REPEATS) throw error;
    }
  }
}
