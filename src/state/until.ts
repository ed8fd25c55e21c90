import type { StoreApi } from 'zustand/vanilla';

/** Follows a store until a signal is aborted: who listens is let go with what it belongs to. */
export function subscribeUntil<State>(
  until: AbortSignal,
  store: Pick<StoreApi<State>, 'subscribe'>,
  listener: (state: State, before: State) => void,
): void {
  if (until.aborted) return;
  until.addEventListener('abort', store.subscribe(listener));
}
