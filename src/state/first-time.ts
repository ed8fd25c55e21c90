/**
 * Whether something is done for the first time in this browser, and not any more after that. Where there is
 * no storage every visit is the first.
 */
export function firstTime(name: string, storage: () => Storage = () => localStorage): boolean {
  const key = `noisy-argmax:done:${name}`;
  try {
    if (storage().getItem(key) !== null) return false;
    storage().setItem(key, '1');
  } catch {
    // private windows and full disks
  }
  return true;
}

type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;
