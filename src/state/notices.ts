import { createStore, type StoreApi } from 'zustand/vanilla';

export type NoticeTone = 'info' | 'warning' | 'error';

export interface Notice {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly message: string;
}

export interface NoticeStore extends StoreApi<readonly Notice[]> {
  /** Shows a sentence; one that is already shown is not shown twice. */
  add(message: string, tone?: NoticeTone): void;
  dismiss(id: number): void;
  clear(): void;
}

/** The oldest notices give way: a wall of notices is read by nobody. */
const MAX_SHOWN = 6;

export function createNotices(): NoticeStore {
  const store = createStore<readonly Notice[]>(() => []);
  let nextId = 1;
  return Object.assign(store, {
    add(message: string, tone: NoticeTone = 'info') {
      const shown = store.getState();
      if (shown.some((notice) => notice.message === message)) return;
      store.setState([...shown, { id: nextId++, tone, message }].slice(-MAX_SHOWN), true);
    },
    dismiss(id: number) {
      const kept = store.getState().filter((notice) => notice.id !== id);
      store.setState(kept, true);
    },
    clear() {
      store.setState([], true);
    },
  });
}
