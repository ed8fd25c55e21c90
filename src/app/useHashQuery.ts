import { useMemo, useSyncExternalStore } from 'react';

/** The settings of a page's own address, such as those of "#/handout?course=tour". */
export function useHashQuery(): URLSearchParams {
  const hash = useSyncExternalStore(follow, () => location.hash);
  return useMemo(() => new URLSearchParams(hash.split('?')[1]), [hash]);
}

function follow(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
