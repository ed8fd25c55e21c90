/** Longest wait for a page that never rests. */
const PATIENCE = 1500;
/** Where the browser does not tell (Safari): after the first figures of an ordinary machine. */
const GUESS = 400;

/**
 * Runs a task when the page has nothing more urgent to do: the first figure comes before what only
 * embellishes it. Returns a function that calls it off.
 */
export function whenIdle(task: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(task, GUESS);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(task, { timeout: PATIENCE });
  return () => cancelIdleCallback(handle);
}
