import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../state/lab-store';
import { describeTable } from '../kit/testing';
import { knnTable, normalise } from './params';
import { presets } from './presets';

describe('the kNN lab', () => {
  describeTable({ table: knnTable, normalise, presets });

  it('does not compare a method with itself, whichever of both is chosen last', () => {
    const store = createLabStore(knnTable, { normalise });
    const compare = ['cross-entropy', 'direct-sigma-0', 'relax-subsample'] as const;
    store.set({ compare: [...compare, 'direct-learned-sigma'] });
    expect(store.getState().values.compare).toEqual(compare);
    store.set({ method: 'direct-sigma-0' });
    expect(store.getState().values.compare).toEqual(['cross-entropy', 'relax-subsample']);
  });
});
