import type { LadderChoice, LadderWork } from '../../../compute/ladder';
import {
  createNetworkLadder,
  type NetworkSurroundings,
  type TfjsBackend,
  type TfjsDevice,
} from '../../../compute/network-ladder';
import { remembering } from '../../../compute/remember';
import type { ComputeStatus, NetworkChoice } from '../../../compute/service';
import { repeated } from '../../../compute/slices/repeated';
import { isLayered } from '../../../core/networks/embeddings';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { EMBEDDING_BLOCK, type Embeds } from '../experiment/evaluation';
import { layersOf, partsOf } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/source';
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

type Work<T> = LadderWork<KnnNetworkDevice, T>;

/**
 * Where the networks of the kNN lab run. The project's own code is always there, but for ResNet18; tfjs
 * is loaded when the reader asks for it, or, where there is a real graphics device, behind the first
 * steps of a large network to find out whether it is faster.
 */
export function createKnnNetworks(
  pool: SlicePool,
  desk: Pick<GraphicsDesk, 'get'>,
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

  /** Runs work where the choice has the network, and waits for that where own code has none. */
  const runner =
    (how: 'train' | 'run', choice: NetworkChoice, setup: KnnSetup) =>
    async <T>(work: Work<T>): Promise<T> => {
      const patient = !isLayered(setup.network);
      const places = await placesOf(choice, setup);
      const there: Work<T> = (device) => {
        if (device || !patient) return work(device);
        throw new NoNetworkError(
          `ResNet18 needs tfjs, which is not to be had here. ${ladder.noteOn(places, patient)}`,
        );
      };
      return ladder[how](places, there, patient);
    };

  return {
    source(choice, id, setup) {
      const timed = choice === 'auto' && isLarge(setup);
      // networks remember nothing, so the steps of all runs are as good as those of one
      const lap = async (step: Work<unknown>) =>
        timed && (await desk.get()) && ladder.lap(setup.network, ['webgpu'], step);
      return createMovingSource(setup, pool.source(id, setup), runner('train', choice, setup), lap);
    },
    async embedder(choice, setup) {
      const { noiseAt } = partsOf(setup);
      const { network, input } = setup;
      const run = runner('run', choice, setup);
      // where there is none, that is said at once
      await run(() => null);
      return {
        forward: (params, images, count) =>
          run((device) =>
            (
              device?.embedder(setup) ??
              ownNetworks(`${network} ${input.join('x')}`, plainSetup(setup))
            ).forward(params.subarray(0, noiseAt), images, count),
          ),
      };
    },
    info: ladder.info,
    lose: ladder.lose,
  };
}

/**
 * Both halves of a step where `run` has them done. Whoever takes over between the two has not seen the
 * images yet; own code begins again where one of its threads dies.
 * @param lap gets every step as a whole, to time it
 */
function createMovingSource(
  setup: KnnSetup,
  own: EmbeddingSource,
  run: <T>(work: Work<T>) => Promise<T>,
  lap: (step: Work<unknown>) => Promise<unknown>,
): EmbeddingSource {
  let step: Parameters<EmbeddingSource['forward']>;
  /** Where the images of the step are; without a device, own code. */
  let place: KnnNetworkDevice | null = null;
  let there = own;

  function moveTo(device: KnnNetworkDevice | null): boolean {
    if (device === place) return false;
    [place, there] = [device, device?.source(setup) ?? own];
    return true;
  }

  return {
    forward(...asked) {
      step = asked;
      return run((device) => {
        moveTo(device);
        return device ? there.forward(...step) : repeated(() => own.forward(...step));
      });
    },
    async backward(...gradients) {
      const half = async (again: boolean, source = there) => {
        if (again) await source.forward(...step);
        return source.backward(...gradients);
      };
      const move = (device: KnnNetworkDevice | null) => {
        const moved = moveTo(device);
        return device ? half(moved) : repeated(half, moved);
      };
      const gradient = place ? await run(move) : await repeated(half);
      await lap((device) =>
        device ? half(true, device.source(setup)) : repeated(() => half(true, own)),
      );
      return gradient;
    },
    running: () => there.running?.() ?? null,
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
