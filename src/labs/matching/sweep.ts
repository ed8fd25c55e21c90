import type { LabSweep } from '../kit/sweep';
import type { Training } from './experiment/repetition';
import { matchingTable, normalise, type MatchingTable } from './params';
import { runSpecs } from './specs';

/** A training of its own in every cell, of the method that is set, tested on sequences that it has not seen. */
export const matchingSweep: LabSweep<MatchingTable, Training> = {
  table: matchingTable,
  normalise,
  axes: [
    'sigma',
    'epsilon',
    'd',
    'sequences',
    'samples',
    'rate',
    'sigmaRate',
    'temperature',
    'iterations',
    'lambda',
    'maxSteps',
  ],
  start: 'sigma=0.1..10:9~epsilon=-100..-1.2:9',
  reads: ['method', 'lossForm', 'grow', 'noise', 'optimiser', 'stop'],
  quantities: {
    wrong: 'held-out places wrong, %',
    imperfect: 'held-out sequences not perfect, %',
    loudness: 'margin of the best matching over the noise',
    steps: 'steps until it stops',
    loss: 'training loss of the last step',
    sigma: 'noise scale of the last step',
    gain: 'noise scale of the last step less that of the first',
    growths: 'times that ε has grown',
  },
  task(values, seed) {
    const [{ setup, knobs, stop }] = runSpecs({ ...values, seed, compare: [] });
    return { setup, knobs, stop };
  },
};
