import type { Measured } from '../../../core/sweeps/sweep';
import { isDiverged } from '../../../core/training/diverged';
import { trainToEnd } from '../../../core/training/job';
import { createClassifier, shapeOf } from './evaluation';
import { jobSetup, onThisThread, type KnnData, type KnnJob, type KnnMachine } from './repetition';
import { initialState } from './run';
import { fitKnobs, type KnnKnobs, type KnnSetup } from './spec';

/** A training of its own. Plain data. */
export interface KnnCell extends Pick<KnnJob, 'dataset' | 'network' | 'variant' | 'seed'> {
  /** Fitted to the images once they are there. */
  readonly knobs: KnnKnobs;
  readonly steps: number;
}

/** The generated set of the page, on which its cells are: small enough to be made in the first second. */
export const DRAWN = { seed: 1, train: 6000, test: 2000 } as const;

/** Held-out images that a training is tested on, and the training images among which their neighbours are found. */
const TESTED = { queries: 500, candidates: 2000 } as const;

/**
 * Trains for the steps of a cell, on one thread, and tests the last state.
 * @throws whatever a step throws that is no divergence
 */
export async function measureCell(
  cell: KnnCell,
  data: KnnData,
  machine: KnnMachine,
): Promise<Measured> {
  const setup = jobSetup(cell, data);
  const knobs = fitKnobs(cell.knobs, data.train.count);
  const state = initialState(setup);
  const here = onThisThread(machine);
  const training = await here.train({ setup, knobs, state, images: data.train });
  let [loss, sigma, active] = [NaN, NaN, NaN];
  const { diverged } = await trainToEnd({
    step: async () => (await training.advance(1))[0],
    async after(record) {
      ({ loss, active, scaleMean: sigma } = record);
      await machine.pause?.(record.step / cell.steps);
      return record.step >= cell.steps ? 'it has had its share' : null;
    },
    now: machine.now,
  });
  await training.settle();
  training.end();
  return {
    wrong: diverged ? NaN : await wrongOf(setup, knobs, state.params, data, here),
    ...{ loss, sigma, active: 100 * active, steps: state.step },
  };
}

/** Percent of held-out images that the classifier names wrong; not a number where the weights have lost theirs. */
async function wrongOf(
  setup: KnnSetup,
  { k }: KnnKnobs,
  params: Float32Array,
  { train, test }: KnnData,
  { embeds, blockDistances }: ReturnType<typeof onThisThread>,
): Promise<number> {
  const sight = { network: embeds(setup), params, shape: shapeOf(setup), blockDistances };
  const candidates = Math.min(TESTED.candidates, train.count);
  try {
    const classify = await createClassifier(sight, train, { from: 0, to: candidates });
    const asked = { from: 0, to: Math.min(TESTED.queries, test.count) };
    const { right, images } = await classify(test, asked, [Math.min(k, candidates)]);
    return 100 * (1 - right[0] / images);
  } catch (error) {
    if (!isDiverged(error)) throw error;
    return NaN;
  }
}
