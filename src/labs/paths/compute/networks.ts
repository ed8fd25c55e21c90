import { createNetworkLadder } from '../../../compute/network-ladder';
import type { ComputeStatus, Machine, Threads } from '../../../compute/service';
import type { SliceTasks } from '../../../compute/slices/tasks';
import type { CostSource } from '../experiment/run';
import { isLayered, type PathsSetup } from '../experiment/spec';
import { once } from './once';
import type { PathsEngine } from './resnet/engine';
import type { Fronts } from './resnet/front';
import { createSources } from './sources';

/** Where the networks of the lab run. */
export interface PathsNetworks {
  /**
   * Work that a run has with its network, in a step of so many maps. Where a device fails, it is done again on the
   * CPU.
   * @param key tells the run from others
   */
  train<T>(
    key: string,
    setup: Network,
    maps: number,
    work: (source: CostSource) => Promise<T>,
  ): Promise<T>;
  /** Work with a network that is looked at, or tested. */
  look<T>(
    key: string,
    setup: Network,
    work: (source: Pick<CostSource, 'forward'>) => Promise<T>,
  ): Promise<T>;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
  lose(): Promise<void>;
}

type Network = Pick<PathsSetup, 'network'>;

/** What networks need of their surroundings, handed in so that each can be missing or fail. */
export interface PathsSurroundings extends Pick<Machine, 'now' | 'report' | 'search'> {
  /** Opens own code on the graphics device. */
  openEngine(): Promise<PathsEngine>;
}

/**
 * Lists of layers run on the threads of the CPU. ResNet18 runs on the graphics device where there is one, or else on
 * one thread: the address may forbid the device.
 */
export function createNetworks(
  threads: Threads<SliceTasks>,
  { now, report, search, openEngine }: PathsSurroundings,
): PathsNetworks {
  const sources = createSources(threads);
  const ownFronts = once(async () => (await import('./resnet/own')).createOwnFronts());
  const choice = new URLSearchParams(search).get('backend') === 'cpu' ? 'own' : 'gpu';
  /** Whether what was trained last is divided among the threads. */
  let divided = true;
  const ladder = createNetworkLadder<'gpu', PathsEngine>(
    { gpu: openEngine },
    { now, report },
    () => (divided ? threads.count : 1),
  );
  const frontsOn = async (device: PathsEngine | null): Promise<Fronts> =>
    device?.fronts ?? ownFronts();

  return {
    train(key, setup, maps, work) {
      divided = isLayered(setup);
      if (isLayered(setup)) return ladder.train('own', () => work(sources(key, setup)));
      return ladder.train(choice, async (device) => work((await frontsOn(device)).source()), {
        size: `${maps} maps`,
      });
    },
    look(key, setup, work) {
      if (isLayered(setup)) return work(sources(key, setup));
      return ladder.run(choice, async (device) => work((await frontsOn(device)).evaluation));
    },
    info: ladder.info,
    lose: ladder.lose,
  };
}
