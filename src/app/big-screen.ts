import { useEffect } from 'react';

/** The style sheet enlarges all type while the attribute is there. */
export function useBigScreen(): void {
  useEffect(() => {
    document.documentElement.dataset['presenting'] = 'true';
    return () => {
      delete document.documentElement.dataset['presenting'];
      if (document.fullscreenElement) void document.exitFullscreen();
    };
  }, []);
}

export function toggleFullscreen(): void {
  const change = document.fullscreenElement
    ? document.exitFullscreen()
    : document.documentElement.requestFullscreen();
  // a frame may not be allowed to; the presentation works in the window all the same
  change.catch(() => undefined);
}
