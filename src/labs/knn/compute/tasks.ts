import { handOver } from '../../../compute/hand-over';
import { remembering } from '../../../compute/remember';
import { parameterCount, type NetworkSpec } from '../../../core/networks/layers';
import type { Network } from '../../../core/networks/plain';
import { createCpuNetwork } from '../../../simd/networks/cpu';

/** Images of a step for one of its networks. */
export interface ForwardPiece {
  /** Tells pieces apart. */
  readonly key: string;
  /** Number of the step, so that no half of one meets the half of another. */
  readonly turn: number;
  readonly spec: NetworkSpec;
  /** Of this network alone. */
  readonly params: Float32Array;
  readonly inputs: Float32Array;
  readonly count: number;
}

export interface BackwardPiece {
  readonly key: string;
  readonly turn: number;
  readonly dOutputs: Float32Array;
}

/** What a thread does for a step: a piece forward, then the same piece backward. */
export type KnnTasks = {
  forward(piece: ForwardPiece): Float32Array;
  /** @throws Error where this thread has not done the forward half of the same turn */
  backward(piece: BackwardPiece): Float32Array;
};

/** Networks that a thread keeps: those of a handful of runs. */
const KEPT = 32;

export function createTasks(): KnnTasks {
  const networks = remembering(KEPT, ({ spec, count }: Pick<ForwardPiece, 'spec' | 'count'>) => ({
    network: createCpuNetwork(spec, count),
    size: parameterCount(spec),
  }));
  const last = new Map<
    string,
    { readonly turn: number; readonly network: Network; readonly size: number }
  >();
  return {
    forward({ key, turn, spec, params, inputs, count }) {
      const found = networks(key, { spec, count });
      // the newest is the last one: what was left longest goes first
      last.delete(key);
      last.set(key, { turn, ...found });
      if (last.size > KEPT) last.delete(last.keys().next().value!);
      const outputs = found.network.forward(params, inputs, count);
      return handOver(outputs, [outputs]);
    },
    backward({ key, turn, dOutputs }) {
      const half = last.get(key);
      if (half?.turn !== turn) throw new Error('this thread has lost its half of the step');
      const gradient = new Float32Array(half.size);
      half.network.backward(dOutputs, gradient);
      return handOver(gradient, [gradient]);
    },
  };
}
