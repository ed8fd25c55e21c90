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

/** Until the signal is aborted: writes when the page is left or hidden: it may not come back. */
export function onLeave(write: () => void, until: AbortSignal): void {
  document.addEventListener('visibilitychange', () => document.hidden && write(), {
    signal: until,
  });
  window.addEventListener('pagehide', write, { signal: until });
}
