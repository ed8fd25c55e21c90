/** Passes on what changes, in one piece. */
export interface Paced<Change extends object> {
  /** At once, or together with what else comes within the pause. */
  tell(change: Partial<Change>): void;
  /** What waits, now. */
  flush(): void;
}

/**
 * Changes at a pace that can be drawn: the first one at once, and what comes within a pause after it together
 * when that is over. Each is passed on, the last of each name.
 * @param pause in milliseconds
 */
export function createPaced<Change extends object>(
  pass: (change: Partial<Change>) => void,
  pause: number,
): Paced<Change> {
  let waiting: Partial<Change> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (!waiting) return;
    const change = waiting;
    waiting = null;
    timer = setTimeout(flush, pause);
    pass(change);
  }

  return {
    tell(change) {
      waiting = { ...waiting, ...change };
      if (timer === undefined) flush();
    },
    flush,
  };
}
