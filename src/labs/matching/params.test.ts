import { describe, expect, it } from 'vitest';
import { createLabStore } from '../../state/lab-store';
import { describeTable } from '../kit/testing';
import { matchingTable, normalise } from './params';
import { presets } from './presets';

const fresh = () => createLabStore(matchingTable, { normalise });

describe('the matching lab', () => {
  describeTable({ table: matchingTable, normalise, presets });

  it('does not compare a method with itself, whichever of both is chosen last', () => {
    const store = fresh();
    store.set({ compare: ['blackbox', 'direct-learned-sigma', 'gumbel-sinkhorn'] });
    expect(store.getState().values.compare).toEqual(['blackbox', 'gumbel-sinkhorn']);
    store.set({ method: 'blackbox' });
    expect(store.getState().values.compare).toEqual(['gumbel-sinkhorn']);
  });

  it('trains on as many numbers as a reader has typed, and again on others where they are left', () => {
    const store = fresh();
    store.set({ own: [3, 1, 2, 5, 4] });
    expect(store.getState().values.d).toBe(10);
    store.set({ instance: 'own' });
    expect(store.getState().values.d).toBe(5);
    store.set({ own: [3, 1, 2] });
    expect(store.getState().values.d).toBe(3);
    store.set({ d: 40 });
    expect(store.getState().values.d).toBe(3);
    store.set({ instance: 'test' });
    store.set({ d: 40 });
    expect(store.getState().values).toMatchObject({ d: 40, own: [3, 1, 2] });
  });

  it('has a sequence of every number that can be chosen, in training or held out', () => {
    const store = fresh();
    store.set({ sequences: 40, row: 39 });
    expect(store.getState().values.row).toBe(39);
    store.set({ sequences: 30 });
    expect(store.getState().values.row).toBe(29);
    // as many as there are held out
    store.set({ sequences: 2 });
    expect(store.getState().values.row).toBe(19);
  });
});
