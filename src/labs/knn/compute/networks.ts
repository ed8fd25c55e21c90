import type { LadderChoice, LadderWork } from '../../../compute/ladder';
import {
  createNetworkLadder,
  tfjsRungs,
  type NetworkDevice,
  type NetworkSurroundings,
  type TfjsBackend,
  type TfjsDevice,
} from '../../../compute/network-ladder';
import { remembering } from '../../../compute/remember';
import type { ComputeStatus } from '../../../compute/service';
import { repeated } from '../../../compute/slices/repeated';
import { isLayered } from '../../../core/networks/embeddings';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { EMBEDDING_BLOCK, type Embeds } from '../experiment/evaluation';
import { layersOf, partsOf } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/source';
import type { KnnSetup } from '../experiment/spec';
import type { GraphicsDesk } from './graphics';
import type { KnnNetworkChoice } from './protocol';
import type { ResidentHost } from './resident/resident-runs';
import { createTrials, type Copy } from './resident/trials';
import type { SlicePool } from './slices';

/** tfjs with the networks of kNN runs. */
export interface KnnNetworkDevice extends TfjsDevice {
  /** Both networks of a run. */
  source(setup: KnnSetup): EmbeddingSource;
  /** The embedding alone, on parameters of its own. */
  embedder(setup: KnnSetup): Embeds;
}

/** Own code on a graphics device: it holds whole runs. */
export interface GpuEngine extends NetworkDevice, ResidentHost {
  readonly own: true;
  embedder(setup: KnnSetup): Embeds;
}

export interface KnnNetworkSurroundings extends NetworkSurroundings<KnnNetworkDevice> {
  /** Opens own code on the graphics device. */
  openEngine(): Promise<GpuEngine>;
}

/** How a run makes steps, by what makes them. */
export interface RunSteps<T> {
  /** What decides whether a device has room for a step: what is as large is refused alike. */
  readonly size: string;
  /** Steps of the run on an engine. */
  resident(engine: GpuEngine): Promise<T>;
  /** One step, whose networks run in a source. */
  single(source: EmbeddingSource): Promise<T>;
  /** Opens a copy of the run on an engine, to find out how fast it is there. */
  copy(engine: GpuEngine): Promise<Copy>;
}

export interface KnnNetworks {
  /** Steps of a run where the choice has them made; on the CPU where that fails. */
  step<T>(
    choice: KnnNetworkChoice,
    version: number,
    setup: KnnSetup,
    steps: RunSteps<T>,
  ): Promise<T>;
  /**
   * A network for embeddings only, whatever the run it belongs to; parameters as in a source, which stay
   * as they are as long as it is used.
   */
  embedder(choice: KnnNetworkChoice, setup: KnnSetup): Promise<Embeds>;
  /** Where pictures are embedded: on own code wherever it trains. */
  readonly pictures: (setup: KnnSetup) => Promise<Embeds>;
  /** The only runs that are trained now. */
  only(versions: readonly number[]): void;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
  /** An engine has failed while nobody asked for steps. */
  leave(engine: GpuEngine, error: unknown): void;
  lose(): Promise<void>;
}

/** A network that does not run on the CPU's own code, where nothing else is to be had: one sentence. */
export class NoNetworkError extends Error {}

type Rung = 'gpu' | TfjsBackend;
type RungDevice = KnnNetworkDevice | GpuEngine;
type Work<T> = LadderWork<RungDevice, T>;

/**
 * Where the networks of the kNN lab run. The project's own code on the CPU is always there, but for
 * ResNet18. Own code on a graphics device is opened behind the first steps where there is a real one, and
 * takes over where it is clearly faster. tfjs is loaded when the reader asks for it, and for ResNet18 where
 * there is no such device.
 */
export function createKnnNetworks(
  pool: SlicePool,
  desk: Pick<GraphicsDesk, 'get'>,
  around: KnnNetworkSurroundings,
): KnnNetworks {
  const ladder = createNetworkLadder<Rung, RungDevice>(
    { gpu: around.openEngine, ...tfjsRungs(around.openNetworks) },
    around,
    () => pool.threads,
  );
  const trials = createTrials<RungDevice>(around.now, ladder.leave);
  /** What training was asked to run on last. */
  let trained: KnnNetworkChoice = 'auto';

  /** @throws NoNetworkError */
  async function placesOf(choice: KnnNetworkChoice, setup: KnnSetup): Promise<LadderChoice<Rung>> {
    if (isLayered(setup.network)) {
      return choice !== 'auto' ? choice : trials.verdict(subjectOf(setup)) ? 'gpu' : 'own';
    }
    if (choice === 'own') {
      throw new NoNetworkError(
        'ResNet18 does not run on the CPU alone: let networks run on the graphics device, or on tfjs.',
      );
    }
    return choice !== 'auto' ? choice : (await desk.get()) ? ['gpu', 'wasm'] : 'wasm';
  }

  /** Does work where the choice has the network, and waits for that where the CPU's own code has none. */
  const run: Run = async (how, choice, setup, size, work) => {
    const patient = !isLayered(setup.network);
    const places = await placesOf(choice, setup);
    const there: typeof work = (device, refusal) => {
      if (device || !patient) return work(device, refusal);
      throw new NoNetworkError(
        `ResNet18 needs a graphics device or tfjs, which are not to be had here. ${refusal || ladder.noteOn(places, patient)}`,
      );
    };
    return ladder[how](places, there, { patient, size });
  };

  const embedder = embeddersOf(run);

  return {
    step<T>(choice: KnnNetworkChoice, version: number, setup: KnnSetup, steps: RunSteps<T>) {
      trained = choice;
      const onDevice: Work<T> = (device) => {
        if (!device) return steps.single(steadied(pool.source(String(version), setup)));
        return 'openRun' in device ? steps.resident(device) : steps.single(device.source(setup));
      };
      const subject = subjectOf(setup);
      const { size } = steps;
      const train = () => run('train', choice, setup, size, onDevice);
      const isTried = choice === 'auto' && isLayered(setup.network);
      if (!isTried || trials.verdict(subject) !== null) return train();
      const copy = (device: RungDevice) =>
        'openRun' in device ? steps.copy(device) : Promise.reject(new RangeError('no engine'));
      return trials.step({ subject, size, version, device: ladder.offer('gpu'), copy }, train);
    },
    embedder,
    pictures(setup) {
      if (!isLayered(setup.network)) return embedder(trained === 'own' ? 'auto' : trained, setup);
      return embedder(trained === 'gpu' || trained === 'auto' ? trained : 'own', setup);
    },
    only: trials.only,
    info: ladder.info,
    leave: ladder.leave,
    lose: ladder.lose,
  };
}

/** Does work where a choice has the network. */
type Run = <T>(
  how: 'train' | 'run',
  choice: KnnNetworkChoice,
  setup: KnnSetup,
  size: string,
  work: Work<T>,
) => Promise<T>;

function embeddersOf(run: Run): KnnNetworks['embedder'] {
  const ownNetworks = remembering(6, (setup: KnnSetup) =>
    createCpuNetwork(layersOf(partsOf(setup)), EMBEDDING_BLOCK),
  );
  return async (choice, setup) => {
    const { noiseAt } = partsOf(setup);
    const { network, input } = setup;
    // where there is none, that is said at once
    const size = `embed ${subjectOf(setup)}`;
    await run('run', choice, setup, size, () => null);
    let there: { readonly device: RungDevice; readonly embeds: Embeds } | null = null;
    const on = (device: RungDevice | null): Embeds => {
      if (!device) return ownNetworks(`${network} ${input.join('x')}`, plainSetup(setup));
      if (there?.device !== device) there = { device, embeds: device.embedder(setup) };
      return there.embeds;
    };
    return {
      forward: (params, images, count) =>
        run('run', choice, setup, size, async (device) => {
          const found = await on(device).forward(params.subarray(0, noiseAt), images, count);
          // own code has one place for all answers, and there may be several calls at a time
          return device ? found : found.slice();
        }),
      get together() {
        return there?.embeds.together;
      },
    };
  };
}

/** Own code whose halves of a step begin again where one of its threads dies. */
function steadied(own: EmbeddingSource): EmbeddingSource {
  let step: Parameters<EmbeddingSource['forward']>;
  return {
    forward(...asked) {
      step = asked;
      return repeated(() => own.forward(...step));
    },
    backward: (...gradients) =>
      repeated(async (again) => {
        if (again) await own.forward(...step);
        return own.backward(...gradients);
      }),
  };
}

/** Runs of the same network on images of the same shape cost about the same. */
const subjectOf = ({ network, input }: KnnSetup) => `${network} ${input.join('x')}`;

/** The setup without what embeddings do not depend on. */
const plainSetup = (setup: KnnSetup): KnnSetup => ({
  ...setup,
  dataset: '',
  classes: 2,
  method: 'direct',
  scale: 'zero',
  seed: 0,
});
