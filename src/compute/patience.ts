/** Notices a worker that has fallen silent while somebody waits for it. */
export interface Patience {
  /** Somebody puts up with so many milliseconds of silence, until the returned function is called. */
  wait(milliseconds: number): () => void;
  /** The worker has given a sign of life. */
  heard(): void;
}

/** A timer that comes later than this was held up: the page itself did not run, and heard nothing. */
const HELD_UP_MS = 1000;

/** @param lost called when nothing has been heard for longer than the most patient of those who wait */
export function createPatience(lost: (milliseconds: number) => void): Patience {
  const waiting = new Set<{ readonly milliseconds: number }>();
  const now = () => performance.now();
  let silentSince = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    clearTimeout(timer);
    if (waiting.size === 0) return;
    const most = Math.max(...[...waiting].map(({ milliseconds }) => milliseconds));
    timer = setTimeout(
      () => {
        if (now() - silentSince > most + HELD_UP_MS) heard();
        else lost(most);
      },
      silentSince + most - now(),
    );
  }

  function heard(): void {
    silentSince = now();
    watch();
  }

  return {
    heard,
    wait(milliseconds) {
      const one = { milliseconds };
      if (waiting.size === 0) silentSince = now();
      waiting.add(one);
      watch();
      return () => {
        if (waiting.delete(one)) heard();
      };
    },
  };
}
