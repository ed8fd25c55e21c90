import { createStore, type StoreApi } from 'zustand/vanilla';

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

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Progress that outlives the page, or only the page where there is no storage. */
export function createProgress(storage: () => Storage = () => localStorage): ProgressStore {
  const store = createStore<Progress>(() => load(storage));
  const put = (next: Progress) => {
    store.setState(next);
    try {
      storage().setItem(PROGRESS_KEY, JSON.stringify(next));
    } catch {
      // private windows, frames and full disks: it holds for this visit
    }
  };
  return Object.assign(store, {
    see(scene: number) {
      const { seen, said } = store.getState();
      if (!seen.includes(scene)) put({ seen: [...seen, scene], said });
    },
    say(scene: number, answer: number) {
      const { seen, said } = store.getState();
      put({ seen, said: { ...said, [scene]: answer } });
    },
    forget: () => put(none),
  });
}

/** Whatever the storage holds, what comes out is well formed. */
function load(storage: () => Storage): Progress {
  try {
    const { seen, said } = JSON.parse(storage().getItem(PROGRESS_KEY) ?? '{}') as Partial<Progress>;
    const answers = Object.entries(said ?? {}).filter(([, answer]) => isCount(answer));
    return {
      seen: Array.isArray(seen) ? [...new Set(seen.filter(isCount))] : [],
      said: Object.fromEntries(answers),
    };
  } catch {
    return none;
  }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
