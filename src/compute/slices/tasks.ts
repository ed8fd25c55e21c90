import type { NetworkSpec } from '../../core/networks/layers';
import type { Network } from '../../core/networks/plain';
import { handOver } from '../hand-over';
import { remembering } from '../remember';

/** Slices of a step for one of its networks, which one thread works on. */
interface Share {
  /** Tells networks of runs apart. */
  readonly key: string;
  /** Number of the step, so that no half of one meets the half of another. */
  readonly turn: number;
  readonly spec: NetworkSpec;
  /** Images of the largest slice. */
  readonly capacity: number;
}

/** Its arrays stay with the thread until the answer of the backward half brings them back. */
export interface ForwardShare extends Share {
  /** Of this network alone. */
  readonly params: Float32Array;
  readonly slices: readonly {
    readonly slice: number;
    readonly inputs: Float32Array;
    readonly count: number;
  }[];
}

export interface BackwardShare extends Share {
  readonly slices: readonly {
    readonly slice: number;
    readonly dOutputs: Float32Array;
    /** Comes back with the gradient of the slice in all weights of the network, whatever it held. */
    readonly gradient: Float32Array;
  }[];
}

export interface BackwardAnswer {
  readonly gradients: readonly Float32Array[];
  /** The arrays of the forward half, to be used again: new memory for every step costs as much as work. */
  readonly used: readonly Float32Array[];
}

/** What a thread does for a step: slices forward, then the same slices backward. */
export type SliceTasks = {
  /** Outputs of every slice. */
  forward(share: ForwardShare): Float32Array[];
  /** @throws Error where this thread has not done the forward half of the same turn */
  backward(share: BackwardShare): BackwardAnswer;
};

/** Networks that a thread keeps: those of a handful of runs. */
const KEPT = 16;

/** A slice on this thread: its network, and what came with its last forward half. */
interface Half {
  readonly network: Network;
  readonly turn: number;
  readonly params: Float32Array;
  readonly inputs: Float32Array;
}

/** A network of a run on this thread, in slices. */
interface Kept {
  readonly another: () => Network;
  readonly slices: Map<number, Half>;
}

/** @param createNetworks makes networks of one kind, as many as are asked for, for batches of a size */
export function createSliceTasks(
  createNetworks: (spec: NetworkSpec, capacity: number) => () => Network,
): SliceTasks {
  const keep = remembering(KEPT, ({ spec, capacity }: Pick<Share, 'spec' | 'capacity'>): Kept => ({
    another: createNetworks(spec, capacity),
    slices: new Map(),
  }));
  const keptOf = ({ key, spec, capacity }: Share) => keep(key, { spec, capacity });
  return {
    forward(share) {
      const { another, slices } = keptOf(share);
      const { turn, params } = share;
      const outputs = share.slices.map(({ slice, inputs, count }) => {
        const network = slices.get(slice)?.network ?? another();
        slices.set(slice, { network, turn, params, inputs });
        return network.forward(params, inputs, count);
      });
      return handOver(outputs, outputs);
    },
    backward(share) {
      const { slices } = keptOf(share);
      const used = new Set<Float32Array>();
      const gradients = share.slices.map(({ slice, dOutputs, gradient }) => {
        const half = slices.get(slice);
        if (half?.turn !== share.turn) throw new Error('this thread has lost its half of the step');
        half.network.backward(dOutputs, gradient.fill(0));
        used.add(half.params).add(half.inputs);
        return gradient;
      });
      return handOver({ gradients, used: [...used] }, [...gradients, ...used]);
    },
  };
}
