import { createStore, type StoreApi } from 'zustand/vanilla';

export type NoticeTone = 'info' | 'warning' | 'error';

export interface Notice {
  readonly id: number;
  readonly tone: NoticeTone;
  readonly message: string;
  /** What the message sums up, sentence by sentence; empty where it says all. */
  readonly details: readonly string[];
  /** What can be done about it. */
  readonly action?: NoticeAction;
}

export interface NoticeAction {
  /** In one or two words. */
  readonly label: string;
  run(): void;
}

export interface NoticeStore extends StoreApi<readonly Notice[]> {
  /** Shows a sentence; one that is already shown is not shown twice. */
  add(message: string, tone?: NoticeTone, details?: readonly string[], action?: NoticeAction): void;
  dismiss(id: number): void;
  clear(): void;
}

/** The oldest notices give way: a wall of notices is read by nobody. */
const MAX_SHOWN = 6;

export function createNotices(): NoticeStore {
  const store = createStore<readonly Notice[]>(() => []);
  let nextId = 1;
  return Object.assign(store, {
    add(
      message: string,
      tone: NoticeTone = 'info',
      details: readonly string[] = [],
      action?: NoticeAction,
    ) {
      const shown = store.getState();
      if (shown.some((notice) => notice.message === message)) return;
      const notice = { id: nextId++, tone, message, details, ...(action && { action }) };
      store.setState([...shown, notice].slice(-MAX_SHOWN), true);
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
