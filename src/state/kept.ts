export type TextStorage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

/** Hears that something could not be stored, and why. */
export type OnLost = (reason: unknown) => void;

/** A value that outlives the page, or only the page where there is no storage. */
export interface Kept {
  /** What was written, of any form; null where there is nothing or it can't be read. */
  read(): unknown;
  /** @returns whether it was stored */
  write(value: unknown): boolean;
}

/** A value as JSON under a key of a storage, which may be denied or full. */
export function keptIn(storage: () => TextStorage, key: string, onLost?: OnLost): Kept {
  return {
    read() {
      try {
        return JSON.parse(storage().getItem(key) ?? 'null') as unknown;
      } catch {
        return null;
      }
    },
    write(value) {
      try {
        storage().setItem(key, JSON.stringify(value));
        return true;
      } catch (error) {
        // private windows, frames and full disks: it holds for this visit
        onLost?.(error);
        return false;
      }
    },
  };
}
