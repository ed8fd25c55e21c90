import { createStore as createDatabase, get, set, type UseStore } from 'idb-keyval';

/** A place that outlives a reload. Losing it is no failure: private windows have none. */
export interface Storage {
  /** The stored value, or undefined where there is none or it cannot be read. */
  read(key: string): Promise<unknown>;
  /** Resolves to whether it was stored. */
  write(key: string, value: unknown): Promise<boolean>;
}

/** IndexedDB, with structured values: typed arrays stay what they are. */
export function browserStorage(): Storage {
  let database: UseStore | null = null;
  const open = () => (database ??= createDatabase('noisy-argmax', 'kept'));
  return {
    async read(key) {
      try {
        return await get<unknown>(key, open());
      } catch {
        return undefined;
      }
    },
    async write(key, value) {
      try {
        await set(key, value, open());
        return true;
      } catch {
        return false;
      }
    },
  };
}
