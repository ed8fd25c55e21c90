import type { CallContext } from './service';

/** Milliseconds between two signs of life. */
const TELL_EVERY = 1000;

/**
 * Does work that stops between any two of its pieces, so that other calls have their turn, and tells now and then
 * that it is at work: it may take longer than the page has patience.
 */
export async function drive<Result>(
  work: Generator<void, Result>,
  now: () => number,
  { breathe, progress }: Pick<CallContext<null>, 'breathe' | 'progress'>,
): Promise<Result> {
  let told = now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (now() - told > TELL_EVERY) {
      told = now();
      progress(null);
    }
    await breathe();
  }
}
