/** Time after which long work lets others have their turn, in milliseconds. */
const TURN_MS = 10;

/**
 * Pauses for work that shares its thread: called every few milliseconds, it waits for whatever else has
 * come in, at most once a turn.
 * @param signal of the work; a pause throws its reason once it has been aborted
 * @param yieldTurn resolves when messages that have arrived have been seen to
 */
export function createBreath(
  signal: AbortSignal,
  now: () => number,
  yieldTurn: () => Promise<void> = nextTurn,
): () => Promise<void> {
  let begun = now();
  return async () => {
    signal.throwIfAborted();
    if (now() - begun < TURN_MS) return;
    await yieldTurn();
    begun = now();
    signal.throwIfAborted();
  };
}

/** By a message to itself: browsers hold timers back for 4 ms, and this waits for nothing. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
