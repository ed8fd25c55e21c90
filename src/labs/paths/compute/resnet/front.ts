import type { CostSource } from '../../experiment/run';
import { MAP_CELLS, SIDE } from '../../experiment/spec';

/** The first layers of ResNet18 for so many maps at a time, wherever they run. */
export interface Front {
  /** Outputs [count, MAP_CELLS]; in training of as many maps as it was made for. */
  forward(
    params: Float32Array,
    pictures: Float32Array,
    count: number,
    mode: 'training' | 'evaluation',
  ): Float32Array | Promise<Float32Array>;
  /**
   * Adds the gradient for what the last forward was given.
   * @returns the running statistics after the step
   */
  backward(dOutputs: Float32Array, gradient: Float32Array): Float32Array | Promise<Float32Array>;
  destroy?(): void;
}

/** Where the steps and the tests of all runs have their outputs from. */
export interface Fronts {
  /** The network of a training: it normalises by the batch. */
  source(): CostSource;
  /** It normalises by the running statistics. */
  readonly evaluation: Pick<CostSource, 'forward'>;
  destroy(): void;
}

const PICTURE = SIDE * SIDE * 3;
/** Maps at a time of a network that nobody trains. */
const LOOKED_AT = 10;

/** A training step that is under way. */
interface Step {
  readonly params: Float32Array;
  readonly pictures: Float32Array;
  readonly count: number;
}

/**
 * One network that all runs share, of as many maps as the last step had. Calls are made one after the other; a
 * step that finds another call between its halves makes its first half again.
 */
export function createFronts(make: (maps: number) => Front | Promise<Front>): Fronts {
  let held: { readonly maps: number; readonly front: Front } | null = null;
  /** What the network was last given, or null. */
  let last: Step | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.then(work);
    queue = done.catch(() => undefined);
    return done;
  }

  async function frontOf(maps: number): Promise<Front> {
    if (held?.maps === maps) return held.front;
    drop();
    held = { maps, front: await make(maps) };
    return held.front;
  }

  function drop(): void {
    held?.front.destroy?.();
    held = last = null;
  }

  async function begin(step: Step): Promise<Float32Array> {
    const front = await frontOf(step.count);
    last = null;
    const outputs = await front.forward(step.params, step.pictures, step.count, 'training');
    last = step;
    return outputs;
  }

  return {
    source() {
      let step: Step;
      let running: Float32Array | null = null;
      return {
        forward(params, pictures, count) {
          step = { params, pictures, count };
          return inTurn(() => begin(step));
        },
        backward: (dOutputs, gradient) =>
          inTurn(async () => {
            if (last !== step) await begin(step);
            const front = await frontOf(step.count);
            running = await front.backward(dOutputs, gradient);
          }),
        running: () => running,
      };
    },
    evaluation: {
      forward: (params, pictures, count) =>
        inTurn(async () => {
          const most = held?.maps ?? Math.min(count, LOOKED_AT);
          const front = await frontOf(most);
          last = null;
          const outputs = new Float32Array(count * MAP_CELLS);
          for (let at = 0; at < count; at += most) {
            const end = Math.min(count, at + most);
            const some = pictures.subarray(at * PICTURE, end * PICTURE);
            outputs.set(await front.forward(params, some, end - at, 'evaluation'), at * MAP_CELLS);
          }
          return outputs;
        }),
    },
    destroy: drop,
  };
}
