import { createStore, type StoreApi } from 'zustand/vanilla';
import { keptIn, type OnLost, type TextStorage } from '../state/kept';

/** How far a reader has come. */
export interface Progress {
  /** The scenes whose answers have been shown, by their numbers. */
  readonly seen: readonly number[];
  /** The answers given, from 1, by the number of the scene. */
  readonly said: Readonly<Record<number, number>>;
}

export interface ProgressStore extends StoreApi<Progress> {
  see(scene: number): void;
  say(scene: number, answer: number): void;
  forget(): void;
}

export const PROGRESS_KEY = 'noisy-argmax:lecture';
const none: Progress = { seen: [], said: {} };

/** Progress that outlives the page, or only the page where there is no storage. */
export function createProgress(storage: () => TextStorage, onLost?: OnLost): ProgressStore {
  const kept = keptIn(storage, PROGRESS_KEY, onLost);
  const store = createStore<Progress>(() => wellFormed(kept.read()));
  let isKept = true;
  const put = (next: Progress) => {
    store.setState(next);
    isKept = kept.write(next);
  };
  /** What is stored, which may be of another tab; of this page where it can't be stored. */
  const known = () => {
    const stored = isKept ? kept.read() : null;
    return stored === null ? store.getState() : wellFormed(stored);
  };
  return Object.assign(store, {
    see(scene: number) {
      const { seen, said } = known();
      if (!seen.includes(scene)) put({ seen: [...seen, scene], said });
    },
    say(scene: number, answer: number) {
      const { seen, said } = known();
      put({ seen, said: { ...said, [scene]: answer } });
    },
    forget: () => put(none),
  });
}

/** Whatever the storage holds, what comes out is well formed. */
function wellFormed(value: unknown): Progress {
  const { seen, said } = (value ?? {}) as Partial<Progress>;
  const answers = Object.entries(said ?? {}).filter(([, answer]) => isCount(answer));
  return {
    seen: Array.isArray(seen) ? [...new Set(seen.filter(isCount))] : [],
    said: Object.fromEntries(answers),
  };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
