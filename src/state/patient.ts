import type { ReadableStore } from './react';

/**
 * A view of a store that can be put off: while nobody looks, its readers keep the state they have
 * and hear of changes only once those have paused. Figures outside of the window follow a drag this
 * way without taking time from the one that is seen.
 */
export interface PatientView<State> extends ReadableStore<State> {
  /** Somebody looks (again): changes are passed on at once. */
  setWatched(watched: boolean): void;
}

/** @param begin hears of changes that are put off, and by its answer that they were passed on */
export function createPatientView<State>(
  store: ReadableStore<State>,
  pause: number,
  begin: () => () => void,
): PatientView<State> {
  let watched = true;
  let held = store.getState();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let settle: (() => void) | null = null;
  const listeners = new Set<(state: State, previous: State) => void>();

  function callOff(): void {
    clearTimeout(timer);
    settle?.();
    settle = null;
  }

  function pass(): void {
    callOff();
    const previous = held;
    held = store.getState();
    if (held !== previous) for (const listener of listeners) listener(held, previous);
  }

  let stop: (() => void) | null = null;
  function start(): () => void {
    held = store.getState();
    return store.subscribe(() => {
      if (watched) return pass();
      clearTimeout(timer);
      settle ??= begin();
      timer = setTimeout(pass, pause);
    });
  }

  return {
    getState: () => (listeners.size > 0 ? held : store.getState()),
    getInitialState: store.getInitialState,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= start();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        callOff();
        stop?.();
        stop = null;
      };
    },
    setWatched(now) {
      watched = now;
      if (watched) pass();
    },
  };
}

/** Views of several stores that are put off together. */
export interface PatientViews {
  /** The view of a store, always the same one. */
  of<State>(store: ReadableStore<State>): ReadableStore<State>;
  setWatched(watched: boolean): void;
}

/** @param begin as that of `createPatientView` */
export function createPatientViews(pause: number, begin: () => () => void): PatientViews {
  const views = new Map<ReadableStore<unknown>, PatientView<unknown>>();
  let watched = true;
  return {
    of<State>(store: ReadableStore<State>) {
      const known = views.get(store) as PatientView<State> | undefined;
      if (known) return known;
      const view = createPatientView(store, pause, begin);
      view.setWatched(watched);
      views.set(store, view);
      return view;
    },
    setWatched(now) {
      watched = now;
      for (const view of views.values()) view.setWatched(now);
    },
  };
}
