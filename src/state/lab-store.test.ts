import { describe, expect, it, vi } from 'vitest';
import { sampleTable as table } from './testing';
import { createLabStore } from './lab-store';
import { defaultsOf } from './params';

describe('a lab store', () => {
  it('starts from the defaults and what it is given', () => {
    const store = createLabStore(table, { initial: { size: 1000 } });
    expect(store.getState().values).toEqual({ ...defaultsOf(table), size: 100 });
  });

  it('clamps, rounds and cuts what it is given', () => {
    const store = createLabStore(table);
    store.set({ size: 1e9, weight: -1e-9, count: 3.6, list: [9, -9, 0, 1, 2] });
    expect(store.getState().values).toMatchObject({
      size: 100,
      weight: -0.001,
      count: 4,
      list: [5, -5, 0, 1],
    });
  });

  it('keeps what it has where NaN, a wrong type or an unknown name is given', () => {
    const store = createLabStore(table);
    store.set({ size: 3 });
    const before = store.getState().values;
    store.set({ size: NaN, list: [NaN, 1] });
    store.set({ shape: 'oval', other: 1 } as never);
    expect(store.getState().values).toBe(before);
  });

  it('keeps the identity of lists that do not change', () => {
    const store = createLabStore(table);
    const { list } = store.getState().values;
    store.set({ size: 2, list: [...list] });
    expect(store.getState().values.list).toBe(list);
  });

  it('tells listeners of a commit that changes nothing', () => {
    const store = createLabStore(table);
    store.set({ size: 2 }, 'move');
    const listener = vi.fn();
    store.subscribe(listener);
    store.set({ size: 2 }, 'commit');
    expect(listener).toHaveBeenCalledOnce();
    expect(store.getState().phase).toBe('commit');
  });

  it('normalises after every change', () => {
    const store = createLabStore(table, {
      normalise: (values) => ({ ...values, count: Math.min(values.count, values.list.length) }),
    });
    store.set({ count: 100 });
    expect(store.getState().values.count).toBe(2);
    store.set({ list: [1, 2, 3], count: 100 });
    expect(store.getState().values.count).toBe(3);
  });

  it('leaves what is locked to links, and does nothing that would move it', () => {
    const store = createLabStore(table, {
      normalise: (values) => ({ ...values, count: Math.min(values.count, values.list.length) }),
      follow: () => ({ count: 1 }),
    });
    store.set({ list: [1, 2, 3] });
    store.load({ ...store.getState().values, count: 3 });
    store.lock(['count', 'shape']);
    store.set({ count: 2, size: 5 });
    expect(store.getState().values).toMatchObject({ count: 3, size: 5 });
    store.applyPreset({ id: 'a', label: 'A', story: '', values: { count: 1, size: 7 } });
    store.set({ list: [1] });
    expect(store.getState().values).toMatchObject({ count: 3, size: 7, list: [1, 2, 3] });
    store.reset();
    expect(store.getState().values.count).toBe(3);
    store.load({ ...store.getState().values, count: 2 });
    expect(store.getState().values.count).toBe(2);
    store.lock([]);
    store.reset();
    expect(store.getState().values.count).toBe(Math.min(defaultsOf(table).count, 2));
  });

  it('resets all or some, and says what a change came from', () => {
    const store = createLabStore(table);
    store.applyPreset({ id: 'a', label: 'A', story: '', values: { size: 5, shift: 1 } });
    expect(store.getState()).toMatchObject({ origin: 'preset', phase: 'commit' });
    store.reset(['size']);
    expect(store.getState().values).toMatchObject({ size: 1, shift: 1 });
    store.reset();
    expect(store.getState()).toMatchObject({ origin: 'reset', values: defaultsOf(table) });
  });
});
