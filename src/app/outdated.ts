import type { NoticeStore } from '../state/notices';

/** Entry of the session: the build of the site for which this tab was loaded anew. */
const KEY = 'noisy-argmax:loaded-for';

/**
 * A tab that is older than the site asks for files that are gone. It is loaded anew then, once for every build:
 * the address and the stored runs bring back what it showed. Without the network, and where the site is the same,
 * it stays as it is, and the part whose code did not come says so.
 */
export function followSite(): void {
  window.addEventListener('vite:preloadError', () => void renewIfOld());
}

async function renewIfOld(): Promise<void> {
  const page = await fetch(location.href, { cache: 'no-store' }).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  );
  const entry = /assets\/index-[^"]+\.js/.exec(page)?.[0];
  if (!entry || document.querySelector(`script[src$="${entry}"]`)) return;
  try {
    if (sessionStorage.getItem(KEY) === entry) return;
    sessionStorage.setItem(KEY, entry);
  } catch {
    // without a memory it might be loaded again and again
    return;
  }
  location.reload();
}

/** Lets the browser keep the site when it is called first: a first visit is not slowed by what later ones need. */
export function keepOnce(notices: NoticeStore): () => void {
  let begun = false;
  return () => {
    if (begun) return;
    begun = true;
    void import('../offline/keep').then(
      ({ keepSite }) => keepSite(notices),
      () => (begun = false),
    );
  };
}
