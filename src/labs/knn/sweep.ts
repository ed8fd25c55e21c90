import { isLayered } from '../../core/networks/embeddings';
import type { LabSweep } from '../kit/sweep';
import type { KnnCell } from './experiment/cell';
import { knobsOf } from './model';
import { knnTable, normalise, type KnnTable } from './params';

/** A training of its own in every cell, of the method that is set, tested on images that it has not seen. */
export const knnSweep: LabSweep<KnnTable, KnnCell> = {
  table: knnTable,
  normalise,
  axes: [
    'sigma',
    'epsilon',
    'k',
    'samples',
    'queries',
    'candidates',
    'temperature',
    'rate',
    'sigmaRate',
    'cellSteps',
  ],
  start: 'sigma=0.03..3:9~epsilon=-1..-0.01:5',
  reads: ['dataset', 'network', 'method', 'lossForm', 'grow', 'noise', 'optimiser', 'augment'],
  quantities: {
    wrong: 'held-out images named wrong, %',
    loss: 'training loss of the last step',
    sigma: 'mean noise scale of the last step',
    active: 'pairs with a gradient in the last step, %',
    steps: 'steps made',
  },
  task(values, seed) {
    const { dataset, network, method: variant, cellSteps: steps } = values;
    if (!isLayered(network)) {
      throw new RangeError(
        'ResNet18 can’t be swept: it has no code for one thread; choose another network.',
      );
    }
    return { dataset, network, variant, seed, steps, knobs: knobsOf(values, variant, ANY) };
  },
};

/** Knobs are fitted to the images once they are there. */
const ANY = { train: Infinity };
