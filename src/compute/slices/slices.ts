import { handOver } from '../hand-over';
import type { Threads } from '../service';
import {
  addInOrder,
  inOrder,
  joined,
  rangeOf,
  sharesOf,
  SLICES,
  type Half,
  type Share,
} from './slicing';
import { createSpare, type Spare } from './spare';
import type { BackwardShare, ForwardShare, SliceTasks } from './tasks';

/** The networks of a run, their batches spread over the threads. */
export interface SlicedNetworks {
  /** Outputs of every network [count, outputs]. */
  forward(halves: readonly Half[], batch: SlicedBatch): Promise<readonly Float32Array[]>;
  /**
   * Adds the gradient of the last forward call in all weights to `total`.
   * @param upstream gradients in the outputs of every network
   */
  backward(upstream: readonly Float32Array[], total: Float32Array): Promise<void>;
}

/**
 * The inputs of a step in four slices for each of its networks, every slice on a thread of its own while
 * there are as many. Gradients are added in the order of the slices. A thread that dies between forward
 * and backward makes `backward` fail; another forward call then spreads the slices over those that are
 * left.
 * @returns the networks of a run, by a key that tells it from others
 */
export function createSlices(threads: Threads<SliceTasks>): (key: string) => SlicedNetworks {
  let turns = 0;

  /** A step of a run, its slices dealt to the threads that are there. */
  function begin(key: string, halves: readonly Half[]): Step {
    const places = threads.deal(halves.length * SLICES);
    return { key, turn: ++turns, halves, shares: sharesOf(halves, places) };
  }

  return (key) => {
    /** Those of a step of two networks on any number of threads: they are here, and go with the next one. */
    const spare = createSpare(4 * SLICES);
    let last: Step = { key, turn: 0, halves: [], shares: [] };

    return {
      async forward(halves, batch) {
        const step = (last = begin(key, halves));
        const { shares } = step;
        const answers = await threads.give(
          'forward',
          shares.map((share) => () => forwardHalf(step, share, batch, spare)),
          shares.map(({ thread }) => thread),
        );
        return halves.map((half) => joined(half, inOrder(half, shares, answers)));
      },
      async backward(upstream, total) {
        const step = last;
        const { halves, shares } = step;
        const answers = await threads.give(
          'backward',
          shares.map((share) => () => {
            const dOutputs = upstream[halves.indexOf(share.half)];
            return backwardHalf(step, share, dOutputs, spare);
          }),
          shares.map(({ thread }) => thread),
        );
        const gradients = answers.map((answer) => answer.gradients);
        for (const half of halves) {
          addInOrder(total.subarray(half.from, half.to), inOrder(half, shares, gradients));
        }
        for (const { gradients: made, used } of answers) spare.put([...made, ...used]);
      },
    };
  };
}

/** A step of a run: which thread has what of it. */
interface Step {
  readonly key: string;
  /** Its number among the steps of all runs. */
  readonly turn: number;
  readonly halves: readonly Half[];
  readonly shares: readonly Share[];
}

/** What the networks of a step are given. */
export interface SlicedBatch {
  readonly params: Float32Array;
  /** Of all inputs, `pixels` numbers each. */
  readonly inputs: Float32Array;
  readonly pixels: number;
}

/** What a thread is told of the network that it has slices of. */
const networkOf = ({ key, turn }: Step, { name, spec, count }: Half) => ({
  ...{ key: `${key} ${name}`, turn, spec },
  capacity: Math.ceil(count / SLICES),
});

/** The forward half of a thread's share, with copies of what it needs, which are handed over. */
function forwardHalf(
  step: Step,
  { half, slices }: Share,
  { params, inputs, pixels }: SlicedBatch,
  spare: Spare,
): ForwardShare {
  const weights = spare.copy(params.subarray(half.from, half.to));
  const pieces = slices.map((slice) => {
    const images = inputs.subarray(...rangeOf(half, slice, pixels));
    return { slice, inputs: spare.copy(images), count: images.length / pixels };
  });
  const arrays = [weights, ...pieces.map((piece) => piece.inputs)];
  return handOver({ ...networkOf(step, half), params: weights, slices: pieces }, arrays);
}

/** The backward half of a thread's share, with arrays for its gradients, which are handed over. */
function backwardHalf(
  step: Step,
  { half, slices }: Share,
  upstream: Float32Array,
  spare: Spare,
): BackwardShare {
  const pieces = slices.map((slice) => ({
    slice,
    dOutputs: upstream.slice(...rangeOf(half, slice, half.outputs)),
    gradient: spare.take(half.to - half.from),
  }));
  const arrays = pieces.map(({ gradient }) => gradient);
  return handOver({ ...networkOf(step, half), slices: pieces }, arrays);
}
