/** At least until the next picture has been drawn; a hidden page draws none and is not waited for. */
export function rest(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds > 16 || document.hidden) {
      setTimeout(resolve, Math.max(0, milliseconds));
      return;
    }
    // a page that is hidden meanwhile gets no frame
    const late = setTimeout(resolve, 200);
    requestAnimationFrame(() => {
      clearTimeout(late);
      setTimeout(resolve, 0);
    });
  });
}

/** Writes when the page is left or hidden: it may not come back. */
export function onLeave(write: () => void): void {
  document.addEventListener('visibilitychange', () => document.hidden && write());
  window.addEventListener('pagehide', write);
}

/** Something that is made with its first use. */
export function lazily<T>(create: () => T): () => T {
  let made: T | null = null;
  return () => (made ??= create());
}
