import { afterEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createPatientView, createPatientViews } from './patient';

function rig() {
  vi.useFakeTimers();
  const store = createStore(() => ({ n: 0 }));
  const events: string[] = [];
  const begin = () => {
    events.push('put off');
    return () => void events.push('passed on');
  };
  const view = createPatientView(store, 300, begin);
  const heard: number[] = [];
  const stop = view.subscribe(({ n }) => heard.push(n));
  return { store, view, heard, events, stop };
}

afterEach(() => vi.useRealTimers());

describe('a patient view of a store', () => {
  it('passes every change on while it is watched', () => {
    const { store, view, heard } = rig();
    store.setState({ n: 1 });
    store.setState({ n: 2 });
    expect(heard).toEqual([1, 2]);
    expect(view.getState()).toEqual({ n: 2 });
  });

  it('keeps its state while unwatched, until the changes pause', () => {
    const { store, view, heard, events } = rig();
    view.setWatched(false);
    for (let n = 1; n <= 5; n++) {
      store.setState({ n });
      vi.advanceTimersByTime(100);
    }
    expect(heard).toEqual([]);
    expect(events).toEqual(['put off']);
    expect(view.getState()).toEqual({ n: 0 });
    vi.advanceTimersByTime(300);
    expect(heard).toEqual([5]);
    expect(events).toEqual(['put off', 'passed on']);
    expect(view.getState()).toEqual({ n: 5 });
  });

  it('catches up at once when it is watched again, and only if something changed', () => {
    const { store, view, heard } = rig();
    view.setWatched(false);
    store.setState({ n: 7 });
    view.setWatched(true);
    expect(heard).toEqual([7]);
    view.setWatched(false);
    view.setWatched(true);
    expect(heard).toEqual([7]);
  });

  it('leaves nothing behind when its last reader goes', () => {
    const { store, view, heard, events, stop } = rig();
    view.setWatched(false);
    store.setState({ n: 1 });
    stop();
    expect(events).toEqual(['put off', 'passed on']);
    vi.advanceTimersByTime(1000);
    expect(heard).toEqual([]);
    expect(view.getState()).toEqual({ n: 1 });
  });
});

describe('patient views of several stores', () => {
  it('are put off together, those too that are asked for later', () => {
    vi.useFakeTimers();
    const [one, other] = [createStore(() => ({ n: 0 })), createStore(() => ({ n: 0 }))];
    const views = createPatientViews(300, () => () => undefined);
    const heard: string[] = [];
    const follow = (name: string, store: typeof one) =>
      views.of(store).subscribe(({ n }) => heard.push(`${name} ${n}`));
    expect(views.of(one)).toBe(views.of(one));
    follow('one', one);
    views.setWatched(false);
    follow('other', other);
    one.setState({ n: 1 });
    other.setState({ n: 2 });
    expect(heard).toEqual([]);
    views.setWatched(true);
    expect(heard).toEqual(['one 1', 'other 2']);
  });
});
