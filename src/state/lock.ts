/** All tabs of a site have its locks in common. */
const PREFIX = 'noisy-argmax:';

/**
 * Takes a Web Lock, which the browser lets go of when the tab ends. Where there are none (pages that do not come by
 * https, frames without an origin) everybody gets what they ask for.
 * @param wait while another tab has it, until the signal is aborted; without one it is not waited for
 * @returns what lets go of it; null where another tab has it
 */
export function claimLock(name: string, wait?: AbortSignal): Promise<(() => void) | null> {
  // pages that do not come by https have none
  const { locks } = navigator as { readonly locks?: LockManager };
  if (!locks) return Promise.resolve(() => undefined);
  return new Promise((resolve) => {
    const hold = (lock: Lock | null) => {
      if (!lock) return resolve(null);
      return new Promise<void>((letGo) => resolve(letGo));
    };
    const how = wait ? { signal: wait } : { ifAvailable: true };
    locks
      .request(PREFIX + name, how, hold)
      .catch(() => resolve(wait?.aborted ? null : () => undefined));
  });
}
