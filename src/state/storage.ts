import { createStore as createDatabase, get, set, update, type UseStore } from 'idb-keyval';
import type { OnLost } from './kept';
import { claimLock } from './lock';

/**
 * A place that outlives a reload, and that all tabs of this page have in common. Losing it is no failure:
 * private windows have none.
 */
export interface Storage {
  /** The stored value, or undefined where there is none or it cannot be read. */
  read(key: string): Promise<unknown>;
  /** Resolves to whether it was stored. */
  write(key: string, value: unknown): Promise<boolean>;
  /**
   * Stores what `change` makes of the stored value; no other tab comes between the two.
   * @param change is pure; given undefined where nothing is stored
   * @returns whether it was stored
   */
  update(key: string, change: (stored: unknown) => unknown): Promise<boolean>;
  /** Hears that another tab has stored something under the key, until the signal is aborted. */
  hear(key: string, listener: () => void, until: AbortSignal): void;
  /**
   * Takes a name for this tab until it lets go of it or is closed.
   * @param wait while another tab has it, until the signal is aborted; without one it is not waited for
   * @returns what lets go of it; null where another tab has it. Where a browser can't tell, everybody gets it.
   */
  claim(name: string, wait?: AbortSignal): Promise<(() => void) | null>;
}

/**
 * IndexedDB, with structured values: typed arrays stay what they are.
 * @param onLost hears of everything that could not be stored
 */
export function browserStorage(onLost: OnLost): Storage {
  let database: UseStore | null = null;
  const open = () => (database ??= createDatabase('noisy-argmax', 'kept'));
  const channel =
    typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('noisy-argmax:kept');

  async function stored(key: string, work: (database: UseStore) => Promise<void>) {
    try {
      await work(open());
    } catch (error) {
      onLost(error);
      return false;
    }
    channel?.postMessage(key);
    return true;
  }

  return {
    async read(key) {
      try {
        return await get<unknown>(key, open());
      } catch {
        return undefined;
      }
    },
    write: (key, value) => stored(key, (to) => set(key, value, to)),
    update: (key, change) => stored(key, (to) => update<unknown>(key, change, to)),
    hear(key, listener, signal) {
      const onMessage = ({ data }: MessageEvent) => data === key && listener();
      channel?.addEventListener('message', onMessage, { signal });
    },
    claim: claimLock,
  };
}
