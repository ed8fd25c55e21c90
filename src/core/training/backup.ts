import type { Numbers } from './optimisers';
import type { TrainingState } from './state';

/** What a state was before its weights were updated. */
export interface Backup {
  /** Stay as they are until the next step of the run. */
  readonly params: Numbers;
  /** Takes the update back. */
  restore(): void;
}

interface Arrays {
  readonly params: Numbers;
  readonly first: Numbers;
  readonly second: Numbers;
}

/** By the weights that they are of: new memory for every step costs more than the copy. */
const kept = new WeakMap<Numbers, Arrays>();

export function backUp(state: TrainingState): Backup {
  const { params, moments, optimiser } = state;
  const { first, second, updates } = moments;
  const arrays = arraysFor(state);
  return {
    params: arrays.params,
    restore() {
      params.set(arrays.params);
      first.set(arrays.first);
      second.set(arrays.second);
      moments.updates = updates;
      state.optimiser = optimiser;
    },
  };
}

function arraysFor({ params, moments: { first, second } }: TrainingState): Arrays {
  const known = kept.get(params);
  if (known) {
    known.params.set(params);
    known.first.set(first);
    known.second.set(second);
    return known;
  }
  const arrays = { params: params.slice(), first: first.slice(), second: second.slice() };
  kept.set(params, arrays);
  return arrays;
}
