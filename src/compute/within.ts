/** A signal for what is always wanted. */
export const always = new AbortController().signal;

/**
 * A promise that always settles: with `work`, or with the reason of `signal` when that is aborted
 * first, or with `late()` after a time limit. Whatever loses the race leaves nothing behind; racing
 * with `Promise.race` would hang one reaction per call on a promise that lives as long as the page.
 *
 * @param limit in milliseconds; without one there is no time limit
 */
export function within<T>(
  work: Promise<T>,
  signal: AbortSignal,
  limit?: { readonly milliseconds: number; late(): Error },
): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      work.catch(() => undefined);
      return reject(signal.reason as Error);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      stop();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort);
    if (limit) {
      timer = setTimeout(() => {
        stop();
        reject(limit.late());
      }, limit.milliseconds);
    }
    work.then(
      (value) => {
        stop();
        resolve(value);
      },
      (error: Error) => {
        stop();
        reject(error);
      },
    );
  });
}
