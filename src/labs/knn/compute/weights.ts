import { createResidents } from '../../../compute/residents';
import { initialState, type KnnState } from '../experiment/run';
import type { Trained } from './protocol';

/** Weights of a step, which stay as they are. */
export interface FixedWeights {
  readonly step: number;
  readonly params: Float32Array;
}

/** Networks from files and copies of runs whose weights are kept. */
const HELD = 4;

/**
 * The weights of whatever is to be looked at: those that training has got to, as a copy, or those that
 * came with an earlier request; null where they are to be sent.
 * @param latest the state of a run that is trained here, or null
 */
export function createHeldWeights(latest: (version: number) => Promise<KnnState | null>) {
  const held = createResidents<FixedWeights>(HELD);
  return async ({ setup, place, params }: Trained): Promise<FixedWeights | null> => {
    const trained = await latest(place.version);
    // training goes on while it is looked at
    if (trained) return { step: trained.step, params: trained.params.slice() };
    const known = held.latest(place.version);
    if (known?.step === place.step) return known;
    const made = params ?? (place.step === 0 ? initialState(setup).params : null);
    if (!made) return null;
    const weights = { step: place.step, params: made };
    held.keep(place.version, weights);
    return weights;
  };
}
