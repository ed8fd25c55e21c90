import { handOver } from '../../../compute/hand-over';
import type { Threads } from '../../../compute/service';
import { partsOf, pixelCount } from '../experiment/networks';
import type { EmbeddingSource } from '../experiment/source';
import type { KnnSetup } from '../experiment/spec';
import {
  addInOrder,
  halvesOf,
  inOrder,
  joined,
  PIECES,
  rangeOf,
  sharesOf,
  SLICES,
  type Half,
  type Share,
} from './slicing';
import { createSpare, type Spare } from './spare';
import type { BackwardShare, ForwardShare, KnnTasks } from './tasks';

export interface SlicePool {
  readonly threads: number;
  /** The networks of a run, its batches spread over the threads. */
  source(key: string, setup: KnnSetup): EmbeddingSource;
}

/**
 * The images of a step in four slices for each of its networks, every slice on a thread of its own while
 * there are as many. Gradients are added in the order of the slices. A thread that dies between forward
 * and backward makes `backward` fail; another forward call then spreads the slices over those that are
 * left.
 */
export function createSlicePool(threads: Threads<KnnTasks>): SlicePool {
  let turns = 0;

  /** A step of a run, its slices dealt to the threads that are there. */
  function begin(key: string, halves: readonly Half[]): Step {
    const places = threads.deal(halves.length * SLICES);
    return { key, turn: ++turns, halves, shares: sharesOf(halves, places) };
  }

  function source(key: string, setup: KnnSetup): EmbeddingSource {
    const parts = partsOf(setup);
    const pixels = pixelCount(setup.input);
    /** Those of a step on any number of threads: they are here, and go with the next one. */
    const spare = createSpare(2 * PIECES);
    const total = new Float32Array(parts.size);
    let last: Step = { key, turn: 0, halves: [], shares: [] };

    return {
      async forward(params, inputs, count, queries) {
        const step = (last = begin(key, halvesOf(parts, count, queries)));
        const { halves, shares } = step;
        const answers = await threads.give(
          'forward',
          shares.map((share) => () => forwardHalf(step, share, { params, inputs, pixels }, spare)),
          shares.map(({ thread }) => thread),
        );
        const [embeddings, sigma = null] = halves.map((half) =>
          joined(half, inOrder(half, shares, answers)),
        );
        return { embeddings, sigma };
      },
      async backward(dEmbeddings, dSigma) {
        const step = last;
        const { halves, shares } = step;
        const upstream = { embedding: dEmbeddings, noise: dSigma };
        const answers = await threads.give(
          'backward',
          shares.map((share) => () => backwardHalf(step, share, upstream, spare)),
          shares.map(({ thread }) => thread),
        );
        const gradients = answers.map((answer) => answer.gradients);
        total.fill(0);
        for (const half of halves) {
          addInOrder(total.subarray(half.from, half.to), inOrder(half, shares, gradients));
        }
        for (const { gradients: made, used } of answers) spare.put([...made, ...used]);
        return total;
      },
    };
  }

  return {
    get threads() {
      return threads.count;
    },
    source,
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
interface Batch {
  readonly params: Float32Array;
  /** Of all images, `pixels` numbers each. */
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
  { params, inputs, pixels }: Batch,
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
  upstream: Readonly<Record<Half['name'], Float32Array>>,
  spare: Spare,
): BackwardShare {
  const pieces = slices.map((slice) => ({
    slice,
    dOutputs: upstream[half.name].slice(...rangeOf(half, slice, half.outputs)),
    gradient: spare.take(half.to - half.from),
  }));
  const arrays = pieces.map(({ gradient }) => gradient);
  return handOver({ ...networkOf(step, half), slices: pieces }, arrays);
}
