/** Notices a worker that has fallen silent while somebody waits for it. */
export interface Patience {
  /** Somebody puts up with so many milliseconds of silence, until the returned function is called. */
  wait(milliseconds: number): () => void;
  /** The worker has given a sign of life. */
  heard(): void;
}

/** @param lost called when nothing has been heard for longer than the most patient of those who wait */
export function createPatience(lost: (milliseconds: number) => void): Patience {
  const waiting = new Set<{ readonly milliseconds: number }>();
  let signs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    const before = signs;
    const most = Math.max(...[...waiting].map(({ milliseconds }) => milliseconds));
    timer = setTimeout(() => {
      timer = undefined;
      if (waiting.size === 0) return;
      if (signs === before) lost(most);
      else watch();
    }, most);
  }

  return {
    wait(milliseconds) {
      const one = { milliseconds };
      waiting.add(one);
      signs++;
      if (timer === undefined) watch();
      return () => {
        if (!waiting.delete(one)) return;
        signs++;
        if (waiting.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    heard() {
      signs++;
    },
  };
}
