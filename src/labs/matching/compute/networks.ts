import {
  createNetworkLadder,
  tfjsRungs,
  type NetworkSurroundings,
  type TfjsDevice,
} from '../../../compute/network-ladder';
import { remembering } from '../../../compute/remember';
import type { ComputeStatus, NetworkChoice } from '../../../compute/service';
import type { ScoreNetwork } from '../../../models/scores/tfjs-network';
import {
  trainingData,
  type GradientReply,
  type GradientSource,
  type GradientTask,
} from '../experiment/gradients';
import type { MatchingSetup } from '../experiment/spec';
import type { GradientPool } from './rows';

export interface NetworkDevice extends TfjsDevice {
  create(d: number, hidden: number): ScoreNetwork;
}

export interface Networks {
  /** Gradients of a run, by the networks of the choice; by the project's own where those fail. */
  source(choice: NetworkChoice, id: string, setup: MatchingSetup): GradientSource;
  /** What training runs on, with a note on what has happened since the last time. */
  info(): ComputeStatus;
  lose(): Promise<void>;
}

/** Numbers per sequence from which tfjs could gain enough to be worth its download. */
const MIN_COMPARED = 40;

/**
 * Where the networks run. The project's own code starts at once and is always there; tfjs is loaded
 * when the reader asks for it, or behind the first long run to find out whether it is faster.
 */
export function createNetworks(
  pool: GradientPool,
  around: NetworkSurroundings<NetworkDevice>,
): Networks {
  const ladder = createNetworkLadder(tfjsRungs(around.openNetworks), around, () => pool.threads);
  const uploaded = remembering(4, (setup: MatchingSetup) =>
    Float64Array.from(trainingData(setup).flatMap(({ numbers }) => Array.from(numbers))),
  );
  /** Scores on the device, matchings on the CPU threads, gradients on the device. */
  async function through(
    device: NetworkDevice,
    id: string,
    setup: MatchingSetup,
    task: GradientTask,
  ): Promise<GradientReply> {
    const { sequences, d, hidden } = setup;
    const network = device.create(d, hidden);
    const x = uploaded(id, setup);
    const scored = await network.forward(task.params, x, sequences);
    // by backends: no device is to profit from the prices that another one has found in the same step
    const key = `${id} ${device.backend}`;
    const { dScores, outcomes } = await pool.scored(key, setup, { ...task, ...scored });
    const dSigma = Float64Array.from(outcomes, (outcome) => outcome.dSigma);
    const gradient = await network.backward(task.params, x, sequences, dScores, dSigma);
    return { gradient, outcomes };
  }

  return {
    source(choice, id, setup) {
      const own = pool.source(id, setup);
      const large = setup.d >= MIN_COMPARED;
      return async (task) => {
        const step = (device: NetworkDevice | null) =>
          device ? through(device, id, setup, task) : own(task);
        if (choice !== 'auto') return ladder.train(choice, step);
        if (!large) return ladder.train('own', step);
        return (await ladder.lap(id, ['webgpu', 'wasm'], step)) ?? ladder.train('auto', step);
      };
    },
    info: ladder.info,
    lose: ladder.lose,
  };
}
